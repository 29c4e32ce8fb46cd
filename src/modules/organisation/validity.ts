import type { IsoDate } from '#kernel/dates.ts'

/** From the first day to the day it no longer holds; null: until further notice. */
export type Period = { readonly validFrom: IsoDate; readonly validTo: IsoDate | null }
export type Held = Period & { readonly id: string }

/** Which rows a change puts out of force, and the periods that come instead: with new facts, or with those of a row. */
export type Rewriting = {
  readonly superseded: readonly string[]
  readonly added: readonly (Period & { readonly factsOf: string | null })[]
}

export function covers(period: Period, day: IsoDate): boolean {
  return period.validFrom <= day && (period.validTo === null || day < period.validTo)
}

/**
 * Something became different on a day. The state in force then ends that day, and the new one holds until the next
 * change that is already recorded: what is known of later days is never lost by a change made in arrears.
 */
export function changedFrom(states: readonly Held[], day: IsoDate): Rewriting {
  const former = states.find((state) => covers(state, day))
  if (!former) {
    const later = states.map((state) => state.validFrom).filter((from) => from > day)
    return { superseded: [], added: [{ validFrom: day, validTo: later.sort()[0] ?? null, factsOf: null }] }
  }
  const rest = { validFrom: day, validTo: former.validTo, factsOf: null }
  if (former.validFrom === day) return { superseded: [former.id], added: [rest] }
  return {
    superseded: [former.id],
    added: [{ validFrom: former.validFrom, validTo: day, factsOf: former.id }, rest],
  }
}

/** What was recorded was wrong all the time: the same period, other facts. Undefined where nothing held that day. */
export function correctedOn(states: readonly Held[], day: IsoDate): Rewriting | undefined {
  const wrong = states.find((state) => covers(state, day))
  if (!wrong) return undefined
  return {
    superseded: [wrong.id],
    added: [{ validFrom: wrong.validFrom, validTo: wrong.validTo, factsOf: null }],
  }
}

/** Never before what is already recorded: two servers' clocks may differ, the order of what was known may not. */
export function recordTime(now: Date, recorded: readonly { readonly recordedAt: Date }[]): Date {
  return new Date(Math.max(now.getTime(), ...recorded.map((row) => row.recordedAt.getTime())))
}
