import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import {
  draftRows,
  fieldWords,
  filterRows,
  findBase,
  findVersion,
  listKept,
  listNames,
  listWritten,
  requirementFields,
  type DraftRow,
} from '#modules/catalogues/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { changeKindNames, draftTexts as t, requirementFieldNames } from '#texts/sv/catalogue-drafts.ts'
import { draftFilterFrom } from '../draft-filter.ts'

/** The chosen requirements of the version with every field, what is changed and what is missing. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { version, rows, names } = await ask(locals, async (tx) => {
    const version = found(await findVersion(tx, idFrom(params.versionId)))
    const base = await findBase(tx, version)
    const all = draftRows(await listWritten(tx, version.id), await listKept(tx, base?.id))
    return { version, rows: filterRows(all, draftFilterFrom(url)), names: await listNames(tx) }
  })
  const text = (key: string, title: string, value: (row: DraftRow) => string) =>
    ({ key, title, type: 'text', value }) as const
  const columns = [
    ...requirementFields.map((field) =>
      text(field, requirementFieldNames[field], (row) => fieldWords(field, row, names)),
    ),
    text('changes', t.since, (row) => row.changes.map((kind) => changeKindNames[kind]).join(', ')),
    text('missing', t.missing, (row) => row.missing.map((field) => requirementFieldNames[field]).join(', ')),
  ]
  const about = { title: t.exportTitle(version.number), source: t.source, date: todayIn(locals.now) }
  return downloadTable(url, columns, rows, about)
}
