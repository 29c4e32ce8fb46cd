import type { Actions, PageServerLoad, RequestEvent } from './$types'
import type { Actor } from '#access/may.ts'
import { mayAnywhere } from '#access/may.ts'
import {
  findImport,
  findSameFile,
  findWorkFault,
  lendHand,
  listBlockers,
  listDoneRows,
  listImportRows,
  listInvited,
  listSamples,
  problemOf,
  RowFilter,
  stepsFor,
  type FoundImport,
} from '#modules/imports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { failureOf, submit } from '#platform/web/form.ts'
import { importTexts as t } from '#texts/sv/imports.ts'
import { chosenSheets, columnsOf, sheetsFrom } from './sheets.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const one = found(await findImport(tx, idFrom(params.importId)))
    const filter = rowFilterFrom(url)
    // Where no background work is up, or it was killed: the page that waits sees to it that it goes on.
    if (one.working) lendHand(locals.db, actor, locals.now)
    return {
      one,
      failed: one.working ? undefined : await lastFailure(tx, one),
      filter,
      ...(await rowsFor(tx, one, filter)),
      sheets: chosenSheets(one.sheets, url),
      samples: one.state === 'read' || isMapping(url) ? columnsOf(await listSamples(tx, one.id)) : {},
      isMapping: one.state === 'read' || (one.state === 'previewed' && isMapping(url)),
      same: one.state === 'previewed' ? await findSameFile(tx, one) : undefined,
      ...(await afterwards(tx, actor, { one, isAsked: url.searchParams.has('angra') })),
    }
  })

/** What was refused after the page had stopped waiting for it, told as if it had waited. */
async function lastFailure(tx: Db, one: FoundImport) {
  const found = await findWorkFault(tx, one)
  const previewed = one.state === 'read' ? 'kolumner' : 'granska'
  return (
    found && failureOf(problemOf(found.fault), { read: 'las', preview: previewed, run: 'lasin' }[found.step])
  )
}

function isMapping(url: URL): boolean {
  return url.searchParams.get('steg') === 'kolumner'
}

async function rowsFor(tx: Db, one: FoundImport, filter: RowFilter) {
  if (one.state === 'uploaded' || one.state === 'read') return { rows: [], total: 0 }
  return listImportRows(tx, one.id, filter)
}

/** What can be done when it is brought in: links for those who wait, and taking it back. */
async function afterwards(tx: Db, actor: Actor, { one, isAsked }: { one: FoundImport; isAsked: boolean }) {
  if (one.state !== 'done') return { invited: 0, blockers: undefined }
  const isInviting = mayAnywhere(actor, 'import.people')
  return {
    invited: isInviting ? (await listInvited(tx, one.id)).length : 0,
    blockers: isAsked ? await listBlockers(tx, await listDoneRows(tx, one.id)) : undefined,
  }
}

function rowFilterFrom(url: URL): RowFilter {
  const value = (name: string) => url.searchParams.get(name) || undefined
  const asked = { outcome: value('utfall'), kind: value('slag'), q: value('q'), page: value('sida') }
  const parsed = RowFilter.safeParse(asked)
  return parsed.success ? parsed.data : RowFilter.parse({})
}

const here = (event: RequestEvent) => `/importera/${event.params.importId}`

/** Which commands it goes by is the import's own. */
async function stepsOf(event: RequestEvent) {
  const one = found(await ask(event.locals, (tx) => findImport(tx, idFrom(event.params.importId))))
  return { one, steps: stepsFor(one.boardId) }
}

export const actions: Actions = {
  las: async (event) => {
    const { one, steps } = await stepsOf(event)
    return submit(event, steps.read, { input: () => ({ importId: one.id }), then: () => here(event) })
  },
  kolumner: async (event) => {
    const { one, steps } = await stepsOf(event)
    return submit(event, steps.map, {
      input: (form) => ({
        importId: one.id,
        revision: form.revision(),
        sheets: sheetsFrom(form, one.sheets),
        validFrom: form.text('fran'),
        changeKind: form.text('andring') === 'correction' ? ('correction' as const) : ('change' as const),
        note: form.text('anteckning'),
      }),
      names: { validFrom: 'fran', changeKind: 'andring', note: 'anteckning' },
      then: () => here(event),
    })
  },
  granska: async (event) => {
    const { one, steps } = await stepsOf(event)
    const input = () => ({ importId: one.id, revision: one.revision })
    return submit(event, steps.preview, { input, then: () => here(event) })
  },
  lasin: async (event) => {
    const { one, steps } = await stepsOf(event)
    return submit(event, steps.run, {
      input: (form) => ({ importId: one.id, revision: form.revision() }),
      then: () => here(event),
      done: ({ isWorking }) => (isWorking ? '' : t.done),
    })
  },
  angra: async (event) => {
    const { one, steps } = await stepsOf(event)
    return submit(event, steps.undo, {
      input: (form) => ({ importId: one.id, revision: form.revision() }),
      then: () => here(event),
      done: t.undone,
    })
  },
}
