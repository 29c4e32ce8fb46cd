import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { rowsOnPage } from '#kernel/lists.ts'
import {
  addRequirement,
  bringBackRequirement,
  countChanges,
  draftRows,
  filterRows,
  findBase,
  findVersion,
  listKept,
  listNames,
  listWritten,
  withdrawDraft,
} from '#modules/catalogues/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { draftTexts as t } from '#texts/sv/catalogue-drafts.ts'
import { readyParts } from '#texts/sv/catalogues.ts'
import { draftFilterFrom } from './draft-filter.ts'

export const load: PageServerLoad = ({ locals, params, url }) => {
  const filter = draftFilterFrom(url)
  return ask(locals, async (tx, actor) => {
    const version = found(await findVersion(tx, idFrom(params.versionId)))
    const base = await findBase(tx, version)
    const rows = draftRows(await listWritten(tx, version.id), await listKept(tx, base?.id))
    const shown = filterRows(rows, filter)
    return {
      version,
      base,
      filter,
      rows: rowsOnPage(shown, filter),
      total: shown.length,
      counts: countChanges(rows),
      parts: [...new Set(rows.map(({ part }) => part))],
      readyParts: [...new Set([...rows.map(({ part }) => part), ...readyParts])],
      focus: (await listNames(tx)).areas,
      mayWrite: version.state === 'draft' && may(actor, 'requirement.write', { boardId: version.boardId }),
      mayMove: may(actor, 'agreement.change') && version.agreementId === null,
      id: uuidv7(),
      commandIds: { ny: uuidv7(), kasta: uuidv7() },
    }
  })
}

export const actions: Actions = {
  ny: (event) =>
    submit(event, addRequirement, {
      input: (form) => ({
        id: form.text('id'),
        versionId: event.params.versionId,
        code: form.text('kod'),
        part: form.text('nydel') || form.text('del'),
        title: form.text('rubrik'),
      }),
      names: { code: 'kod', part: 'del', title: 'rubrik' },
      then: ({ id }) => `/kravkatalog/versioner/${event.params.versionId}/${id}`,
      done: t.addDone,
    }),
  tillbaka: (event) =>
    submit(event, bringBackRequirement, {
      input: (form) => ({ requirementId: form.text('krav') }),
      then: () => `/kravkatalog/versioner/${event.params.versionId}`,
      done: t.broughtBack,
    }),
  kasta: (event) =>
    submit(event, withdrawDraft, {
      input: (form) => ({ versionId: event.params.versionId, revision: form.revision() }),
      then: () => '/kravkatalog/versioner',
      done: t.withdrawn,
    }),
}
