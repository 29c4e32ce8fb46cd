import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowOf } from './check/window.ts'
import type { InputUnit, PlanInput } from './contract.ts'
import { monthText } from './months.ts'
import { planInput } from './contract.ts'
import { windowsOf } from './solve/windows.ts'
import { annualSteps } from './why/window-steps.ts'
import { stepSentence } from './why/sentences.ts'
import { usualRules } from './usual-rules.test-support.ts'

const input = (unit: Partial<InputUnit>): PlanInput =>
  planInput.parse({
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: 24 },
    rules: usualRules,
    boardMeetings: [],
    roles: [{ id: 'lead', professions: ['UTV'] }],
    staff: [{ id: 'p', profession: 'UTV', hours: {} }],
    units: [
      {
        ...{ id: 'u', areaId: 'a', operatingForm: 'inHouse', risk: 3 },
        ...{ hours: { basic: { lead: 6 }, inDepth: { lead: 20 } } },
        ...unit,
      },
    ],
  })
const monthsOf = (unit: Partial<InputUnit>, year = 2027) => {
  const of = input(unit)
  return windowOf(of, of.units[0]!, year).months.map((month) => Number(month.slice(5)))
}

test('a unit locked to a half is followed up in that half, in whatever month of it', () => {
  expect(monthsOf({ pinnedHalf: { 2027: 2 } })).toEqual([7, 8, 9, 10, 11, 12])
  expect(monthsOf({ pinnedHalf: { 2027: 2 } }, 2028)).toHaveLength(12)
})

test('a term is kept inside of the half, a lock goes before a term outside of it, and a month before a half', () => {
  const term = { operatingForm: 'procured' as const, decisionOn: '2027-10' } // February to August
  expect(monthsOf({ ...term, pinnedHalf: { 2027: 2 } })).toEqual([7, 8])
  const late = { operatingForm: 'procured' as const, decisionOn: '2027-06' } // to April
  expect(monthsOf({ ...late, pinnedHalf: { 2027: 2 } })).toEqual([7, 8, 9, 10, 11, 12])
  expect(monthsOf({ pinned: { 2027: '2027-03' }, pinnedHalf: { 2027: 2 } })).toEqual([3])
})

test('why it lies there says the half it is locked to', () => {
  const of = input({ pinnedHalf: { 2027: 1 } })
  const sentences = annualSteps(of, of.units[0]!, 2027).map(stepSentence)
  expect(sentences).toEqual([
    'Raden är låst till första halvåret 2027. Därför faller juli till december bort, och januari till juni är kvar.',
  ])
})

const someMonth = fc.integer({ min: 2026 * 12, max: 2029 * 12 }).map(monthText)
const half = fc.constantFrom(1 as const, 2 as const)
const aUnit = fc.record(
  {
    operatingForm: fc.constantFrom('inHouse' as const, 'procured' as const, 'choiceSystem' as const),
    startsOn: someMonth,
    endsOn: someMonth,
    decisionOn: someMonth,
    pinnedHalf: fc.record({ 2027: half, 2028: half }, { requiredKeys: [] }),
    pinned: fc.record({ 2028: fc.constantFrom('2028-02', '2028-11') }, { requiredKeys: [] }),
  },
  { requiredKeys: ['operatingForm'] },
)

test('whatever the dates and locks, the search and the check see the same months', () => {
  fc.assert(
    fc.property(aUnit, (unit) => {
      const of = input(unit)
      const [one] = of.units
      for (const { year, months } of windowsOf(of, one!).years)
        expect(months.map(monthText)).toEqual(windowOf(of, one!, year).months)
    }),
  )
})
