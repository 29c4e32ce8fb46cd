import type { Column } from './table.ts'

/**
 * CSV as a Swedish Excel opens it: semicolon, CRLF, UTF-8 with a byte order mark, decimal comma, ISO dates.
 * Values are exact; only the sign that the column's type asks for is added.
 */
export function toCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Uint8Array {
  const lines = [
    columns.map((column) => quoted(withoutFormula(column.title))),
    ...rows.map((row) => columns.map((column) => quoted(cellText(column, row)))),
  ]
  return new TextEncoder().encode(byteOrderMark + lines.map((line) => line.join(';') + '\r\n').join(''))
}

const byteOrderMark = '\uFEFF'

function cellText<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row)
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return ''
  if (typeof value === 'string') return withoutFormula(value)
  return column.type === 'percent' ? `${decimalComma(value * 100)} %` : decimalComma(value)
}

/** Fifteen digits are what a spreadsheet holds; more would show the noise of binary numbers (0,30000000000000004). */
function decimalComma(value: number): string {
  return String(Number(value.toPrecision(15))).replace('.', ',')
}

const realNumber = /^[+-]?\d+(?:[.,]\d+)?$/
/** Full-width signs are read as the plain ones by some spreadsheets; blanks before them change nothing. */
const formulaStart = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/

/** A spreadsheet runs text that begins like a formula; an apostrophe before it makes it text again. */
function withoutFormula(text: string): string {
  return formulaStart.test(text) && !realNumber.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[";\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
