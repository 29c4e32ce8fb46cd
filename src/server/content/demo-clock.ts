import { addWorkingDays, isWorkingDay } from '#kernel/calendar.ts'
import { addDays, addMonths, daysBetween, type IsoDate } from '#kernel/dates.ts'

/** The day that the files in content/demo are told from: what they call today, tomorrow and last week. */
export const toldFrom: IsoDate = '2026-11-22'
/** From here on everything keeps its distance to today: what is under way, what is due, what has just been decided. */
const liveFrom: IsoDate = '2026-08-01'
/** Days before today at which the running year must have begun, so that its spring has room before `liveFrom`. */
const runningFor = 223

/**
 * Moves a day of the demo's files to where it is told from another day than they were written for, so that a demo that
 * is loaded in June shows what one loaded in November does. Whole years keep their calendar (agreements begin on
 * 1 January, follow-ups of a year stay in it); the last months and what is to come keep their distance to today; the
 * spring between is drawn out or pressed together. The order of things is never changed, and work is done on working
 * days.
 */
export function movedDay(today: IsoDate, day: IsoDate): IsoDate {
  if (today === toldFrom) return day
  const isPast = day <= toldFrom
  if (/-(01-01|12-31)$/.test(day)) return inYear(day, isPast ? yearsOfPast(today) : yearsToCome(today))
  if (!isPast) return onWork(day, movedComing(today, day))
  return onWork(day, movedPast(today, day))
}

/** Every day at its distance to today, also that of years ago: what comes again by a rhythm is due as it was written. */
export function atDistance(today: IsoDate, day: IsoDate): IsoDate {
  return onWork(day, addDays(day, daysBetween(toldFrom, today)))
}

function onWork(day: IsoDate, moved: IsoDate): IsoDate {
  if (!isWorkingDay(day) || isWorkingDay(moved) || isEdgeOfMonth(day)) return moved
  return addWorkingDays(moved, day <= toldFrom ? -1 : 1)
}

function movedPast(today: IsoDate, day: IsoDate): IsoDate {
  if (day >= liveFrom) return addDays(day, daysBetween(toldFrom, today))
  const years = yearsOfPast(today)
  const yearBegins = `${toldFrom.slice(0, 4)}-01-01`
  if (day < yearBegins) return inYear(day, years)
  const begins = inYear(yearBegins, years)
  const room = daysBetween(begins, movedPast(today, liveFrom))
  const share = daysBetween(yearBegins, day) / daysBetween(yearBegins, liveFrom)
  return addDays(begins, Math.round(share * room))
}

/** What is far ahead and was the first or last of a month still is: the days by which an agreement is prolonged. */
function movedComing(today: IsoDate, day: IsoDate): IsoDate {
  const moved = addDays(day, daysBetween(toldFrom, today))
  if (!isEdgeOfMonth(day) || daysBetween(toldFrom, day) < 60) return moved
  const isFirst = day.endsWith('-01')
  const near = addMonths(`${addDays(moved, isFirst ? 14 : 15).slice(0, 7)}-01`, 0)
  return isFirst ? near : addDays(near, -1)
}

function isEdgeOfMonth(day: IsoDate): boolean {
  return day.endsWith('-01') || addDays(day, 1).endsWith('-01')
}

/** How many years what was is moved: the running year is the one that had begun a good while before today. */
function yearsOfPast(today: IsoDate): number {
  return yearOf(addDays(today, -runningFor)) - yearOf(toldFrom)
}

function yearsToCome(today: IsoDate): number {
  return yearOf(today) - yearOf(toldFrom)
}

function inYear(day: IsoDate, years: number): IsoDate {
  return addMonths(day, years * 12)
}

function yearOf(day: IsoDate): number {
  return Number(day.slice(0, 4))
}

/** The year whose follow-ups run: last year's, where today is early in a new one. */
export function runningYear(today: IsoDate): number {
  return yearOf(toldFrom) + yearsOfPast(today)
}

/** A file of content/demo as it reads told from another day: its days and times, months, years and case numbers. */
export function movedText(today: IsoDate, text: string, move: typeof movedDay = movedDay): string {
  if (today === toldFrom) return text
  return text
    .replace(/(?<![\w-])20\d\d-\d\d-\d\d(?=T\d\d:|(?![\w-]))/g, (day) => move(today, day))
    .replace(/(?<![\w-])20\d\d-\d\d(?![\w-])/g, (month) => move(today, `${month}-15`).slice(0, 7))
    .replace(/(?<![\w-])20\d\d(?![\w:-])/g, (year) => String(movedYear(today, Number(year))))
    .replace(/\b(OMS|VON) (\d\d)\//g, (_, board: string, year: string) => {
      const moved = String(movedYear(today, 2000 + Number(year)))
      return `${board} ${moved.slice(2)}/`
    })
}

function movedYear(today: IsoDate, year: number): number {
  return year + (year <= yearOf(toldFrom) ? yearsOfPast(today) : yearsToCome(today))
}
