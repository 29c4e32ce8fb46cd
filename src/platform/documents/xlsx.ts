import { toWorkbook, type Sheet, type SheetRow } from '#platform/tabular/xlsx.ts'
import type { ColumnType } from '#platform/tabular/table.ts'
import { cleanText, dateParts } from './clean-text.ts'
import type { Block, Cell, Paper } from './paper.ts'
import { marks } from './status.ts'
import { fixZipDates } from './zip-dates.ts'

type Table = Extract<Block, { kind: 'table' }>

/** The tables of a paper as a workbook: a sheet for each, figures as figures, and what the paper is on the last. */
export async function renderXlsx(paper: Paper): Promise<Uint8Array> {
  const tables = paper.blocks.filter((block) => block.kind === 'table')
  const bytes = await toWorkbook(tables.map(sheetOf), {
    title: paper.title,
    source: [paper.municipality, paper.board, paper.caseNumber].filter(Boolean).join(', '),
    date: paper.date,
    filter: paper.subtitle ?? '',
    definitions: tables.flatMap(({ caption, note }) => (note ? [{ term: caption, meaning: note }] : [])),
  })
  return fixZipDates(bytes, dateParts(paper.date))
}

function sheetOf({ caption, columns, rows }: Table): Sheet {
  return {
    title: caption,
    columns: columns.map(({ title }, at) => ({
      key: String(at),
      title,
      type: typeOf(rows.map((row) => row[at] ?? '')),
      value: (row: SheetRow) => row[at] ?? null,
    })),
    rows: rows.map((row) => row.map(valueOf)),
  }
}

const iso = /^\d{4}-\d{2}-\d{2}$/

/** Each column by what stands in it: the paper's columns have no type of their own. */
function typeOf(cells: readonly Cell[]): ColumnType {
  const full = cells.filter((cell) => typeof cell !== 'string' || cell !== '')
  if (full.some((cell) => typeof cell !== 'string' && cell.percent)) return 'percent'
  if (full.some((cell) => typeof cell !== 'string' && cell.value !== undefined)) return 'integer'
  return full.length > 0 && full.every((cell) => typeof cell === 'string' && iso.test(cell)) ? 'date' : 'text'
}

function valueOf(cell: Cell): string | number {
  if (typeof cell === 'string') return cleanText(cell)
  return cell.value ?? (cleanText(cell.text) || (cell.status ? marks[cell.status].word : ''))
}
