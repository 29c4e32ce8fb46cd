import { addDays, type IsoDate } from '#kernel/dates.ts'
import { dateCell, plainNumber, type PackedCell } from './read-parts.ts'

/** What a number is shown as: the format tells a date from a number, and a code with zeros from a count. */
export type Shown =
  | { kind: 'number' }
  | { kind: 'date' }
  | { kind: 'time' }
  | { kind: 'percent' }
  | { kind: 'digits'; length: number }

const plain: Shown = { kind: 'number' }

/** Formats that have a number and no text in the file; 27–36 and 50–58 are the dates of East Asia. */
const builtIn: readonly (readonly [from: number, to: number, shown: Shown])[] = [
  [9, 10, { kind: 'percent' }],
  [14, 17, { kind: 'date' }],
  [18, 21, { kind: 'time' }],
  [22, 22, { kind: 'date' }],
  [27, 31, { kind: 'date' }],
  [32, 35, { kind: 'time' }],
  [36, 36, { kind: 'date' }],
  [45, 47, { kind: 'time' }],
  [50, 58, { kind: 'date' }],
]

export function shownByNumber(id: number): Shown {
  return builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? plain
}

/**
 * What a format of one's own shows. Texts in quotes, escaped signs, colours and currencies say nothing; a bracket with
 * hours, minutes or seconds counts time. Some programs write the Swedish letters (åååå, tt).
 */
export function shownByCode(code: string): Shown {
  const [bare = ''] = code
    .replace(/"[^"]*"|\\.|[_*]./gu, '')
    .replace(/\[(?!(?:h+|m+|s+|t+)\])[^\]]*\]/gi, '')
    .toLowerCase()
    .split(';')
  const digits = /^0+$/.exec(bare)?.[0].length ?? 0
  if (digits > 1) return { kind: 'digits', length: digits }
  return marks.find(([mark]) => mark.test(bare))?.[1] ?? plain
}

/** The first that fits. A lone "mm" is a month; together with hours or seconds it is minutes. */
const marks: readonly (readonly [RegExp, Shown])[] = [
  [/general|standard/, plain],
  [/[ydå]|mmm|^m+$/, { kind: 'date' }],
  [/^(?=.*[hst])(?=.*[:[])|^[hst]+$/, { kind: 'time' }],
  [/%/, { kind: 'percent' }],
]

/** The cell that a stored number is. A date that no calendar has stays a number. */
export function shownNumber(number: number, shown: Shown, is1904: boolean): PackedCell {
  if (shown.kind === 'number') return number
  if (shown.kind === 'date') return dateOfSerial(number, is1904) ?? number
  const text = texts[shown.kind](number, shown)
  return text === plainNumber(number) ? number : { kind: 'number', number, text }
}

const texts: Readonly<Record<Shown['kind'], (number: number, shown: Shown) => string>> = {
  number: plainNumber,
  date: plainNumber,
  time: clock,
  percent: (number) => `${plainNumber(number * 100)} %`,
  digits: (number, shown) =>
    shown.kind === 'digits' && Number.isInteger(number) && number >= 0
      ? plainNumber(number).padStart(shown.length, '0')
      : plainNumber(number),
}

const lastSerial = 2_958_465
const missingLeapDay = 60
const daysTo1904 = 1_462
const lastMinute = 1_439 / 1_440

/**
 * Days are counted from 1900 (where Excel believes in 29 February 1900) or, in books from old Macs, from 1904. The
 * clock is kept in the text only.
 */
function dateOfSerial(serial: number, is1904: boolean): PackedCell {
  const day = Math.floor(serial + 1e-6)
  if (day < (is1904 ? 0 : 1) || day > lastSerial || (!is1904 && day === missingLeapDay)) return undefined
  return dateCell(
    dateOfDay(is1904 ? day + daysTo1904 : day),
    serial - day > 1e-5 ? clock(Math.min(serial - day, lastMinute)) : '',
  )
}

function dateOfDay(day: number): IsoDate {
  return addDays('1899-12-30', day < missingLeapDay ? day + 1 : day)
}

/** The day of a number that has lost its format, by the usual count. */
export function dateBySerial(serial: number): IsoDate | undefined {
  const cell = dateOfSerial(serial, false)
  return typeof cell === 'object' && cell.kind === 'date' ? cell.date : undefined
}

function clock(share: number): string {
  const minutes = Math.round(share * 1_440)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
