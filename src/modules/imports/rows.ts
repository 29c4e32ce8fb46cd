import type { IsoDate } from '#kernel/dates.ts'
import { cellAddress } from '#platform/tabular/read-names.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'
import { fieldWords, type FieldWords } from '#texts/sv/import-fields.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import { fieldsOf } from './fields.ts'
import { folded } from './nearest.ts'
import {
  type ImportKind,
  type Outcome,
  type RowChange,
  type RowFault,
  type SheetPlan,
  type Value,
  type Values,
} from './rules.ts'
import { readValue } from './values.ts'

/** One row of the file on its way through: what it says, and what is wrong with it so far. */
export type Row = {
  readonly sheet: SheetPlan
  readonly number: number
  readonly kind: ImportKind
  readonly values: Values
  readonly faults: RowFault[]
}

export type PlannedRow = {
  readonly sheet: number
  readonly number: number
  readonly kind: ImportKind
  readonly label: string
  readonly outcome: Outcome
  readonly changes: readonly RowChange[]
  readonly faults: readonly RowFault[]
  readonly targetId: string | null
}

export function readRow(sheet: SheetPlan, kind: ImportKind, number: number, cells: readonly Cell[]): Row {
  const row: Row = { sheet, number, kind, values: {}, faults: [] }
  const values: Record<string, Value | undefined> = {}
  for (const [key, field] of Object.entries(fieldsOf(kind))) {
    const at = sheet.columns[key]
    if (at === undefined) continue
    const read = readValue(field, cells[at])
    if ('value' in read) values[key] = read.value
    else blame(row, key, read.fault, read.suggestion)
  }
  return { ...row, values }
}

/** Sets a fault at the cell of a field; at the row's first cell where the file has no such column. */
export function blame(row: Row, key: string, text: string, suggestion = ''): void {
  const at = row.sheet.columns[key] ?? 0
  const column = row.sheet.headers[at] ?? ''
  row.faults.push({ cell: cellAddress(row.number, at), column, text, suggestion })
}

export function planned(
  row: Row,
  found: { label: string; targetId: string | null; isNew: boolean; changes: readonly RowChange[] },
): PlannedRow {
  const { sheet, number, kind, faults } = row
  return {
    sheet: sheet.index,
    number,
    kind,
    label: found.label,
    outcome: outcomeOf(row, found),
    changes: faults.length > 0 ? [] : found.changes,
    faults: faults.toSorted(byPlace),
    targetId: faults.length > 0 ? null : found.targetId,
  }
}

/** In the order of the columns: Z before AA. */
function byPlace(one: RowFault, other: RowFault): number {
  return one.cell.length - other.cell.length || (one.cell < other.cell ? -1 : 1)
}

function outcomeOf(row: Row, found: { isNew: boolean; changes: readonly RowChange[] }): Outcome {
  if (row.faults.length > 0) return 'faulty'
  if (found.isNew) return 'new'
  return found.changes.length > 0 ? 'changed' : 'unchanged'
}

/** The text of a field; '' where the cell is empty or the column missing. */
export function textIn(row: Row, key: string): string {
  const value = row.values[key]
  return typeof value === 'string' ? value : ''
}

export function dateIn(row: Row, key: string): IsoDate | null {
  return textIn(row, key) || null
}

export function listIn(row: Row, key: string): readonly string[] {
  const value = row.values[key]
  return Array.isArray(value) ? value : []
}

export function numberIn(row: Row, key: string): number | null {
  const value = row.values[key]
  return typeof value === 'number' ? value : null
}

export function hasColumn(row: Row, key: string): boolean {
  return row.sheet.columns[key] !== undefined
}

export function titleOf(kind: ImportKind, key: string): string {
  const words: Readonly<Record<string, FieldWords>> = fieldWords[kind]
  return words[key]?.title ?? key
}

/** Tells a second row that says the same thing of the same: which row did so first. */
export function makeOnce(): (row: Row, key: string, what: string) => void {
  const seen = new Map<string, Row>()
  return (row, key, what) => {
    const plain = what.trim() === '' ? '' : what.toLowerCase()
    const first = seen.get(plain)
    if (plain !== '' && first) blame(row, key, t.twice(first.number), t.twiceAdvice)
    else seen.set(plain, row)
  }
}

/** A row of another board than the import's own is never brought in. */
export function checkBoard(row: Row, boards: readonly Board[], boardId: string | null): void {
  const typed = textIn(row, 'board')
  if (typed === '') return
  const meant = findBoard(typed, boards)
  if (!meant) blame(row, 'board', t.noBoard(typed), t.chooseAmong(boards.map((board) => board.name)))
  else if (meant.id !== boardId) blame(row, 'board', t.otherBoard(meant.name), t.otherBoardAdvice)
}

export type Board = { readonly id: string; readonly name: string; readonly abbreviation: string }

export function findBoard(typed: string, boards: readonly Board[]): Board | undefined {
  const plain = folded(typed)
  return boards.find(({ name, abbreviation }) => folded(name) === plain || folded(abbreviation) === plain)
}
