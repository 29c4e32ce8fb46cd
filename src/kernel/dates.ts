/** Dates are ISO strings without a clock; instants are shown in Swedish time wherever the server stands. */

/** A day as YYYY-MM-DD, years 0001 to 9999. Such strings sort as the days do. */
export type IsoDate = string

const millisecondsPerDay = 86_400_000

export const monthNames = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
] as const

const weekdayNames = ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag'] as const

export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDay(dayNumber(date) + days)
}

/** The same day of another month, or its last day where the month is shorter: 31 January gives 28 February. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = partsOf(date)
  const first = new Date(0)
  first.setUTCFullYear(year, month - 1 + months, 1)
  const last = new Date(first)
  last.setUTCMonth(first.getUTCMonth() + 1, 0)
  return addDays(isoOf(first), Math.min(day, last.getUTCDate()) - 1)
}

/** Days from one date to another: negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** For sorting: -1, 0 or 1. */
export function compareDates(one: IsoDate, other: IsoDate): -1 | 0 | 1 {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The day it is in Sweden at `now`: near midnight it differs from the day in UTC. */
export function todayIn(now: Date): IsoDate {
  const { year, month, day } = swedishClock(now)
  return `${year}-${month}-${day}`
}

/** "12 mars 2027" */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = partsOf(date)
  return `${day} ${monthNames[month - 1]} ${year}`
}

/** "mars 2027", of a month written as 2027-03 or by one of its days */
export function formatMonth(month: string): string {
  const { year, month: number } = partsOf(`${month.slice(0, 7)}-01`)
  return `${monthNames[number - 1]} ${year}`
}

export const yearMonthPattern = /^\d{4}-(0[1-9]|1[0-2])$/

/** A month as it is written in keys and files: "2027-03". */
export function yearMonth(year: number, month: number): string {
  return `${year}-${padded(month)}`
}

/** "12 mars 2027 kl. 14.02", Swedish time */
export function formatDateTime(instant: Date | string): string {
  const moment = instantOf(instant)
  return `${formatDate(todayIn(moment))} kl. ${formatTime(moment)}`
}

/** "14.02", Swedish time */
export function formatTime(instant: Date | string): string {
  const { hour, minute } = swedishClock(instantOf(instant))
  return `${hour}.${minute}`
}

/** Before six in the morning, Swedish time: nobody is woken by a reminder. */
export function isNight(now: Date): boolean {
  return Number(swedishClock(now).hour) < 6
}

/** "torsdag" */
export function weekdayName(date: IsoDate): string {
  return weekdayNames[weekdayOf(date) - 1] ?? ''
}

/** 1 is Monday, 7 is Sunday, as ISO 8601 counts. */
export function weekdayOf(date: IsoDate): number {
  return new Date(timeOf(date)).getUTCDay() || 7
}

/** The ISO week. Its year is the year of its Thursday, so 1 January may belong to week 52 or 53 of the year before. */
export function weekOf(date: IsoDate): { year: number; week: number } {
  const thursday = addDays(date, 4 - weekdayOf(date))
  const { year } = partsOf(thursday)
  const firstDay = `${thursday.slice(0, 4)}-01-01`
  return { year, week: Math.floor(daysBetween(firstDay, thursday) / 7) + 1 }
}

/**
 * A date as people type it: 2027-03-12, 20270312 or "12 mars 2027". Anything else gives undefined; "12/3 2027"
 * too, because nobody can tell which of the two numbers is the month.
 */
export function parseTypedDate(text: string): IsoDate | undefined {
  const typed = text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
  const date = parseDigits(typed) ?? parseWords(typed)
  return date !== undefined && isIsoDate(date) ? date : undefined
}

function parseDigits(typed: string): string | undefined {
  const match = /^(\d{4})([-\u2010-\u2013\u2212]?)(\d{2})\2(\d{2})$/u.exec(typed)
  return match ? `${match[1]}-${match[3]}-${match[4]}` : undefined
}

function parseWords(typed: string): string | undefined {
  const match = /^(?:den )?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})$/.exec(typed)
  if (!match) return undefined
  const month = monthNames.findIndex((name) => isMonthWord(name, match[2] ?? ''))
  return `${match[3]}-${padded(month + 1)}-${(match[1] ?? '').padStart(2, '0')}`
}

function isMonthWord(name: string, word: string): boolean {
  return name === word || name.slice(0, 3) === word || (name === 'september' && word === 'sept')
}

const stockholm = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  calendar: 'iso8601',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

type Clock = { year: string; month: string; day: string; hour: string; minute: string }

function swedishClock(instant: Date): Clock {
  const parts = new Map(stockholm.formatToParts(instant).map(({ type, value }) => [type as string, value]))
  const part = (name: string) => (parts.get(name) ?? '').padStart(2, '0')
  return {
    year: part('year').padStart(4, '0'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  }
}

/** A text without an offset would be read in the time zone of the machine: refused. */
function instantOf(instant: Date | string): Date {
  if (typeof instant !== 'string') return instant
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)$/.exec(
    instant,
  )
  const moment = new Date(match ? `${match[1]}T${match[2]}${fullOffset(match[3] ?? 'Z')}` : Number.NaN)
  if (Number.isNaN(moment.getTime())) throw new RangeError('not an instant with a time zone')
  return moment
}

/** PostgreSQL writes +01 where a browser wants +01:00. */
function fullOffset(offset: string): string {
  if (offset === 'Z') return offset
  return `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`
}

function partsOf(date: IsoDate): { year: number; month: number; day: number } {
  timeOf(date)
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

function dayNumber(date: IsoDate): number {
  return timeOf(date) / millisecondsPerDay
}

function timeOf(date: IsoDate): number {
  if (!isIsoDate(date)) throw new RangeError('not a date of the form YYYY-MM-DD')
  return Date.parse(`${date}T00:00:00Z`)
}

function dateOfDay(day: number): IsoDate {
  return isoOf(new Date(day * millisecondsPerDay))
}

function isoOf(moment: Date): IsoDate {
  const date = Number.isNaN(moment.getTime()) ? '' : moment.toISOString().slice(0, 10)
  if (!isIsoDate(date)) throw new RangeError('the date falls outside the years 0001 to 9999')
  return date
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
