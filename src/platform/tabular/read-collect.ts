import { filledAcross } from './read-header.ts'
import { createUnpacker, type Part } from './read-parts.ts'
import type { SheetRow, Workbook } from './read-shapes.ts'
import { tableProblem } from './read-limits.ts'

type OpenSheet = { name: string; isHidden: boolean; rows: SheetRow[] }

/** Puts the pieces together. Headings that span columns are repeated over each of them; other merges keep their corner. */
export async function collectWorkbook(parts: AsyncIterable<Part>): Promise<Workbook> {
  const unpack = createUnpacker()
  const sheets: OpenSheet[] = []
  let head: Pick<Workbook, 'format' | 'reading'> = { format: 'csv', reading: null }
  for await (const part of parts) {
    const sheet = sheets.at(-1)
    if (part.kind === 'workbook') head = { format: part.format, reading: part.reading }
    if (part.kind === 'sheet') sheets.push({ name: part.name, isHidden: part.isHidden, rows: [] })
    if (part.kind === 'rows') for (const row of part.rows) sheet?.rows.push(unpack(row))
    if (part.kind === 'merges' && sheet) sheet.rows = filledAcross(sheet.rows, part.merges)
  }
  if (sheets.every(({ rows }) => rows.length === 0)) throw tableProblem('tableEmpty')
  return { ...head, sheets }
}
