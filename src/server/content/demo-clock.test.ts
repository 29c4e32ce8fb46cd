import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWorkingDay } from '#kernel/calendar.ts'
import { addDays, daysBetween } from '#kernel/dates.ts'
import { movedDay, movedText, runningYear, toldFrom } from './demo-clock.ts'

const loads = ['2025-03-03', '2026-11-22', '2026-12-29', '2027-01-15', '2027-06-15', '2028-02-29']
const anyLoad = fc.integer({ min: -700, max: 1500 }).map((days) => addDays(toldFrom, days))
const anyTold = fc.integer({ min: -2000, max: 400 }).map((days) => addDays(toldFrom, days))
/** Boundaries of years keep their calendar, so they may pass what keeps its distance to today. */
const isBoundary = (day: string) => /-(01-01|12-31)$/.test(day)

test('a visitor who loads the demo on the day it is told from reads it as it is written', () => {
  fc.assert(fc.property(anyTold, (day) => movedDay(toldFrom, day) === day))
})

test('a visitor meets what is due tomorrow as due tomorrow, whatever day it is', () => {
  for (const today of loads) {
    expect(movedDay(today, toldFrom)).toBe(today)
    const soon = daysBetween(today, movedDay(today, '2026-11-24'))
    expect(soon, today).toBeGreaterThanOrEqual(2)
    expect(soon, today).toBeLessThanOrEqual(7)
  }
})

test('what has been stays in the past and in its order, and what is to come lies ahead', () => {
  fc.assert(
    fc.property(anyLoad, anyTold, anyTold, (today, one, other) => {
      if (isBoundary(one) || isBoundary(other)) return true
      const [first, second] = one < other ? [one, other] : [other, one]
      const [was, became] = [movedDay(today, first), movedDay(today, second)]
      const isFar = daysBetween(toldFrom, second) >= 60
      const isOrdered = isFar || addDays(was, -7) <= became
      return isOrdered && (first > toldFrom || was <= today) && (second <= toldFrom || became >= today)
    }),
    { numRuns: 2000 },
  )
})

test('a visit on a working day is on a working day', () => {
  const visits = ['2023-04-12', '2025-11-11', '2026-02-19', '2026-10-27', '2026-12-15']
  for (const today of loads)
    for (const day of visits) expect(isWorkingDay(movedDay(today, day)), `${today} ${day}`).toBe(true)
})

test('years, months and case numbers in the texts follow, and names, acts and passwords do not', () => {
  const text =
    'OMS 26/0412, Kravkatalog 2026, 2027–2029, "2026-03", (2025:400), key-2026, 556026-2026, 2026-11-22'
  expect(movedText('2028-06-15', text)).toMatch(
    /^OMS 27\/0412, Kravkatalog 2027, 2029–2031, "20\d\d-\d\d", \(2025:400\), key-2026, 556026-2026, 2028-06-15$/,
  )
  expect(movedText(toldFrom, text)).toBe(text)
  expect(movedText('2027-11-22', '"2025-03-12T09:30:00+01:00"')).toBe('"2026-03-12T09:30:00+01:00"')
  expect(runningYear(toldFrom)).toBe(2026)
})
