import { addDays, compareDates, isIsoDate, weekdayOf, type IsoDate } from './dates.ts'

/**
 * The Swedish calendar of working days.
 *
 * Public holidays are those of the act on public holidays (1989:253). Midsummer, Christmas and New Year's eve
 * count as holidays too, as when a period set by law ends (1930:173, section 2). Half days by local agreement
 * (Maundy Thursday, the day before All Saints) are working days.
 */

/** `publicHoliday` is a red day; `eve` is treated as one when periods are counted. */
export type Holiday = { date: IsoDate; name: string; kind: 'publicHoliday' | 'eve' }

/** The holidays of a year, in order. */
export function holidaysOf(year: number): readonly Holiday[] {
  const known = holidaysByYear.get(year)
  if (known) return known
  const holidays = rules
    .filter((rule) => year >= (rule.from ?? year) && year <= (rule.until ?? year))
    .map(({ name, kind, day }) => ({ name, kind: kind ?? 'publicHoliday', date: day(year) }))
    .sort((one, other) => compareDates(one.date, other.date))
  holidaysByYear.set(year, holidays)
  return holidays
}

export function findHoliday(date: IsoDate): Holiday | undefined {
  return holidaysOf(Number(date.slice(0, 4))).find((holiday) => holiday.date === date)
}

export function isWorkingDay(date: IsoDate): boolean {
  return weekdayOf(date) <= 5 && findHoliday(date) === undefined
}

/**
 * The n:th working day after `date`, which itself is never counted; before it when n is negative. Zero gives
 * the date back as it is.
 */
export function addWorkingDays(date: IsoDate, n: number): IsoDate {
  if (!Number.isInteger(n)) throw new RangeError('working days are counted whole')
  const step = Math.sign(n)
  let day = date
  for (let left = Math.abs(n); left > 0;) {
    day = addDays(day, step)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** A period that ends on a day off is kept if the thing is done on the next working day (1930:173). */
export function workingDayOnOrAfter(date: IsoDate): IsoDate {
  return isWorkingDay(date) ? date : addWorkingDays(date, 1)
}

/** Working days after `from` up to and including `to`: undoes `addWorkingDays`. Negative when `to` is earlier. */
export function workingDaysBetween(from: IsoDate, to: IsoDate): number {
  const step = compareDates(to, from)
  let count = 0
  for (let day = from; day !== to;) {
    day = addDays(day, step)
    if (isWorkingDay(day)) count += step
  }
  return count
}

type Rule = {
  name: string
  kind?: Holiday['kind']
  from?: number
  until?: number
  day: (year: number) => IsoDate
}

const saturday = 6

/** National Day took the place of Whit Monday as a red day in 2005. */
const rules: readonly Rule[] = [
  { name: 'Nyårsdagen', day: fixed('01-01') },
  { name: 'Trettondedag jul', day: fixed('01-06') },
  { name: 'Långfredagen', day: fromEaster(-2) },
  { name: 'Påskdagen', day: fromEaster(0) },
  { name: 'Annandag påsk', day: fromEaster(1) },
  { name: 'Första maj', day: fixed('05-01') },
  { name: 'Kristi himmelsfärdsdag', day: fromEaster(39) },
  { name: 'Pingstdagen', day: fromEaster(49) },
  { name: 'Annandag pingst', until: 2004, day: fromEaster(50) },
  { name: 'Sveriges nationaldag', from: 2005, day: fixed('06-06') },
  { name: 'Midsommarafton', kind: 'eve', day: (year) => addDays(midsummerDay(year), -1) },
  { name: 'Midsommardagen', day: midsummerDay },
  { name: 'Alla helgons dag', day: (year) => firstOnOrAfter(`${yearText(year)}-10-31`, saturday) },
  { name: 'Julafton', kind: 'eve', day: fixed('12-24') },
  { name: 'Juldagen', day: fixed('12-25') },
  { name: 'Annandag jul', day: fixed('12-26') },
  { name: 'Nyårsafton', kind: 'eve', day: fixed('12-31') },
]

/** Counting working days asks for the same few years again and again. */
const holidaysByYear = new Map<number, readonly Holiday[]>()

function fixed(monthAndDay: string): (year: number) => IsoDate {
  return (year) => `${yearText(year)}-${monthAndDay}`
}

function fromEaster(days: number): (year: number) => IsoDate {
  return (year) => addDays(easterSunday(year), days)
}

function midsummerDay(year: number): IsoDate {
  return firstOnOrAfter(`${yearText(year)}-06-20`, saturday)
}

function firstOnOrAfter(date: IsoDate, weekday: number): IsoDate {
  return addDays(date, (weekday - weekdayOf(date) + 7) % 7)
}

/**
 * Easter Sunday in the Gregorian calendar: the Sunday after the first full moon on or after 21 March, by the
 * church's tables. `age` is the age of the moon at the turn of the year; the two late corrections keep the
 * moon within 29 days.
 */
function easterSunday(year: number): IsoDate {
  const century = Math.floor(year / 100)
  const golden = year % 19
  const moonDrift = Math.floor((8 * century + 13) / 25)
  const age = (19 * golden + century - Math.floor(century / 4) - moonDrift + 15) % 30
  const isLate = age === 29 || (age === 28 && golden > 10)
  const fullMoon = addDays(`${yearText(year)}-03-21`, isLate ? age - 1 : age)
  return addDays(fullMoon, 7 - (weekdayOf(fullMoon) % 7))
}

function yearText(year: number): string {
  const text = String(year).padStart(4, '0')
  if (!isIsoDate(`${text}-01-01`)) throw new RangeError('not a year from 1 to 9999')
  return text
}
