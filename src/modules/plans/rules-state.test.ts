import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanItem } from './rules.ts'
import { countsOf, remedyOf, stateGroups, stateRows, troubleOf } from './rules-state.ts'

const today = '2026-11-19'

function aRow(more: Partial<PlanItem> = {}): PlanItem {
  return {
    ...{ id: 'rad', yearPlanId: 'plan', boardId: 'board', subject: 'unit', unitId: 'unit' },
    ...{
      serviceAreaId: 'area',
      name: 'Enheten',
      areaName: 'Området',
      providerName: '',
      otherBoardName: null,
    },
    ...{ ground: '', year: 2026, month: 12, half: 2, kind: 'planned', depth: 'basic', focusAreas: [] },
    ...{ methods: [], announced: true, priority: 'normal', assignmentSource: '', origin: 'rule' },
    ...{ originId: null, why: '', hours: 10, theme: '', note: '', doneOn: null, doneNote: '', team: [] },
    ...{ followUp: null, sources: 0, revision: 1 },
    ...more,
  } as PlanItem // every part is given above
}
const withState = (state: string, more: Partial<PlanItem> = {}) =>
  aRow({ followUp: { id: 'f', state, dueOn: '2026-12-31' }, ...more })

test('every row is counted once, in whichever way the year is cut', () => {
  const row = fc.record({
    month: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
    half: fc.constantFrom(1 as const, 2 as const),
    serviceAreaId: fc.constantFrom('a', 'b', null),
    state: fc.constantFrom(undefined, 'planned', 'underway', 'fixed', 'cancelled'),
  })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const items = rows.map(({ state, ...more }) => (state ? withState(state, more) : aRow(more)))
      for (const group of stateGroups) {
        const groups = stateRows(items, group, today)
        const counted = groups.flatMap(({ counts }) => Object.values(counts))
        expect(counted.reduce((sum, one) => sum + one, 0)).toBe(items.length)
        expect(groups.reduce((sum, one) => sum + one.total, 0)).toBe(items.length)
      }
    }),
  )
})

test('months stand in order, and a half-year after its last month', () => {
  const items = [
    aRow({ month: 9 }),
    aRow({ month: null, half: 1 }),
    aRow({ month: 6, half: 1 }),
    aRow({ month: 2, half: 1 }),
    aRow({ month: null, half: 2 }),
  ]
  expect(stateRows(items, 'manad', today).map(({ key }) => key)).toEqual(['2', '6', 'H1', '9', 'H2'])
  expect(stateRows(items, 'kvartal', today).map(({ key }) => key)).toEqual(['K1', 'K2', 'H1', 'K3', 'H2'])
})

test('hours that were used in a month without rows stand in the year all the same', () => {
  const keys = (group: 'manad' | 'kvartal' | 'omrade') =>
    stateRows([aRow({ month: 3 })], group, today, [3, 6, 8]).map(({ key, total }) => `${key}:${total}`)
  expect(keys('manad')).toEqual(['3:1', '6:0', '8:0'])
  expect(keys('kvartal')).toEqual(['K1:1', 'K2:0', 'K3:0'])
  expect(keys('omrade')).toEqual(['area:1'])
})

test('a row asks for somebody when it is late, cancelled, or not prepared so many weeks before its month', () => {
  const at = { today, weeks: 4 }
  expect(troubleOf(aRow({ month: 10 }), at)).toBe('late')
  expect(troubleOf(withState('fixed', { month: 10 }), at)).toBeUndefined()
  expect(troubleOf(withState('cancelled'), at)).toBe('cancelled')
  expect(troubleOf(aRow({ month: 12 }), at)).toBe('unprepared')
  expect(troubleOf(aRow({ month: 12 }), { today, weeks: 1 })).toBeUndefined()
  expect(troubleOf(withState('planned', { month: 12 }), at)).toBeUndefined()
  expect(troubleOf(aRow({ month: 12, unitId: null }), at)).toBeUndefined()
})

test('what to do next follows from how far the row has come', () => {
  const decided = { isDecided: true }
  expect(remedyOf(aRow(), decided)).toBe('prepare')
  expect(remedyOf(aRow(), { isDecided: false })).toBe('move')
  expect(remedyOf(aRow({ unitId: null }), decided)).toBe('tick')
  expect(
    ['planned', 'prepared', 'underway', 'hearing', 'cancelled'].map((state) =>
      remedyOf(withState(state), decided),
    ),
  ).toEqual(['begin', 'begin', 'finish', 'finish', 'replan'])
})

test('nothing at all is nought of everything', () => {
  expect(Object.values(countsOf([], today))).toEqual([0, 0, 0, 0, 0, 0])
})
