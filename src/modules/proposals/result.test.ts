import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FollowUp } from '#methods/planner/contract.ts'
import { differencesOf } from './compare.ts'
import { aGround, aPerson, aUnit, nothingSupposed } from './ground.test-support.ts'
import { inputOf } from './input.ts'
import { resultOf, type Answered } from './result.ts'
import { filterRows, rowsOf, type ProposedRow } from './rows.ts'
import { canMove, moves, proposalStates, stateOf, type Move } from './rules.ts'
import { waysOut } from './ways-out.ts'
import { RowFilter } from './contract.ts'

const visit = (unitId: string, month: string, more: Partial<FollowUp> = {}): FollowUp => ({
  ...{ unitId, month, depth: 'basic', kind: 'annual' },
  team: [
    { staffId: 'anna', role: 'lead', hours: 12 },
    { staffId: 'bo', role: 'second', hours: 6 },
  ],
  ...more,
})

function answered(followUps: readonly FollowUp[]): Answered {
  const ground = aGround([aUnit('a'), aUnit('b'), aUnit('gone', { endsOn: '2027-02-01' })], {
    excepted: new Set(['coverage:b:2027']),
    risks: new Map([
      ['a', 5],
      ['b', 3],
    ]),
    people: [aPerson('anna', 'Utredare'), aPerson('bo', 'Socionom')],
  })
  const { input, left } = inputOf(ground, nothingSupposed)
  return { input, left, followUps, words: { a: 'Aspen', anna: 'Anna', area: 'Boende' } }
}

test('a strategist reads hours, load and covered risk; a unit that has closed is no risk left out', () => {
  const result = resultOf(answered([visit('a', '2027-05')]))
  expect(result.years[0]).toMatchObject({
    followUps: 1,
    hours: 18,
    has: 2112,
    riskShare: 5 / 8,
    high: 1,
    highCovered: 1,
    without: 1,
  })
  expect(result.quarters.map(({ hours }) => hours)).toEqual([0, 18, 0, 0])
  expect(result.people[0]).toMatchObject({ name: 'Anna', hours: 12, fullest: { month: '2027-05' } })
  expect(result.people[0]?.fullest?.share).toBeCloseTo(12 / 88)
})

test('a list of a proposal is filtered by what is asked, and its order is total', () => {
  const rows = rowsOf(answered([visit('a', '2027-05'), visit('a', '2027-09', { kind: 'extra' })]))
  const kept = (asked: object) => filterRows(rows, RowFilter.parse(asked)).map(({ month }) => month)
  expect(kept({})).toEqual([5, 9])
  expect(kept({ sort: '-nar' })).toEqual([9, 5])
  expect(kept({ kind: 'extra' })).toEqual([9])
  expect(kept({ q: 'asp boe', month: 5 })).toEqual([5])
  expect(kept({ person: 'cia' })).toEqual([])
})

const row = (unitId: string, month: number, depth: ProposedRow['depth'] = 'basic'): ProposedRow => ({
  ...{ key: `${unitId} ${month}`, unitId, name: unitId, areaId: 'area', areaName: 'Boende', year: 2027 },
  ...{ month, depth, kind: 'annual', risk: 3, hours: 18, team: [] },
})

test('two proposals differ in what has another month, another depth, or stands in one alone', () => {
  const { differences, counts } = differencesOf(
    [row('a', 1), row('b', 2), row('c', 3), row('d', 4)],
    [row('a', 1), row('b', 5), row('c', 3, 'inDepth'), row('e', 6)],
  )
  expect(differences.map(({ unitId, kind }) => [unitId, kind])).toEqual([
    ['b', 'moved'],
    ['c', 'depth'],
    ['d', 'dropped'],
    ['e', 'added'],
  ])
  expect(counts).toEqual({ moved: 1, depth: 1, added: 1, dropped: 1, same: 1 })
})

test('why there is no plan names units, areas and roles as people do, and says where it is changed', () => {
  const unitId = '01a1c4af-8680-7d28-9a6e-4bca97dd6af8'
  const { conflicts, waivers } = waysOut(
    {
      ...{ format: 'uppsikt-plan/1', status: 'infeasible', followUps: [], warnings: [] },
      solver: { name: 'HiGHS', version: '1', options: {}, seconds: 1 },
      conflicts: [
        {
          rules: [
            { rule: 'pinned', unitId },
            { rule: 'capacity', role: 'lead', year: 2027 },
          ],
          message: `Krock: den låsta månaden för enhet ${unitId}:2028 och timmarna för rollen lead 2027.`,
        },
      ],
      waivers: [
        {
          rule: 'capacity',
          role: 'mas',
          year: 2027,
          amount: 20,
          unit: 'hours',
          message: 'Utöka rollen mas.',
        },
      ],
    },
    {
      yearPlanId: 'plan',
      boardId: 'namnd',
      words: { [unitId]: 'Aspen' },
      roleNames: { lead: 'Ansvarig', mas: 'MAS' },
    },
  )
  expect(conflicts[0]?.sentence).toBe(
    'Krock: den låsta månaden för enhet Aspen och timmarna för rollen Ansvarig 2027.',
  )
  expect(conflicts[0]?.places.map(({ href }) => href)).toEqual([
    '/planer/ar/plan',
    `/enheter/${unitId}`,
    '/planer/ar/plan/bemanning?ar=2027',
  ])
  expect(waivers).toEqual([
    {
      sentence: 'Utöka rollen MAS.',
      places: [{ place: 'hours', href: '/planer/ar/plan/bemanning?ar=2027' }],
    },
  ])
})

test('a clash of turns of depth leads to where many are left out at once, in the year that it clashes with', () => {
  const { conflicts, depthHref } = waysOut(
    {
      ...{ format: 'uppsikt-plan/1', status: 'infeasible', followUps: [], warnings: [] },
      solver: { name: 'HiGHS', version: '1', options: {}, seconds: 1 },
      conflicts: [
        {
          rules: [{ rule: 'capacity', role: 'lead', year: 2027 }, { rule: 'inDepth' }],
          message: 'Timmarna räcker inte.',
        },
      ],
    },
    { yearPlanId: 'plan', boardId: 'namnd', words: {}, roleNames: {} },
  )
  const href = '/planer/ar/plan/skyldigt/alla?vad=inDepth&ar=2027&lage=missing&undanta=ja'
  expect(depthHref).toBe(href)
  expect(conflicts[0]?.places).toContainEqual({ place: 'owed', href })
})

test('a proposal moves only as its table says, and nothing leads out of what is over', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...proposalStates),
      fc.constantFrom(...(Object.keys(moves) as Move[])), // the keys of `moves`
      (state, move) => {
        const from: readonly string[] = moves[move].from
        expect(canMove(state, move)).toBe(from.includes(state))
        if (from.includes(state)) expect(stateOf(state, move)).toBe(moves[move].to)
        else expect(() => stateOf(state, move)).toThrow()
        if (['ready', 'impossible', 'failed'].includes(state)) expect(canMove(state, move)).toBe(false)
      },
    ),
  )
})
