import type { PlanInput } from '#methods/planner/contract.ts'
import { municipality } from './generator.ts'

/** The sizes the method is measured at, with the gap that is to be reached within the time. */
export const sizes = [
  { units: 50, people: 5, gap: 0.02 },
  { units: 300, people: 10, gap: 0.01 },
  { units: 2000, people: 25, gap: 0.01 },
] as const
export type Size = (typeof sizes)[number]

export const BUDGET = { seconds: 60, megabytes: 600, firstSeconds: 1 } as const

export function sizeOf(units: number): Size {
  const found = sizes.find((size) => size.units === units)
  if (!found) throw new Error(`There is no size ${units}: ${sizes.map((size) => size.units).join(', ')}.`)
  return found
}

export function instance({ units, people }: Size, seed: number): PlanInput {
  return municipality({ units, people, seed })
}
