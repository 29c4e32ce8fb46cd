import { expect, test } from 'vitest'
import { municipality } from '../../../bench/planner/generator.ts'
import { check } from './check/check.ts'
import { instanceOf } from './solve/instance.ts'
import { objectiveOf } from './solve/objective.ts'
import { foundPlan, openSwift, searchRound } from './solve/swift/search.ts'
import { written } from './solve/written.ts'

const input = municipality({ units: 12, people: 4, seed: 3, tightness: 0.6 })
const instance = instanceOf(input)

function search() {
  const swift = openSwift(instance)
  if (!swift) throw new Error('Too large to be searched in this way')
  searchRound(swift, [], { round: 1, stopped: () => false, enough: () => foundPlan(swift) !== undefined })
  return { plan: foundPlan(swift) ?? [], cost: swift.found.cost }
}

test('what months and people together come to breaks no rule, costs what it says, and is the same each time', () => {
  const { plan, cost } = search()
  const followUps = written(instance, plan)
  expect(followUps.length).toBeGreaterThanOrEqual(36)
  expect(check(input, followUps)).toEqual([])
  const objective = objectiveOf(
    instance,
    plan.map(({ visit }) => visit),
  )
  // The search counts from a plan in which no extra follow-up is made.
  expect(objective - objectiveOf(instance, [])).toBeCloseTo(cost, 6)
  expect(written(instance, search().plan)).toEqual(followUps)
})

test('a municipality of hundreds of units is left to the month stage', () => {
  expect(
    openSwift(instanceOf(municipality({ units: 200, people: 8, seed: 1, tightness: 0.8 }))),
  ).toBeUndefined()
})
