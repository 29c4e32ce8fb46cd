import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingIn, standardRule, type AreaRule } from '#modules/plans/public.ts'
import { aGround, aUnit, nothingSupposed } from './ground.test-support.ts'
import type { Ground } from './ground.ts'
import { owedOf } from './input-owed.ts'

const day = fc
  .date({ min: new Date('2019-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const depth = fc.constantFrom('basic' as const, 'inDepth' as const)
const unit = fc.record({
  choiceSystem: fc.boolean(),
  startsOn: day,
  endsOn: fc.option(day, { nil: null }),
  decisionOn: fc.option(day, { nil: null }),
  followUps: fc.array(fc.record({ on: day.filter((on) => on < '2027-01-01'), depth }), { maxLength: 4 }),
  obligations: fc.array(fc.record({ latestOn: day, depth, ground: fc.constant('Plan') }), { maxLength: 1 }),
})
const area = fc.record({
  coverage: fc.constantFrom('everyUnit' as const, 'share' as const, 'none' as const),
  inDepthEvery: fc.nat({ max: 4 }),
  inDepthOf: fc.constantFrom('unit' as const, 'area' as const),
})
const exceptions = fc.array(
  fc.record({
    rule: fc.constantFrom('coverage', 'inDepth'),
    id: fc.constantFrom('u0', 'u1', 'area'),
    year: fc.integer({ min: 2027, max: 2030 }),
  }),
  { maxLength: 4 },
)

/** The plan that carries out what is asked and nothing more: each owed year one follow-up, in depth where it is due. */
function asAsked(ground: Ground): Parameters<typeof missingIn>[0]['planned'] {
  return owedOf(ground, nothingSupposed).owed.flatMap(({ unit: { unitId, serviceAreaId }, years, inDepth }) =>
    [...years]
      .filter(([, answer]) => answer === 'owed')
      .map(([year]) => ({
        ...{
          id: `${unitId}:${year}`,
          unitId,
          serviceAreaId,
          year,
          month: 1,
          half: 1 as const,
          announced: true,
        },
        ...{
          kind: 'planned' as const,
          depth: inDepth.includes(year) ? ('inDepth' as const) : ('basic' as const),
        },
      })),
  )
}

/** What the check `inDepthDecided` of the year's plan counts. */
function lackingDepth(ground: Ground) {
  const setting = { selfCheckEvery: 0, selfCheckFirst: 2027 }
  const facts = {
    ...ground,
    boardId: 'board',
    boardName: 'Nämnden',
    reviews: [],
    planned: asAsked(ground),
    setting,
  }
  return missingIn(facts).filter(({ owing }) => owing.some(({ rule }) => rule === 'inDepth'))
}

test('whatever the history, rules and exceptions, a plan that carries out what is asked lacks no depth at the decision', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 5 }),
      area,
      exceptions,
      fc.integer({ min: 1, max: 4 }),
      (units, own, excepted, count) => {
        const rule: AreaRule = {
          ...standardRule,
          ...own,
          ...{ serviceAreaId: 'area', sharePercent: own.coverage === 'share' ? 40 : null },
        }
        const ground = aGround(
          units.map((more, at) => aUnit(`u${at}`, more)),
          {
            years: Array.from({ length: count }, (_, at) => 2027 + at),
            rules: new Map([['area', rule]]),
            excepted: new Set(excepted.map(({ rule: of, id, year }) => `${of}:${id}:${year}`)),
          },
        )
        expect(lackingDepth(ground)).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

test('a one-year plan of a unit that has only had basic follow-ups, and of one without any, is in depth', () => {
  const units = [aUnit('a', { followUps: [{ on: '2026-03-01', depth: 'basic' }] }), aUnit('b')]
  const { owed } = owedOf(aGround(units), nothingSupposed)
  expect(owed.map(({ inDepth }) => inDepth)).toEqual([[2027], [2027]])
})

test('a decision that in depth waits a year moves it to the next, and not further', () => {
  const ground = aGround([aUnit('a')], { years: [2027, 2028, 2029], excepted: new Set(['inDepth:a:2027']) })
  expect(owedOf(ground, nothingSupposed).owed[0]?.inDepth).toEqual([2028])
})

test('what is carried out stands at its depth, and the next turn is counted from it', () => {
  const executed = [{ unitId: 'a', month: '2027-02', depth: 'basic' as const, isExtra: false }]
  const ground = aGround([aUnit('a')], { years: [2027, 2028, 2029], executed })
  expect(owedOf(ground, nothingSupposed).owed[0]?.inDepth).toEqual([2028])
})
