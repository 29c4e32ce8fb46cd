import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import {
  countChanges,
  countRunning,
  draftRows,
  findBase,
  findVersion,
  listChoices,
  listKept,
  listWritten,
  publishVersion,
  type DraftRow,
} from '#modules/catalogues/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { publishTexts as t } from '#texts/sv/catalogue-drafts.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const version = found(await findVersion(tx, idFrom(params.versionId)))
    if (version.state === 'published' || !may(actor, 'catalogue.publish', { boardId: version.boardId }))
      throw new Problem('notFound')
    const base = await findBase(tx, version)
    const before = await listKept(tx, base?.id)
    const rows = draftRows(await listWritten(tx, version.id), before)
    const today = todayIn(locals.now)
    return {
      version,
      base,
      counts: { ...countChanges(rows), removed: removedFrom(before, rows) },
      missing: rows.filter((row) => row.missing.length > 0),
      latest: rows
        .filter((row) => row.changedAt !== null)
        .sort((one, other) => (other.changedAt?.getTime() ?? 0) - (one.changedAt?.getTime() ?? 0))
        .slice(0, 10),
      running: base ? await countRunning(tx, base.id) : 0,
      earliest: base ? addDays(base.validFrom, 1) : version.validFrom,
      boards: (await listChoices(tx, today)).boards,
      today,
      commandId: uuidv7(),
    }
  })

/** What the version before had and this one has not; a new requirement that was taken out again was never there. */
function removedFrom(before: readonly { key: string }[], rows: readonly DraftRow[]): number {
  const kept = new Set(rows.filter((row) => row.takenOutAt === null).map(({ key }) => key))
  return before.filter(({ key }) => !kept.has(key)).length
}

export const actions: Actions = {
  default: (event) => {
    const home = `/kravkatalog/versioner/${event.params.versionId}`
    return submit(event, publishVersion, {
      input: (form) => ({
        versionId: idFrom(event.params.versionId),
        revision: form.revision(),
        name: form.text('namn'),
        validFrom: form.text('fran'),
        decidedBy: form.text('beslutadav'),
        decidedOn: form.text('beslutadden'),
        caseNumber: form.text('diarienummer'),
        paragraph: form.text('paragraf'),
        changesAreFormal: form.checked('redaktionellt'),
      }),
      names: {
        name: 'namn',
        validFrom: 'fran',
        decidedBy: 'beslutadav',
        decidedOn: 'beslutadden',
        caseNumber: 'diarienummer',
        paragraph: 'paragraf',
        changesAreFormal: 'redaktionellt',
      },
      then: () => `${home}/avtal`,
      done: t.done,
    })
  },
}
