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
