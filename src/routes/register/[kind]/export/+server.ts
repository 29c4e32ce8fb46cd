import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findKind, listEntries, listFigures, rowsInWords } from '#modules/registers/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask, found } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { entryColumns, figureColumns } from '../columns.ts'
import { entryFilterFrom } from '../filter.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const date = todayIn(locals.now)
  const { kind, rows, figures } = await ask(locals, async (tx) => {
    const register = found(await findKind(tx, { key: params.kind }))
    const filter = { ...entryFilterFrom(url, register.definition), ...everyRow }
    const listed = await listEntries(tx, register, filter, date)
    return {
      kind: register,
      rows: await rowsInWords(tx, register, listed.rows, date),
      figures: await listFigures(tx, register),
    }
  })
  const { definition } = kind
  if (url.searchParams.get('innehall') === 'siffror') {
    const title = `${definition.name}, ${t.figures.toLowerCase()}`
    return downloadTable(url, figureColumns(definition), figures, { title, source: t.source, date })
  }
  return downloadTable(url, entryColumns(definition), rows, {
    title: definition.name,
    source: t.source,
    date,
  })
}
