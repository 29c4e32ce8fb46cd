import { expect, test } from 'vitest'
import { municipality } from '../../../bench/planner/generator.ts'
import { check } from './check/check.ts'
import { highs, run } from './solve/highs.ts'
import { instanceOf } from './solve/instance.ts'
import { relaxed, visitsOfShares } from './solve/relaxed.ts'
import { wholeStage } from './solve/whole-stage.ts'
import { written } from './solve/written.ts'

test('a plan read from shares of units keeps every rule of months, depths and extras', async () => {
  for (const seed of [1, 2, 3]) {
    const input = municipality({ units: 120, people: 8, seed })
    const stage = wholeStage(instanceOf(input))
    const { values } = run(await highs(), relaxed(stage.model), { seconds: 60, gap: 0 })
    const visits = visitsOfShares(stage, values ?? new Float64Array())
    const plan = written(
      stage.instance,
      visits.map((visit) => ({ visit, team: [] })),
    )
    expect(plan.filter(({ kind }) => kind === 'extra').length).toBeGreaterThan(30)
    const broken = check(input, plan).map(({ rule }) => rule)
    expect(broken.filter((rule) => rule !== 'team' && rule !== 'boardReports')).toEqual([])
  }
})
