import { expect, test } from 'vitest'
import { withHiddenPlan } from '../../../bench/planner/generator.ts'
import { monthNumber } from './months.ts'
import { highs, run } from './solve/highs.ts'
import { openHull, tighten } from './solve/hull.ts'
import { instanceOf } from './solve/instance.ts'
import { relaxed } from './solve/relaxed.ts'
import { startOf } from './solve/start.ts'
import type { Visit } from './solve/visits.ts'
import { wholeStage } from './solve/whole-stage.ts'

const seeds = [1, 2, 3]

test.each(seeds)(
  'what is learnt of months raises the bound and keeps every plan that can be staffed',
  async (seed) => {
    const { input, hidden } = withHiddenPlan({ units: 8, people: 3, seed, years: 1, tightness: 0.85 })
    const stage = wholeStage(instanceOf(input))
    const solver = await highs()
    const without = run(solver, relaxed(stage.model), { seconds: 30, gap: 0 }).objective
    const rowsBefore = stage.model.rows.length
    const bound = tighten(openHull(solver, stage), { stopped: () => false })
    expect(bound).toBeGreaterThan(without)

    const units = new Map(stage.instance.units.map((unit) => [unit.input.id, unit]))
    const visits = hidden.flatMap(({ unitId, month, kind, depth }): Visit[] => {
      const unit = units.get(unitId)
      return unit ? [{ unit, month: monthNumber(month), kind, depth }] : []
    })
    const laid = startOf(stage, visits)
    const learnt = stage.model.rows.slice(rowsBefore)
    expect(learnt.length).toBeGreaterThan(0)
    for (const { entries, upper } of learnt) {
      const weight = entries.reduce((total, [column, times]) => total + times * (laid.get(column) ?? 0), 0)
      expect(weight).toBeLessThanOrEqual(upper + 1e-9)
    }
  },
)
