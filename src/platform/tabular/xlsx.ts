import writeXlsxFile, { type CellObject, type SheetData } from 'write-excel-file/node'
import { isIsoDate } from '#kernel/dates.ts'
import type { AboutTable, Column, ColumnType } from './table.ts'

/**
 * An Excel workbook with two sheets: the table, and "Om" with what it is, where it comes from and what its words
 * mean. Numbers and dates are real ones; text is always text and never a formula.
 */
export async function toXlsx<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: AboutTable,
): Promise<Uint8Array> {
  const table = tableSheet(columns, rows)
  const om = aboutSheet(about, rows.length)
  const file = writeXlsxFile([
    { sheet: sheetName(about.title), data: table, columns: widthsOf(table), stickyRowsCount: 1 },
    { sheet: aboutName, data: om, columns: [{ width: 24 }, { width: 80 }] },
  ])
  return new Uint8Array(await file.toBuffer())
}

export type Sheet = { title: string; columns: readonly Column<SheetRow>[]; rows: readonly SheetRow[] }
export type SheetRow = readonly (string | number | null)[]

/** A workbook with a sheet for each table, and "Om" last: for papers, whose tables belong together. */
export async function toWorkbook(sheets: readonly Sheet[], about: AboutTable): Promise<Uint8Array> {
  const taken = new Set<string>()
  const tables = sheets.map(({ title, columns, rows }) => {
    const data = tableSheet(columns, rows)
    return {
      sheet: unique(sheetName(title), taken),
      data,
      columns: widthsOf(data),
      stickyRowsCount: 1,
    }
  })
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
  const om = { sheet: aboutName, data: aboutSheet(about, rows), columns: [{ width: 24 }, { width: 80 }] }
  return new Uint8Array(await writeXlsxFile([...tables, om]).toBuffer())
}

/** Excel refuses two sheets of one name, whatever their capitals. */
function unique(name: string, taken: Set<string>): string {
  let own = name
  for (let n = 2; taken.has(own.toLowerCase()); n += 1) own = `${name.slice(0, 27)} ${n}`
  taken.add(own.toLowerCase())
  return own
}

/** A sheet without more to it than its cells: for workbooks of several tables, such as the templates of imports. */
export type PlainSheet = {
  readonly name: string
  readonly columns: readonly { readonly title: string; readonly type: ColumnType }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A workbook of several sheets in the order given; their names must differ. */
export async function toXlsxSheets(sheets: readonly PlainSheet[]): Promise<Uint8Array> {
  const file = writeXlsxFile(
    sheets.map(({ name, columns, rows }) => {
      const header = columns.map(({ title }) => heading(title))
      const cells = rows.map((row) => columns.map(({ type }, at) => cellOf(type, row[at] ?? null)))
      const data = [header, ...cells]
      return { sheet: name, data, columns: widthsOf(data), stickyRowsCount: 1 }
    }),
  )
  return new Uint8Array(await file.toBuffer())
}

const aboutName = 'Om'

const formats: Readonly<Record<ColumnType, string>> = {
  text: '@',
  number: '#,##0.##########',
  integer: '#,##0',
  percent: '0.0 %',
  date: 'yyyy-mm-dd',
}

function tableSheet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): SheetData {
  const header = columns.map(({ title }) => heading(title))
  return [header, ...rows.map((row) => columns.map((column) => cellOf(column.type, column.value(row))))]
}

function aboutSheet(about: AboutTable, rowCount: number): SheetData {
  const facts: SheetData = [
    [heading('Innehåll'), textCell(about.title)],
    [heading('Källa'), textCell(about.source)],
    [heading('Datum'), cellOf('date', about.date)],
    [heading('Urval'), textCell(about.filter ?? 'Allt, inget urval')],
    [heading('Antal rader'), cellOf('integer', rowCount)],
  ]
  const definitions = about.definitions ?? []
  if (definitions.length === 0) return facts
  const meanings = definitions.map(({ term, meaning }) => [textCell(term), textCell(meaning)])
  return [...facts, [], [heading('Begrepp'), heading('Betydelse')], ...meanings]
}

function heading(text: string): CellObject {
  return { ...textCell(text), fontWeight: 'bold', backgroundColor: '#EEEEEE' }
}

function cellOf(type: ColumnType, value: string | number | null): CellObject | null {
  if (value === null || value === '') return null
  if (typeof value === 'string') return isExcelDate(type, value) ? dateCell(value) : textCell(value)
  if (!Number.isFinite(value)) return null
  return type === 'text' || type === 'date' ? textCell(String(value)) : numberCell(type, value)
}

/** A whole number in a number column would otherwise show a comma with nothing after it. */
function numberCell(type: ColumnType, value: number): CellObject {
  const shown = type === 'number' && Number.isInteger(value) ? 'integer' : type
  return { value, type: Number, format: formats[shown], align: 'right', alignVertical: 'top' }
}

function dateCell(value: string): CellObject {
  return {
    value: new Date(`${value}T00:00:00Z`),
    type: Date,
    format: formats.date,
    align: 'left',
    alignVertical: 'top',
  }
}

/** Excel believes that 1900 was a leap year: days before March 1900 come out wrong, so they stay text. */
function isExcelDate(type: ColumnType, value: string): boolean {
  return type === 'date' && isIsoDate(value) && value >= '1900-03-01'
}

/** The text format keeps leading zeros when a cell is edited; Excel shows long text in it as ####. */
function textCell(text: string): CellObject {
  const value = storedText(text)
  const format = value.length <= 255 ? { format: formats.text } : {}
  return { value, type: String, wrap: true, alignVertical: 'top', ...format }
}

const longestCell = 32_767
const cutMark = ' … [avkortat]'

function storedText(text: string): string {
  const plain = text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\0', '')
  const cut =
    plain.length > longestCell ? plain.slice(0, longestCell - cutMark.length).toWellFormed() + cutMark : plain
  return safeKey(withoutHexEscapes(cut))
}

/** Excel reads _x0041_ inside a text as the letter A; the underscore is escaped so that it stays as written. */
function withoutHexEscapes(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

/**
 * write-excel-file looks up texts in a plain object, where "constructor" and its like are already there, and the
 * cell becomes unreadable. A control character, which the library leaves out of the file, makes them new words.
 */
function safeKey(text: string): string {
  return text in Object.prototype ? `${text}\u0001` : text
}

/** Long enough tables vary little further down, so the first rows decide. */
function widthsOf(data: SheetData): { width: number }[] {
  const sample = data.slice(0, 200)
  return (data[0] ?? []).map((_, index) => {
    const longest = Math.max(...sample.map((row) => shownLength(row[index])))
    return { width: Math.min(60, Math.max(8, longest + 2)) }
  })
}

function shownLength(cell: SheetData[number][number]): number {
  const value = cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : undefined
  if (value instanceof Date) return 'yyyy-mm-dd'.length
  const lines = typeof value === 'string' ? value.split('\n') : [String(value ?? '')]
  return Math.max(...lines.map((line) => line.length))
}

/** Excel allows 31 characters, without these signs and without an apostrophe at either end. */
function sheetName(title: string): string {
  const allowed = storedName(title).slice(0, 31).toWellFormed()
  const name = allowed.replace(/^[' ]+|[' ]+$/g, '')
  return name === '' || reservedNames.has(name.toLowerCase()) ? 'Uppgifter' : name
}

/** Excel keeps "History" for itself. */
const reservedNames: ReadonlySet<string> = new Set([aboutName.toLowerCase(), 'history'])

function storedName(title: string): string {
  return title
    .toWellFormed()
    .replace(/[[\]/\\:*?\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
