import { expect, test } from 'vitest'
import type { PlanItem } from '#modules/plans/public.ts'
import { boardOf } from './board.ts'

function row(id: string, more: Partial<PlanItem> = {}): PlanItem {
  const month = more.month === undefined ? 3 : more.month
  return {
    ...{ id, yearPlanId: 'plan', boardId: 'board', subject: 'unit' as const, unitId: id },
    ...{
      serviceAreaId: 'a',
      name: `Enhet ${id}`,
      areaName: 'Boende',
      providerName: '',
      otherBoardName: null,
    },
    ...{ ground: '', year: 2027, month, half: 1 as const, kind: 'planned' as const, depth: 'basic' as const },
    ...{ focusAreas: [], methods: [], announced: true, priority: 'normal' as const, assignmentSource: '' },
    ...{ origin: 'rule' as const, originId: null, why: '', hours: 18, theme: '', note: '', doneOn: null },
    ...{ doneNote: '', team: [], followUp: null, sources: 0, revision: 1 },
    ...more,
  }
}
const board = (items: readonly PlanItem[], most = 4) => boardOf(items, { most, progressOf: () => 'planned' })

test('a strategist sees areas by months, the areas in the order of their names', () => {
  const { lanes, slots } = board([
    row('x', { serviceAreaId: 'b', areaName: 'Ålderdom' }),
    row('y', { serviceAreaId: 'c', areaName: 'Arbete', month: 9, half: 2 }),
  ])
  expect(lanes.map(({ area }) => area)).toEqual(['Arbete', 'Ålderdom'])
  expect(slots.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  expect(lanes[0]?.cells.filter(({ count }) => count > 0)).toMatchObject([{ month: 9, hours: 18 }])
})

test('what has no month stands in a column of its half-year, which is there only then', () => {
  const { slots, lanes } = board([row('x', { announced: false, month: null, half: 2 })])
  expect(slots.map(({ key }) => key).at(-1)).toBe('h2')
  expect(slots).toHaveLength(13)
  expect(lanes[0]?.cells.find(({ count }) => count === 1)).toMatchObject({ key: 'h2', month: null })
})

test('a full cell shows the first and how many more, and counts all', () => {
  const { lanes, slots } = board(
    Array.from({ length: 7 }, (_, at) => row(`x${at}`)),
    5,
  )
  expect(lanes[0]?.cells[2]).toMatchObject({ count: 7, more: 2, hours: 126 })
  expect(lanes[0]?.cells[2]?.cards).toHaveLength(5)
  expect(slots[2]).toMatchObject({ count: 7, hours: 126 })
})
