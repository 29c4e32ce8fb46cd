import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlanInput } from '#methods/planner/read.ts'
import { windowOf } from '#methods/planner/check/window.ts'
import { aGround, aPerson, aUnit, nothingSupposed } from './ground.test-support.ts'
import type { Ground } from './ground.ts'
import { inputOf } from './input.ts'
import { unitIdOf } from './input-units.ts'
import type { Assumptions } from './rules.ts'

const build = (ground: Ground, supposed: Partial<Assumptions> = {}) =>
  inputOf(ground, { ...nothingSupposed, ...supposed })
const years = [2027, 2028, 2029]

/** The years in which a unit is asked for, by the windows that the check would go by. */
function askedYears(ground: Ground): Record<string, number[]> {
  const { input } = build(ground)
  const asked = input.units.flatMap((unit) =>
    ground.years
      .filter((year) => windowOf(input, unit, year).months.length > 0)
      .map((year) => ({ unitId: unitIdOf(unit.id), year })),
  )
  return Object.fromEntries(
    [...Map.groupBy(asked, ({ unitId }) => unitId)].map(([id, of]) => [id, of.map(({ year }) => year)]),
  )
}

test('a strategist who asks each unit every year has each unit asked for every year', () => {
  expect(askedYears(aGround([aUnit('a'), aUnit('b')], { years }))).toEqual({ a: years, b: years })
})

test('a share of the units is chosen by risk, then by who has waited longest, and the rest owe nothing that year', () => {
  const units = [
    aUnit('low', { followUps: [{ on: '2026-05-01', depth: 'basic' }] }),
    aUnit('waited', { followUps: [{ on: '2024-05-01', depth: 'basic' }] }),
    aUnit('high', { followUps: [{ on: '2026-05-01', depth: 'basic' }] }),
    aUnit('seen', { followUps: [{ on: '2026-09-01', depth: 'basic' }] }),
  ]
  const ground = aGround(units, {
    years,
    rule: { coverage: 'share', sharePercent: 50, inDepthEvery: 0 },
    risks: new Map([['high', 5]]),
  })
  expect(askedYears(ground)).toEqual({ high: years, waited: [2027], low: [2028], seen: [2029] })
  expect(build(ground).left).toContainEqual({ unitId: 'low', year: 2027, why: 'share', risk: 3 })
})

test('a unit that owes nothing the year in the middle is two to the computing, and keeps its turn of depth', () => {
  const units = [aUnit('a', { followUps: [{ on: '2026-03-01', depth: 'inDepth' }] })]
  const excepted = new Set(['coverage:a:2028', 'inDepth:a:2028'])
  const { input } = build(aGround(units, { years, excepted }))
  expect(input.units).toMatchObject([
    { id: 'a', endsOn: '2027-12', lastFollowUp: { month: '2026-03', depth: 'inDepth' }, inDepthYears: [] },
    { id: 'a:2029', startsOn: '2029-01', inDepthYears: [2029] },
  ])
})

test('a decision that excepts the whole area leaves all its units out that year, and says why', () => {
  const rule = { inDepthEvery: 0 }
  const { input, left } = build(aGround([aUnit('a')], { rule, excepted: new Set(['coverage:area:2027']) }))
  expect(input.units).toEqual([])
  expect(left).toEqual([{ unitId: 'a', year: 2027, why: 'exception', risk: 3 }])
})

test('an area without a claim still owes what has a term: a new unit in a choice system, and one before its decision', () => {
  const units = [
    aUnit('new', { choiceSystem: true, startsOn: '2027-01-15' }),
    aUnit('decided', { decisionOn: '2027-12-01' }),
    aUnit('other'),
  ]
  const { input } = build(aGround(units, { rule: { coverage: 'none', inDepthEvery: 0 } }))
  expect(
    input.units.map(({ id, operatingForm, startsOn, decisionOn }) => [
      id,
      operatingForm,
      startsOn ?? decisionOn,
    ]),
  ).toEqual([
    ['new', 'choiceSystem', '2027-01'],
    ['decided', 'procured', '2027-12'],
  ])
  expect(windowOf(input, input.units[0]!, 2027).months).toEqual(['2027-07', '2027-08'])
  expect(windowOf(input, input.units[1]!, 2027).months.at(-1)).toBe('2027-10')
})

test('an agreement with a last month of its own has the follow-up before it, where the gap to the last one lets it', () => {
  const obligations = [{ latestOn: '2027-04-30', depth: null, ground: 'Avtalets plan' }]
  const units = [
    aUnit('a', { obligations }),
    aUnit('b', { obligations, followUps: [{ on: '2026-12-01', depth: 'basic' }] }),
    aUnit('c', { obligations: [{ latestOn: '2027-12-31', depth: null, ground: 'Varje år' }] }),
  ]
  const { input, notes } = build(aGround(units))
  expect(input.units.map((unit) => windowOf(input, unit, 2027).months.at(-1))).toEqual([
    '2027-04',
    '2027-12',
    '2027-12',
  ])
  expect(notes).toContainEqual({ code: 'obligations', units: 1 })
})

test('an area with a term of its own has windows of its own', () => {
  const base = aGround([
    aUnit('x', { decisionOn: '2027-12-01' }),
    aUnit('y', { serviceAreaId: 'own', decisionOn: '2027-12-01' }),
  ])
  const ground = {
    ...base,
    areas: [...base.areas, { id: 'third', name: 'Tredje' }, { id: 'own', name: 'Eget' }],
    rules: new Map([
      ...base.rules,
      ['own', { ...base.rules.get('area')!, serviceAreaId: 'own', procuredMonths: 4 }],
    ]),
  }
  const { input } = build(ground)
  expect(input.units.map((unit) => windowOf(input, unit, 2027).months.at(-1))).toEqual(['2027-10', '2027-08'])
})

test('a unit whose start is followed up already has the whole year to choose in', () => {
  const units = [
    aUnit('a', {
      choiceSystem: true,
      startsOn: '2026-08-01',
      followUps: [{ on: '2026-12-01', depth: 'basic' }],
    }),
  ]
  const { input } = build(aGround(units))
  expect(input.units[0]).toMatchObject({ operatingForm: 'inHouse', lastFollowUp: { month: '2026-12' } })
})

test('an area with a rolling schedule has its units in depth in its own years; history decides the first', () => {
  const units = [aUnit('a', { followUps: [{ on: '2026-03-01', depth: 'inDepth' }] }), aUnit('b')]
  const { input } = build(aGround(units, { years, rule: { inDepthOf: 'area', inDepthEvery: 2 } }))
  expect(input.units.map(({ inDepthYears }) => inDepthYears)).toEqual([[2028], [2028]])
})

test('a unit without history is due in depth at once, as the plan’s check says; every third year is a supposition', () => {
  const fresh = build(aGround([aUnit('a')], { years })).input
  expect(fresh.units[0]?.inDepthYears).toEqual([2027, 2029])
  expect(fresh.rules.inDepthEveryYears).toBe(2)
  const units = [aUnit('a', { followUps: [{ on: '2026-03-01', depth: 'inDepth' }] })]
  const supposed = build(aGround(units, { years }), { inDepthEvery: 3 }).input
  expect(supposed.rules.inDepthEveryYears).toBe(3)
  expect(supposed.units[0]?.inDepthYears).toEqual([2029])
})

test('a unit that has only been followed up at a basic depth is due in depth at once, however seldom that is asked', () => {
  const units = [aUnit('a', { followUps: [{ on: '2026-03-01', depth: 'basic' }] }), aUnit('b')]
  const { input, notes } = build(aGround(units, { years, rule: { inDepthEvery: 3 } }))
  expect(input.units.map(({ inDepthYears }) => inDepthYears)).toEqual([[2027], [2027]])
  expect(notes).toContainEqual({ code: 'unknownDepth', units: 1 })
})

test('a unit that closes on the first of a month has its last month the month before', () => {
  const { input } = build(
    aGround([aUnit('a', { endsOn: '2027-10-01' }), aUnit('b', { startsOn: '2027-04-01' })]),
  )
  expect(input.units.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
    [undefined, '2027-09'],
    ['2027-04', undefined],
  ])
})

test('people have the hours they have, less what rows placed by hand ask; later years are as the latest known', () => {
  const ground = aGround([aUnit('a')], {
    years: [2027, 2028],
    people: [
      aPerson('anna', 'Utredare', { taken: { '2027-03': 40, '2028-07': 150 } }),
      aPerson('bo', 'Socionom', { hours: {} }),
    ],
  })
  const { input, notes } = build(ground, { noJuly: true })
  expect(input.staff.map(({ id }) => id)).toEqual(['anna'])
  expect(input.staff[0]?.hours).toMatchObject({ '2027-03': 60, '2028-03': 100 })
  expect(Object.keys(input.staff[0]?.hours ?? {}).filter((month) => month.endsWith('-07'))).toEqual([])
  expect(notes).toContainEqual({ code: 'hoursCopied', year: 2028, people: 1 })
  expect(notes).toContainEqual({ code: 'noHours', year: 2027, people: 1 })
  expect(notes).toContainEqual({ code: 'missingProfession', role: 'MAS' })
})

test('one person more is there by the profile of the months, and a reserve can be supposed', () => {
  const { input } = build(aGround([aUnit('a')]), {
    addedProfession: 'MAS',
    addedHours: 40,
    reservePercent: 20,
  })
  expect(input.staff.at(-1)).toMatchObject({ profession: 'MAS', hours: { '2027-01': 40, '2027-07': 10 } })
  expect(input.rules.eventReserve).toBe(0.2)
})

test('only the medically responsible fill their part, and they do not lead', () => {
  const { input } = build(aGround([aUnit('a')]))
  expect(Object.fromEntries(input.roles.map(({ id, professions }) => [id, professions]))).toMatchObject({
    mas: ['MAS'],
    second: ['MAR', 'MAS', 'SAS', 'Socionom', 'Utredare'],
    lead: ['SAS', 'Socionom', 'Utredare'],
  })
})

test('what is carried out stands, and what is prepared keeps its month', () => {
  const fixed = { depth: 'basic' as const, isExtra: false }
  const { input } = build(
    aGround([aUnit('a'), aUnit('b')], {
      executed: [{ unitId: 'a', month: '2027-02', ...fixed }],
      pinned: [
        { unitId: 'a', month: '2027-05', ...fixed },
        { unitId: 'b', month: '2027-04', ...fixed },
      ],
    }),
  )
  expect(input.executed).toEqual([
    { unitId: 'a', month: '2027-02', depth: 'basic', kind: 'annual', team: [] },
  ])
  expect(input.units.map(({ pinned }) => pinned)).toEqual([undefined, { '2027': '2027-04' }])
})

const day = fc
  .date({ min: new Date('2019-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const unit = fc.record({
  choiceSystem: fc.boolean(),
  startsOn: day,
  endsOn: fc.option(day, { nil: null }),
  decisionOn: fc.option(day, { nil: null }),
  followUps: fc.array(fc.record({ on: day, depth: fc.constantFrom('basic' as const, 'inDepth' as const) }), {
    maxLength: 4,
  }),
  obligations: fc.array(
    fc.record({
      latestOn: day,
      depth: fc.constantFrom(null, 'inDepth' as const),
      ground: fc.constant('Plan'),
    }),
    { maxLength: 1 },
  ),
})
const rule = fc.record({
  coverage: fc.constantFrom('everyUnit' as const, 'share' as const, 'area' as const, 'none' as const),
  inDepthEvery: fc.nat({ max: 4 }),
  inDepthOf: fc.constantFrom('unit' as const, 'area' as const),
  choiceSystemMonths: fc.nat({ max: 12 }),
  procuredMonths: fc.nat({ max: 8 }),
})

test('whatever the units and the rules, the question is valid and nobody is asked for in a year that is left out', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 6 }),
      rule,
      fc.integer({ min: 1, max: 4 }),
      (units, own, count) => {
        const ground = aGround(
          units.map((more, at) => aUnit(`u${at}`, more)),
          {
            years: Array.from({ length: count }, (_, at) => 2027 + at),
            rule: { ...own, sharePercent: own.coverage === 'share' ? 40 : null },
          },
        )
        const { input, left } = build(ground)
        if (input.units.length > 0) expect(readPlanInput(JSON.stringify(input))).not.toHaveProperty('faults')
        const asked = askedYears(ground)
        for (const { unitId, year, why } of left)
          if (why !== 'operation') expect(asked[unitId] ?? []).not.toContain(year)
      },
    ),
    { numRuns: 300 },
  )
})
