import type { IsoDate } from '#kernel/dates.ts'

/** The term a programme is adopted for; its last day is a day it covers. */
export type Term = { termFrom: IsoDate; termTo: IsoDate }

/** The council's programme that covers a day: none means that the council has to adopt one. */
export function coveringOn<Programme extends Term>(
  programmes: readonly Programme[],
  day: IsoDate,
): Programme | undefined {
  return programmes.find(({ termFrom, termTo }) => termFrom <= day && day <= termTo)
}

/** The programmes whose term touches any of the years of a plan. */
export function coveringYears<Programme extends Term>(
  programmes: readonly Programme[],
  years: readonly number[],
): Programme[] {
  return programmes.filter(({ termFrom, termTo }) =>
    years.some((year) => termFrom <= `${year}-12-31` && `${year}-01-01` <= termTo),
  )
}
