import { attachment, exportFormats, exportTable, type ExportFormat } from '#platform/tabular/export.ts'
import type { AboutTable, Column } from '#platform/tabular/table.ts'

/** Answers a list's export: `?format=xlsx|csv|json`, xlsx when nothing or something else is asked for. */
export async function downloadTable<Row>(
  url: URL,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: AboutTable,
): Promise<Response> {
  const asked = url.searchParams.get('format')
  const formats: readonly string[] = exportFormats
  // Just checked to be one of them.
  const format = asked && formats.includes(asked) ? (asked as ExportFormat) : 'xlsx'
  const file = await exportTable(format, columns, rows, about)
  return new Response(new Uint8Array(file.body), {
    headers: { 'content-type': file.contentType, 'content-disposition': attachment(file.fileName) },
  })
}
