import { formatNumber, formatPercent } from '#kernel/swedish.ts'
import type { Block, Cell, StatusKind } from '#platform/documents/document.ts'

/** A table before it has a form: the page, the PDF, Word and Excel are made of the same values. */
export type ReportColumn = { title: string; type?: 'number' | 'share' | 'date'; width?: number }
export type TableValue = string | number | null | { text: string; status: StatusKind }

/** What a row is counted from, by id. */
export type Refs = { followUps?: string[]; findings?: string[]; actions?: string[] }
export type TableRow = { key: string; cells: TableValue[]; strong?: boolean; refs: Refs }

export type ReportTable = {
  key: string
  caption: string
  columns: ReportColumn[]
  rows: TableRow[]
  note: string
  /** Long lists are printed in part, the worst first; Excel has the whole. */
  printed?: number
}

export function tableBlock({ key, caption, columns, rows, note, printed }: ReportTable): Block {
  return {
    kind: 'table',
    key,
    caption,
    columns: columns.map(({ title, type, width }) => ({
      title,
      ...(width ? { width } : {}),
      ...(type === 'number' || type === 'share' ? { align: 'right' as const } : {}),
    })),
    rows: rows.map((row) => row.cells.map((value, at) => cellOf(value, columns[at], row.strong ?? false))),
    rowKeys: rows.map((row) => (hasRefs(row.refs) ? row.key : '')),
    ...(note ? { note } : {}),
    ...(printed ? { printed } : {}),
  }
}

export function hasRefs({ followUps = [], findings = [], actions = [] }: Refs): boolean {
  return followUps.length + findings.length + actions.length > 0
}

/** The figure as it is read, with its value beside it for Excel. */
function cellOf(value: TableValue, column: ReportColumn | undefined, strong: boolean): Cell {
  if (value === null) return { text: '–', strong }
  if (typeof value === 'object') return value
  if (typeof value === 'string') return strong ? { text: value, strong } : value
  if (column?.type === 'share') return { text: formatPercent(value, 0), value, percent: true, strong }
  return { text: formatNumber(value), value, strong }
}
