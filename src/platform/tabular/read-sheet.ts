import { isIsoDate } from '#kernel/dates.ts'
import { tableLimits, tableProblem } from './read-limits.ts'
import { dateCell, type Merge, type PackedCell, type PackedRow } from './read-parts.ts'
import { shownNumber, type Shown } from './read-styles.ts'
import { isTrue, type Attributes, type XmlHandlers } from './read-xml.ts'

/** What the cells of a sheet refer to. */
export type Surroundings = { texts: readonly string[]; styles: readonly Shown[]; is1904: boolean }

export type SheetReader = { handlers: XmlHandlers; takeRows: () => PackedRow[]; merges: Merge[] }

type Found = { type: string; style: number; value: string; inline: string | undefined }

type State = { row: number; column: number; rows: PackedRow[]; cells: PackedCell[]; cell: Found | undefined }

/** Reads the cells of one worksheet as they come. Formats of empty cells and rows without cells leave nothing behind. */
export function createSheetReader(around: Surroundings): SheetReader {
  const state: State = { row: 0, column: -1, rows: [], cells: [], cell: undefined }
  const merges: Merge[] = []
  const text = createTextCollector()
  const closed: Readonly<Record<string, () => void>> = {
    v: () => state.cell && (state.cell.value = text.take()),
    is: () => state.cell && (state.cell.inline = text.take()),
    c: () => endCell(state, around),
    row: () => endRow(state),
  }
  return {
    merges,
    takeRows: () => state.rows.splice(0),
    handlers: {
      open: (name, attributes) => {
        if (name === 'mergeCell' && merges.length < tableLimits.merges)
          merges.push(...mergesOf(attributes['ref'] ?? ''))
        begin[name]?.(state, attributes)
        text.open(name, state.cell !== undefined)
      },
      text: text.add,
      close: (name) => {
        text.close(name)
        closed[name]?.()
      },
    },
  }
}

/** Some programs leave out where a row or a cell stands: it is then the next one. */
const begin: Readonly<Record<string, (state: State, attributes: Attributes) => void>> = {
  row: (state, { r }) => {
    state.row = r === undefined ? state.row + 1 : rowOf(r)
    state.column = -1
    state.cells = []
  },
  c: (state, { r, s, t }) => {
    state.column = r === undefined ? state.column + 1 : columnOf(r)
    state.cell = { type: t ?? 'n', style: Number(s ?? 0), value: '', inline: undefined }
  },
}

function endCell(state: State, around: Surroundings): void {
  if (state.cell) put(state.cells, state.column, cellOf(state.cell, around))
  state.cell = undefined
}

function endRow(state: State): void {
  if (state.cells.length > 0) state.rows.push([state.row, ...state.cells])
}

/** The text of a value or of an inline text; how a Japanese reader would say it (rPh) is not part of it. */
export function createTextCollector(): {
  open: (name: string, isWithin: boolean) => void
  add: (text: string) => void
  close: (name: string) => void
  take: () => string
} {
  let collected = ''
  let isOn = false
  let isSpoken = false
  return {
    open: (name, isWithin) => {
      if (name === 'rPh') isSpoken = true
      isOn = isWithin && !isSpoken && (name === 't' || name === 'v')
    },
    add: (text) => {
      if (!isOn) return
      collected += text
      if (collected.length > tableLimits.cellLength * 8) throw tableProblem('tableCellTooLong')
    },
    close: (name) => {
      if (name === 'rPh') isSpoken = false
      isOn = false
    },
    take: () => {
      const taken = collected
      collected = ''
      return taken
    },
  }
}

function put(cells: PackedCell[], column: number, cell: PackedCell): void {
  if (cell === undefined) return
  if (column >= tableLimits.columns) throw tableProblem('tableTooManyColumns')
  while (cells.length < column) cells.push(undefined)
  cells[column] = cell
}

function cellOf(found: Found, around: Surroundings): PackedCell {
  const read = kinds[found.type]
  if (!read) throw tableProblem('tableDamaged', `cell type ${found.type}`)
  return found.value === '' && found.inline === undefined ? undefined : read(found, around)
}

/** By the type that a cell has in the file: "str" is the stored answer of a formula. */
const kinds: Readonly<Record<string, (found: Found, around: Surroundings) => PackedCell>> = {
  n: numberOf,
  s: ({ value }, { texts }) => {
    const text = texts[Number(value)]
    if (text === undefined) throw tableProblem('tableDamaged', 'a shared text that is not there')
    return textOf(text)
  },
  str: ({ value }) => textOf(cleanText(value)),
  inlineStr: ({ inline, value }) => textOf(cleanText(inline ?? value)),
  b: ({ value }) => ({ kind: 'boolean', boolean: isTrue(value), text: isTrue(value) ? 'Sant' : 'Falskt' }),
  e: ({ value }) => ({ kind: 'error', text: value }),
  d: ({ value }) => {
    const [date = '', time = ''] = value.split('T')
    return isIsoDate(date) ? dateCell(date, /^(?!00:00)\d\d:\d\d/.exec(time)?.[0]) : textOf(value)
  },
}

function numberOf({ value, style }: Found, { styles, is1904 }: Surroundings): PackedCell {
  const number = Number(value)
  if (!Number.isFinite(number)) return textOf(value)
  return shownNumber(number, styles[style] ?? { kind: 'number' }, is1904)
}

function textOf(text: string): PackedCell {
  if (text.length > tableLimits.cellLength) throw tableProblem('tableCellTooLong')
  return text.trim() === '' ? undefined : text
}

/** Signs that XML cannot hold stand as _x0000_ in Excel's files; an underscore that could be taken for one, as _x005F_. */
export function cleanText(text: string): string {
  const whole = text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
}

function rowOf(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 1_048_576) throw tableProblem('tableDamaged', 'row')
  return number
}

/** The column of "AB12", from 0. */
function columnOf(address: string): number {
  let column = 0
  for (const sign of address) {
    const letter = sign.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  if (column < 1 || column > 16_384) throw tableProblem('tableDamaged', 'column')
  return column - 1
}

function mergesOf(reference: string): Merge[] {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference)
  if (!match) return []
  const [, left = '', top, right = '', bottom] = match
  return [{ top: Number(top), bottom: Number(bottom), left: columnOf(left), right: columnOf(right) }]
}
