import { emptyCell, type Merge } from './read-parts.ts'
import type { Cell, Sheet, SheetRow } from './read-shapes.ts'
import { plainName } from './read-names.ts'

/** `index` is the place in `SheetRow.cells`; `parts` are the words of each header row, `title` all of them joined. */
export type HeaderColumn = {
  readonly index: number
  readonly title: string
  readonly parts: readonly string[]
}

/** `first` and `last` are row numbers as in Excel. */
export type Header = {
  readonly first: number
  readonly last: number
  readonly columns: readonly HeaderColumn[]
}

/** How far down a header is looked for. */
const searched = 60
const joint = ' – '

/**
 * The header of a table: the first row that names most of its columns, whatever stands above it (titles, dates, who
 * made it). Two rows that share the naming are joined: "Avtal – Startdatum". Undefined when no row is one.
 */
export function findHeader(sheet: Pick<Sheet, 'rows'>): Header | undefined {
  const rows = sheet.rows.slice(0, searched)
  const needed = Math.max(1, Math.ceil(widthOf(rows) * 0.7))
  const at = rows.findIndex((row) => isNaming(row, needed))
  const leaf = rows[at]
  if (!leaf) return undefined
  const below = nextTo(rows, at, 1)
  const above = nextTo(rows, at, -1)
  if (below && completes(leaf, below)) return headerOf([leaf, below])
  return headerOf(above && isGrouping(above, leaf) ? [above, leaf] : [leaf])
}

/** Columns with something in them, in the row that has most. */
function widthOf(rows: readonly SheetRow[]): number {
  return rows.reduce((most, row) => Math.max(most, distinctLabels(row)), 0)
}

/** A title repeated over merged cells counts once. */
function distinctLabels({ cells }: SheetRow): number {
  let count = 0
  cells.forEach((cell, index) => {
    if (cell.kind !== 'empty' && !isSame(cell, cells[index - 1])) count += 1
  })
  return count
}

function isSame(cell: Cell, before: Cell | undefined): boolean {
  return cell.kind === 'text' && before?.kind === 'text' && cell.text === before.text
}

function isNaming(row: SheetRow, needed: number): boolean {
  return distinctLabels(row) >= needed && row.cells.every((cell) => cell.kind === 'empty' || isLabel(cell))
}

/** Words, not amounts or days; but a year may head a column. */
export function isLabel(cell: Cell | undefined): boolean {
  if (cell?.kind !== 'text' && cell?.kind !== 'number') return false
  return /^\s*(?:19|20)\d\d\s*$/.test(cell.text) || (cell.kind === 'text' && /\p{L}/u.test(cell.text))
}

function nextTo(rows: readonly SheetRow[], at: number, step: 1 | -1): SheetRow | undefined {
  const row = rows[at + step]
  return row && row.number === rows[at]!.number + step ? row : undefined
}

/** A second row of names stands only under headings that span it: under no other column is there anything. */
function completes(row: SheetRow, below: SheetRow): boolean {
  const filled = filledColumns(below)
  return (
    filled.length > 0 && filled.every((index) => isLabel(below.cells[index]) && isSpanned(row, below, index))
  )
}

/** Merged cells repeat their heading; saved as text they leave the columns to its right empty. */
function isSpanned(row: SheetRow, below: SheetRow, index: number): boolean {
  const own = row.cells[index] ?? emptyCell
  if (own.kind === 'empty') return isFilled(below, index - 1)
  if (isSame(own, row.cells[index - 1]) || isSame(own, row.cells[index + 1])) return true
  return !isFilled(row, index + 1) && isFilled(below, index + 1)
}

function isFilled({ cells }: SheetRow, index: number): boolean {
  return (cells[index] ?? emptyCell).kind !== 'empty'
}

/**
 * A row of headings above the names. What stands alone from the first column on is a title, and a word and its answer
 * ("Källa", "Registret") above the first names is a fact about the list.
 */
function isGrouping(above: SheetRow, leaf: SheetRow): boolean {
  const filled = filledColumns(above)
  if (filled.length === 0 || !filled.every((index) => isLabel(above.cells[index]))) return false
  const first = Math.min(filled[0]!, filledColumns(leaf)[0]!)
  if (!isFilled(above, first)) return true
  const own = above.cells[first] ?? emptyCell
  return distinctLabels(above) > 1 && (!isFilled(leaf, first) || isSame(own, above.cells[first + 1]))
}

function filledColumns({ cells }: SheetRow): number[] {
  return cells.flatMap((cell, index) => (cell.kind === 'empty' ? [] : [index]))
}

function headerOf(rows: readonly SheetRow[]): Header {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, index) => columnOf(rows, index))
  return {
    first: rows[0]!.number,
    last: rows.at(-1)!.number,
    columns: columns.filter(({ title }) => title !== ''),
  }
}

function columnOf(rows: readonly SheetRow[], index: number): HeaderColumn {
  const [upper, lower] = rows
  const own = lower ? labelAt(lower, index) : ''
  const over = upper ? labelAt(upper, index) || (own && spanning(rows, index)) : ''
  const parts = [...new Set([over, own])].filter((part) => part !== '')
  return { index, title: parts.join(joint), parts }
}

/** In a text file a heading stands only over the first column it spans. */
function spanning([upper, lower]: readonly SheetRow[], index: number): string {
  if (!upper || !lower || hasRepeats(upper)) return ''
  for (let at = index; at >= 0 && labelAt(lower, at) !== ''; at -= 1) {
    if (labelAt(upper, at) !== '') return labelAt(upper, at)
  }
  return ''
}

function hasRepeats({ cells }: SheetRow): boolean {
  return cells.some((cell, index) => isSame(cell, cells[index - 1]))
}

function labelAt({ cells }: SheetRow, index: number): string {
  const cell = cells[index]
  return cell && cell.kind !== 'empty' ? cell.text.replace(/\s+/g, ' ').trim() : ''
}

/**
 * Repeats a heading over the columns it is merged across, down to the end of the header. Below it a merged cell keeps
 * its value in its corner: what stands in one row of a list is never copied to another place.
 */
export function filledAcross(rows: SheetRow[], merges: readonly Merge[]): SheetRow[] {
  const tried = rows.slice(0, searched).map((row) => filledRow(row, merges))
  const header = findHeader({ rows: tried })
  if (!header) return rows
  const isNaming = ({ number }: SheetRow) => number >= header.first && number <= header.last
  return rows.map((row, at) => (isNaming(row) ? (tried[at] ?? row) : row))
}

function filledRow(row: SheetRow, merges: readonly Merge[]): SheetRow {
  const wide = merges.filter(({ top, left, right }) => top === row.number && right > left)
  if (wide.length === 0) return row
  const cells = [...row.cells]
  for (const { left, right } of wide) fill(cells, left, Math.min(right, 499))
  return { ...row, cells }
}

function fill(cells: Cell[], left: number, right: number): void {
  const corner = cells[left]
  if (corner?.kind !== 'text') return
  for (let at = left + 1; at <= right; at += 1) {
    if ((cells[at] ?? emptyCell).kind === 'empty') cells[at] = corner
  }
}

/** Whether a row says the header again, as lists made for printing do on every page. */
export function repeatsHeader(row: SheetRow, header: Header): boolean {
  const said = header.columns.filter(
    ({ index, parts }) => plainName(labelAt(row, index)) === plainName(parts.at(-1) ?? ''),
  )
  return header.columns.length > 1 && said.length === header.columns.length
}
