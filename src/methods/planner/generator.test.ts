import { expect, test } from 'vitest'
import { withHiddenPlan } from '../../../bench/planner/generator.ts'
import { sizes } from '../../../bench/planner/sizes.ts'
import { tightestUse } from '../../../bench/planner/tightness.ts'
import { check } from './check/check.ts'

/** What is measured with has to be what it says it is: as tight as the method names, and possible. */
const [small, middle] = sizes

test('every invented municipality has a plan that keeps all rules, at the tightness the method names', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    const { input, hidden } = withHiddenPlan({ ...small, seed })
    expect(check(input, hidden)).toEqual([])
    expect(tightestUse(input)).toBeGreaterThan(0.79)
    expect(tightestUse(input)).toBeLessThan(0.821)
  }
  const { input, hidden } = withHiddenPlan({ ...middle, seed: 1 })
  expect(check(input, hidden)).toEqual([])
  expect(tightestUse(input)).toBeCloseTo(0.82, 1)
})

test('July has about a quarter of a month for follow-ups, and the same seed gives the same municipality', () => {
  const { input } = withHiddenPlan({ ...middle, seed: 1 })
  const all = (month: string) => input.staff.reduce((total, { hours }) => total + (hours[month] ?? 0), 0)
  expect(all('2027-07') / all('2027-03')).toBeCloseTo(0.25, 1)
  expect(withHiddenPlan({ ...middle, seed: 1 }).input).toEqual(input)
  expect(withHiddenPlan({ ...middle, seed: 2 }).input).not.toEqual(input)
})
