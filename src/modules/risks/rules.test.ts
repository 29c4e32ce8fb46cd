import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from './assess.ts'
import { valuesOf, type Facts } from './fact-rules.ts'
import {
  axisOf,
  classOf,
  factors,
  heaviest,
  isRising,
  pointsOf,
  scoreOf,
  usualRules,
  type Factor,
  type Limits,
  type RiskRules,
  type Value,
  type Values,
  type Weights,
} from './rules.ts'

const today = '2026-11-19'
const value = fc.integer({ min: 0, max: 4 }) as fc.Arbitrary<Value> // just these numbers
const known: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(factors.map((factor) => [factor, value])) as Record<Factor, fc.Arbitrary<Value>>, // every factor
  { requiredKeys: [] },
)
const weights: fc.Arbitrary<Weights> = fc.record(
  Object.fromEntries(factors.map((factor) => [factor, fc.integer({ min: 0, max: 10 })])) as Record<
    Factor, // every factor
    fc.Arbitrary<number>
  >,
)
const limits = fc
  .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 })
  .map((some) => some.toSorted((one, other) => one - other) as unknown as Limits) // four of them
const rules: fc.Arbitrary<RiskRules> = fc.record({
  weights,
  limits: fc.record({ total: limits, likelihood: limits, consequence: limits }),
  actFrom: fc.constant(4 as const),
  oldAfterMonths: fc.constant(12),
})

describe('how factors are weighed together', () => {
  it('gives a unit from 0 points, when nothing is found, to 100, when everything is as bad as it can be', () => {
    const all = (each: Value) => Object.fromEntries(factors.map((factor) => [factor, each]))
    expect(scoreOf(all(0), usualRules)).toEqual({ points: 0, risk: 1, likelihood: 1, consequence: 1 })
    expect(scoreOf(all(4), usualRules)).toEqual({ points: 100, risk: 5, likelihood: 5, consequence: 5 })
  })

  it('never lowers the risk of a unit when one of its factors is judged worse', () => {
    fc.assert(
      fc.property(known, rules, fc.constantFrom(...factors), (before, by, factor) => {
        const was = before[factor]
        fc.pre(was !== undefined && was < 4)
        const worse = scoreOf({ ...before, [factor]: was + 1 }, by)
        const now = scoreOf(before, by)
        expect(worse.points).toBeGreaterThanOrEqual(now.points)
        expect(worse.risk).toBeGreaterThanOrEqual(now.risk)
        expect(worse.likelihood).toBeGreaterThanOrEqual(now.likelihood)
        expect(worse.consequence).toBeGreaterThanOrEqual(now.consequence)
      }),
    )
  })

  it('does not hear a factor whose weight is nothing', () => {
    fc.assert(
      fc.property(known, rules, fc.constantFrom(...factors), value, (before, by, factor, other) => {
        const deaf = { ...by, weights: { ...by.weights, [factor]: 0 } }
        expect(scoreOf({ ...before, [factor]: other }, deaf)).toEqual(
          scoreOf({ ...before, [factor]: undefined }, deaf),
        )
        expect(heaviest({ ...before, [factor]: 4 }, deaf.weights)).not.toContain(factor)
      }),
    )
  })

  it('stays between 0 and 100, and between class 1 and 5, whatever is known', () => {
    fc.assert(
      fc.property(known, rules, (some, by) => {
        const { points, risk } = scoreOf(some, by)
        expect(Number.isInteger(points) && points >= 0 && points <= 100).toBe(true)
        expect([1, 2, 3, 4, 5]).toContain(risk)
      }),
    )
  })

  it('says the same whatever all weights are multiplied by', () => {
    fc.assert(
      fc.property(known, weights, (some, by) => {
        const doubled = Object.fromEntries(factors.map((factor) => [factor, 2 * by[factor]])) as Weights // every factor
        expect(pointsOf(some, doubled, 'total')).toBe(pointsOf(some, by, 'total'))
      }),
    )
  })

  it('hears a factor on its own axis of the matrix and not on the other', () => {
    fc.assert(
      fc.property(known, weights, fc.constantFrom(...factors), value, (some, by, factor, other) => {
        const across = axisOf[factor] === 'likelihood' ? 'consequence' : 'likelihood'
        expect(pointsOf({ ...some, [factor]: other }, by, across)).toBe(pointsOf(some, by, across))
      }),
    )
  })

  it('puts a unit in a higher class from exactly the limit on', () => {
    expect([9, 10, 19, 20, 29, 30, 44, 45].map((points) => classOf(points, [10, 20, 30, 45]))).toEqual([
      1, 2, 2, 3, 3, 4, 4, 5,
    ])
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 99 }), (by, points) => {
        expect(classOf(points + 1, by)).toBeGreaterThanOrEqual(classOf(points, by))
      }),
    )
  })

  it('knows limits that rise from those that do not', () => {
    expect(isRising([10, 20, 30, 45])).toBe(true)
    expect(isRising([10, 20, 20, 45])).toBe(false)
    expect(isRising([10, 30, 20, 45])).toBe(false)
  })

  it('names the heaviest first', () => {
    const some = { size: 4, findings: 2, inDepth: 0, turnover: 3 } as const
    expect(heaviest(some, { ...usualRules.weights, size: 2, findings: 5, turnover: 3 })).toEqual([
      'findings',
      'turnover',
      'size',
    ])
  })
})

describe('what the system makes of what it knows', () => {
  const of = (facts: Facts) => valuesOf(facts, today)
  const quiet = { acute: 0, serious: 0, minor: 0, late: 0, on: null }
  const none = { provider: null, succession: null, manager: null }

  it('says nothing of what it does not know', () => {
    expect(of({})).toEqual({})
  })

  it('weighs open findings by the most severe, and a late action as one worse', () => {
    expect(of({ findings: quiet }).findings).toBe(0)
    expect(of({ findings: { ...quiet, minor: 7 } }).findings).toBe(1)
    expect(of({ findings: { ...quiet, serious: 1, minor: 2 } }).findings).toBe(2)
    expect(of({ findings: { ...quiet, serious: 2 } }).findings).toBe(3)
    expect(of({ findings: { ...quiet, serious: 2, late: 1 } }).findings).toBe(4)
    expect(of({ findings: { ...quiet, acute: 1, late: 3 } }).findings).toBe(4)
  })

  it('counts what was not met, and half of what was partly met', () => {
    const results = (met: number, partly: number, notMet: number) =>
      of({ results: { met, partly, notMet, on: '2026-01-01', assessmentId: '' } }).results
    expect(results(100, 0, 0)).toBe(0)
    expect(results(95, 0, 5)).toBe(1)
    expect(results(80, 20, 0)).toBe(2)
    expect(results(60, 10, 30)).toBe(4)
    expect(results(0, 0, 0)).toBe(0)
  })

  it('lets a change say less as the months pass, and counts the heaviest of several', () => {
    const change = (more: Partial<typeof none> | Record<string, string>) =>
      of({ change: { ...none, ...more } }).change
    expect(change({})).toBe(0)
    expect(change({ provider: '2025-11-20' })).toBe(4)
    expect(change({ provider: '2025-11-19' })).toBe(2)
    expect(change({ manager: '2026-06-01', provider: '2025-01-01' })).toBe(3)
    expect(change({ succession: '2026-01-01', manager: '2025-12-01' })).toBe(3)
    expect(change({ provider: '2020-01-01' })).toBe(0)
  })

  it('finds never in depth worst of all, but gives whoever has just taken over a year', () => {
    const depth = (on: string | null, runSince = '2020-01-01') => of({ inDepth: { on, runSince } }).inDepth
    expect(depth('2026-05-01')).toBe(0)
    expect(depth('2024-11-19')).toBe(2)
    expect(depth(null)).toBe(4)
    expect(depth(null, '2026-01-01')).toBe(2)
  })

  it('lets a decision about a whole provider say one less of each unit', () => {
    const authority = (state: 'open' | 'closed' | 'none', ofWholeProvider: boolean) =>
      of({ authority: { state, ofWholeProvider, on: '2026-01-01', entryId: null } }).authority
    expect([authority('open', false), authority('open', true)]).toEqual([4, 3])
    expect([authority('closed', true), authority('none', true)]).toEqual([1, 0])
  })
})

describe('a judgement', () => {
  const judgement = {
    id: 'one',
    factor: 'size',
    value: 1,
    reason: 'Hälften av platserna är stängda.',
    source: 'Besök',
    observedOn: '2025-11-20',
    judgedBy: 'Stina',
    judgedAt: new Date('2025-11-20T08:00:00Z'),
  } as const

  it('counts instead of what the system knows, and both are told', () => {
    const { factors: states } = assess(
      { facts: { size: { places: 80 } }, judgements: [judgement] },
      usualRules,
      today,
    )
    expect(states.find(({ factor }) => factor === 'size')).toMatchObject({
      system: 4,
      value: 1,
      isOld: false,
    })
  })

  it('is old from the day its months are over, and counts all the same', () => {
    const on = (day: string) => assess({ facts: {}, judgements: [judgement] }, usualRules, day)
    expect(on('2026-11-19').old).toEqual([])
    expect(on('2026-11-20').old).toEqual(['size'])
    expect(on('2026-11-20').points).toBe(25)
  })

  it('is missing where neither the system nor a person knows', () => {
    expect(assess({ facts: {}, judgements: [judgement] }, usualRules, today).unknown).not.toContain('size')
    expect(assess({ facts: {}, judgements: [] }, usualRules, today).unknown).toEqual([...factors])
  })
})
