import type { IsoDate } from '#kernel/dates.ts'
import type { Cell, SheetRow, Workbook } from './read-shapes.ts'

/** A cell on its way between threads, where few and plain values travel fastest. Undefined is an empty cell. */
export type PackedCell = undefined | string | number | Exclude<Cell, { kind: 'empty' | 'text' }>

export type PackedRow = readonly [number: number, ...cells: PackedCell[]]

/** Cells merged into one, rows and columns as in `SheetRow`: rows from 1, columns from 0. */
export type Merge = { top: number; bottom: number; left: number; right: number }

/** A file piece by piece, in the order it is read. */
export type Part =
  | { kind: 'workbook'; format: Workbook['format']; reading: Workbook['reading'] }
  | { kind: 'sheet'; name: string; isHidden: boolean }
  | { kind: 'rows'; rows: PackedRow[] }
  | { kind: 'merges'; merges: Merge[] }

export const emptyCell: Cell = Object.freeze({ kind: 'empty' })

const rememberedTexts = 50_000
const longestRemembered = 80

/** Unpacks rows so that a word or a day that stands in a thousand cells is held once. */
export function createUnpacker(): (row: PackedRow) => SheetRow {
  const texts = createMemory()
  const dates = createMemory()
  const unpacked = (cell: PackedCell): Cell => {
    if (cell === undefined) return emptyCell
    if (typeof cell === 'string') return texts(cell, () => ({ kind: 'text', text: cell }))
    if (typeof cell === 'number') return numberCell(cell)
    return cell.kind === 'date' ? dates(cell.text, () => cell) : cell
  }
  return ([number, ...cells]) => ({ number, cells: cells.map(unpacked) })
}

function createMemory(): (text: string, make: () => Cell) => Cell {
  const known = new Map<string, Cell>()
  return (text, make) => {
    const found = known.get(text)
    if (found) return found
    const cell = make()
    if (text.length <= longestRemembered && known.size < rememberedTexts) known.set(text, cell)
    return cell
  }
}

function numberCell(number: number): Cell {
  return { kind: 'number', number, text: plainNumber(number) }
}

export function dateCell(date: IsoDate, time = ''): PackedCell {
  return { kind: 'date', date, text: time ? `${date} ${time}` : date }
}

/** Fifteen digits are what a spreadsheet holds; more would show the noise of binary numbers. */
export function plainNumber(number: number): string {
  const exact = String(number)
  const text = exact.length <= 15 ? exact : String(Number(number.toPrecision(15)))
  return text.includes('e') ? expanded(number) : text.replace('.', ',')
}

/** "1e+21" is no number to a person. */
function expanded(number: number): string {
  if (Math.abs(number) >= 1) return BigInt(Math.round(number)).toString()
  return number.toFixed(20).replace(/0+$/, '').replace(/\.$/, '').replace('.', ',')
}

/** What error cells say, in Excel in English and Swedish and in LibreOffice. */
const errorWords = new Set(
  [
    '#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED!',
    '#SKÄRNING! #DIVISION/0! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #SAKNAS! #SPILL! #BERÄKNA!',
  ].flatMap((words) => words.split(' ')),
)

/** An error as a text file has it: the words of the program that wrote it. */
export function isErrorText(text: string): boolean {
  return text.startsWith('#') ? errorWords.has(text) : /^Err:\d{3}$/.test(text)
}
