import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter } from './duties.ts'
import { actionStanding, periodOf, periodsTo, periodWith, shareOf } from './period-rules.ts'

test('periods follow on each other without gap or overlap, and a day is in the period that is found for it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('halfYear' as const, 'quarter' as const, 'year' as const),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }),
      (kind, date) => {
        const day = date.toISOString().slice(0, 10)
        const period = periodWith(kind, day)
        expect(period.from <= day && day <= period.to).toBe(true)
        expect(periodOf(period.key)).toEqual(period)
        const [before] = periodsTo(period, 2)
        expect(new Date(before?.to ?? '').getTime() + 86_400_000).toBe(new Date(period.from).getTime())
      },
    ),
  )
})

test('a report day is the first after the half-year, whichever order the board wrote them in', () => {
  expect(dayAfter('2026-06-30', ['08-31', '02-28'])).toBe('2026-08-31')
  expect(dayAfter('2026-12-31', ['08-31', '02-28'])).toBe('2027-02-28')
  expect(dayAfter('2026-12-31', ['02-15', '09-15'])).toBe('2027-02-15')
})

test('an action is late from the day after, and a share of a few is not told', () => {
  const due = { dueOn: '2026-03-10' }
  expect(actionStanding({ ...due, reportedOn: '2026-03-10', isReady: true }, '2026-11-22')).toBe('inTime')
  expect(actionStanding({ ...due, reportedOn: '2026-03-11', isReady: true }, '2026-11-22')).toBe('late')
  expect(actionStanding({ ...due, reportedOn: null, isReady: false }, '2026-03-10')).toBe('notDue')
  expect(actionStanding({ ...due, reportedOn: null, isReady: false }, '2026-03-11')).toBe('notDone')
  expect([shareOf(3, 9), shareOf(5, 10)]).toEqual([null, 0.5])
})
