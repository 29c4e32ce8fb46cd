import { addDays, addMonths, isIsoDate, parseTypedDate, type IsoDate } from '#kernel/dates.ts'
import type { Cell } from './read-shapes.ts'
import { dateBySerial } from './read-styles.ts'

/** Why a cell is not what its column asks for; worded in texts/sv/problems.ts. */
export type ValueFault =
  | 'cellError'
  | 'date'
  | 'dateOrderUnclear'
  | 'dateShortYear'
  | 'dateYearOnly'
  | 'dateNotReal'
  | 'number'
  | 'numberUnclear'
  | 'numberIsDate'
  | 'codeRounded'
  | 'codeDecimals'
  | 'codeIsDate'
  | 'yesOrNo'

/** Null is an empty cell. `suggestion` is what the person most likely meant, ready to be written in its place. */
export type Read<T> =
  { readonly value: T | null } | { readonly fault: ValueFault; readonly suggestion?: string }

type Edge = 'first' | 'last'

/**
 * A day: an Excel date, YYYY-MM-DD, YYYYMMDD, "12 mars 2027", a number of days as Excel counts, or a month or quarter
 * (YYYY-MM, 2026-Q3), of which `edge` says which day is meant. What can be read in two ways is refused.
 */
export function asDate(cell: Cell, edge: Edge = 'first'): Read<IsoDate> {
  if (cell.kind === 'empty') return { value: null }
  if (cell.kind === 'date') return { value: cell.date }
  if (cell.kind === 'error') return { fault: 'cellError' }
  if (cell.kind === 'boolean') return { fault: 'date' }
  return dateOfText(tidy(cell.text), edge)
}

function dateOfText(text: string, edge: Edge): Read<IsoDate> {
  for (const { pattern, read } of dateForms) {
    const match = pattern.exec(text)
    if (match) return read(match, edge)
  }
  const typed = parseTypedDate(text)
  return typed === undefined ? { fault: 'date' } : { value: typed }
}

type DateForm = { pattern: RegExp; read: (match: RegExpExecArray, edge: Edge) => Read<IsoDate> }

const dateForms: readonly DateForm[] = [
  {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?Z?)?$/,
    read: ([, year, month, day]) => real(iso(year, month, day)),
  },
  { pattern: /^((?:19|20)\d\d)(\d\d)(\d\d)$/, read: ([, year, month, day]) => real(iso(year, month, day)) },
  { pattern: /^(\d{4})[-/](\d\d)$/, read: ([, year, month], edge) => period(iso(year, month, '1'), 1, edge) },
  {
    pattern: /^(\d{4})[ -]?[qk]v?([1-4])$/i,
    read: ([, year, quarter], edge) => quarterOf(year, quarter, edge),
  },
  {
    pattern: /^(?:[qk]v?|kvartal) ?([1-4])[ -](\d{4})$/i,
    read: ([, quarter, year], edge) => quarterOf(year, quarter, edge),
  },
  {
    pattern: /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
    read: ([, year, month, day]) => real(iso(year, month, day)),
  },
  {
    pattern: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/,
    read: ([, one, other, year]) => unclear(iso(year, other, one), iso(year, one, other)),
  },
  {
    pattern: /^(\d\d)-?(\d\d)-?(\d\d)$/,
    read: ([, year, month, day]) => short(iso(`20${year}`, month, day)),
  },
  {
    pattern: /^(\d{1,2})[/.](\d{1,2})[/.-](\d\d)$/,
    read: ([, day, month, year]) => short(iso(`20${year}`, month, day)),
  },
  {
    pattern: /^((?:19|20)\d\d)$/,
    read: ([, year]) => ({ fault: 'dateYearOnly', suggestion: `${year}-01-01` }),
  },
  { pattern: /^(\d{5})(?:[.,]\d+)?$/, read: ([, serial]) => likelySerial(Number(serial)) },
]

function iso(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function real(date: string): Read<IsoDate> {
  return isIsoDate(date) ? { value: date } : { fault: 'dateNotReal' }
}

function period(first: string, months: number, edge: Edge): Read<IsoDate> {
  if (!isIsoDate(first)) return { fault: 'dateNotReal' }
  return { value: edge === 'first' ? first : addDays(addMonths(first, months), -1) }
}

function quarterOf(year = '', quarter = '', edge: Edge): Read<IsoDate> {
  return period(iso(year, String(Number(quarter) * 3 - 2), '1'), 3, edge)
}

/** Day first is how it is said in Sweden, so that is what is offered where both are possible. */
function unclear(dayFirst: string, monthFirst: string): Read<IsoDate> {
  const suggestion = [dayFirst, monthFirst].find(isIsoDate)
  return { fault: 'dateOrderUnclear', ...(suggestion && { suggestion }) }
}

function short(date: string): Read<IsoDate> {
  return { fault: 'dateShortYear', ...(isIsoDate(date) && { suggestion: date }) }
}

/** Days from 1954 to 2099: what an agreement or a visit may be dated; other numbers of that length are something else. */
function likelySerial(serial: number): Read<IsoDate> {
  const date = serial >= 20_000 && serial <= 73_050 ? dateBySerial(serial) : undefined
  return date === undefined ? { fault: 'date' } : { value: date }
}

/** A number: decimal comma or point, spaces between thousands, "−5", "12,3 %" (a share: 0.123), "1 200 kr". */
export function asNumber(cell: Cell): Read<number> {
  if (cell.kind === 'empty') return { value: null }
  if (cell.kind === 'number') return { value: cell.number }
  if (cell.kind === 'text') return numberOfText(tidy(cell.text))
  return { fault: cell.kind === 'date' ? 'numberIsDate' : cell.kind === 'error' ? 'cellError' : 'number' }
}

const amount = /^([+-]?)(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d+))?(?: ?(%|kr|sek|:-))?$/i
/** 1.234 is a thousand to some and little more than one to others. */
const twoWays = /^([+-]?\d{1,3})\.(\d{3})$/
const pointsThenComma = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/
const commasThenPoint = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+|,\d{3})$/

function numberOfText(text: string): Read<number> {
  if (twoWays.test(text) || pointsThenComma.test(text)) return unclearNumber(text.replaceAll('.', ''))
  if (commasThenPoint.test(text)) return unclearNumber(text.replaceAll(',', '').replace('.', ','))
  const match = amount.exec(text)
  if (!match) return { fault: 'number' }
  const [, sign = '', whole = '', decimals = '0', unit] = match
  const number = Number(`${sign}${whole.replaceAll(' ', '')}.${decimals}`)
  return { value: unit === '%' ? Number((number / 100).toPrecision(15)) : number }
}

function unclearNumber(suggestion: string): Read<number> {
  return { fault: 'numberUnclear', suggestion }
}

const exactDigits = 15

/** A code as text, with its zeros. Excel keeps fifteen digits of a number: longer ones are no longer what was written. */
export function asCode(cell: Cell): Read<string> {
  if (cell.kind === 'empty') return { value: null }
  if (cell.kind === 'error') return { fault: 'cellError' }
  if (cell.kind === 'date') return { fault: 'codeIsDate' }
  if (cell.kind === 'number') return codeOfNumber(cell.number, cell.text)
  const text = cell.text.normalize('NFC').trim()
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text) ? { fault: 'codeRounded' } : { value: text }
}

function codeOfNumber(number: number, shown: string): Read<string> {
  if (!Number.isInteger(number)) return { fault: 'codeDecimals' }
  if (Math.abs(number) >= 10 ** exactDigits) return { fault: 'codeRounded' }
  return { value: /^\d+$/.test(shown) ? shown : String(number) }
}

/** What the cell says, as text on one or more lines without blanks around. */
export function asText(cell: Cell): Read<string> {
  if (cell.kind === 'empty') return { value: null }
  return cell.kind === 'error' ? { fault: 'cellError' } : { value: cell.text.normalize('NFC').trim() }
}

const yes = new Set(['ja', 'j', 'x', '1', 'sant', 'true', 'yes', 'y', '✓', '✔'])
const no = new Set(['nej', 'n', '0', 'falskt', 'false', 'no', '-'])

export function asYesNo(cell: Cell): Read<boolean> {
  if (cell.kind === 'empty') return { value: null }
  if (cell.kind === 'boolean') return { value: cell.boolean }
  if (cell.kind === 'error') return { fault: 'cellError' }
  const word = tidy(cell.text).toLowerCase()
  if (yes.has(word)) return { value: true }
  return no.has(word) ? { value: false } : { fault: 'yesOrNo' }
}

/** One kind of space and one kind of hyphen, whatever the program or the keyboard put there. */
function tidy(text: string): string {
  return text
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim()
}
