import type { IsoDate } from '#kernel/dates.ts'
import type { AreaRule, Estimate, UnitFacts } from '#modules/plans/public.ts'
import type { Calculation } from './rules.ts'

/** A person who can be in a team, with the hours of each month that is known. */
export type Person = {
  id: string
  name: string
  profession: string
  roles: readonly string[]
  /** By month, "2027-05". */
  hours: Readonly<Record<string, number>>
  /** What rows that are placed by hand ask of the person, by month. */
  taken: Readonly<Record<string, number>>
}

/** What of the plan cannot be moved: carried out or under way, or prepared for a month. */
export type Fixed = { unitId: string; month: string; depth: 'basic' | 'inDepth'; isExtra: boolean }

/** All that a proposal is computed from, as the database knows it. Every number is the municipality's. */
export type Ground = {
  /** The first month that anything can be planned in, "2027-05"; undefined where nothing is asked of today. */
  from?: string
  /** By `unit year`: left out of a year that has begun by the plan that is decided. */
  undecided?: ReadonlySet<string>
  years: readonly number[]
  areas: readonly { id: string; name: string }[]
  units: readonly UnitFacts[]
  rules: ReadonlyMap<string, AreaRule>
  /** `rule:source:year` of what is excepted by decision. */
  excepted: ReadonlySet<string>
  estimates: readonly Estimate[]
  people: readonly Person[]
  meetings: readonly IsoDate[]
  calculation: Calculation
  reportMonths: number
  /** 1 to 5 by unit; a unit that nobody has analysed counts as 3. */
  risks: ReadonlyMap<string, 1 | 2 | 3 | 4 | 5>
  executed: readonly Fixed[]
  /** Prepared follow-ups, and what somebody wants kept. */
  pinned: readonly Fixed[]
  /** Rows of a half-year that somebody wants kept there. */
  pinnedHalves?: readonly { unitId: string; year: number; half: 1 | 2 }[]
  /** The decided plan that is being revised; moving away from it costs. */
  decided: readonly Fixed[]
  byHand: { rows: number; hours: number }
}
