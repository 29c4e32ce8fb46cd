import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  findHoliday,
  holidaysOf,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDaysBetween,
} from './calendar.ts'
import { addDays, weekdayOf } from './dates.ts'

describe('holidays', () => {
  test('of 2027 are those of the almanac', () => {
    expect(holidaysOf(2027).map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2027-01-01 Nyårsdagen',
      '2027-01-06 Trettondedag jul',
      '2027-03-26 Långfredagen',
      '2027-03-28 Påskdagen',
      '2027-03-29 Annandag påsk',
      '2027-05-01 Första maj',
      '2027-05-06 Kristi himmelsfärdsdag',
      '2027-05-16 Pingstdagen',
      '2027-06-06 Sveriges nationaldag',
      '2027-06-25 Midsommarafton',
      '2027-06-26 Midsommardagen',
      '2027-11-06 Alla helgons dag',
      '2027-12-24 Julafton',
      '2027-12-25 Juldagen',
      '2027-12-26 Annandag jul',
      '2027-12-31 Nyårsafton',
    ])
  })

  test.each([
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2285-03-22',
  ])('Easter Sunday falls on %s', (date) => {
    expect(findHoliday(date)?.name).toBe('Påskdagen')
  })

  test('Easter is a Sunday between 22 March and 25 April in every year', () => {
    for (let year = 1800; year <= 2400; year += 1) {
      const easter = holidaysOf(year).find(({ name }) => name === 'Påskdagen')?.date ?? ''
      expect(weekdayOf(easter)).toBe(7)
      expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true)
    }
  })

  test('Whit Monday gave way to National Day in 2005', () => {
    expect(findHoliday('2004-05-31')?.name).toBe('Annandag pingst')
    expect(findHoliday('2004-06-06')).toBeUndefined()
    expect(findHoliday('2005-05-16')).toBeUndefined()
    expect(findHoliday('2005-06-06')?.kind).toBe('publicHoliday')
  })
})

describe('working days', () => {
  test('weekends, red days and the three eves are days off', () => {
    const off = ['2027-03-13', '2027-03-14', '2027-01-06', '2027-06-25', '2026-12-24', '2026-12-31']
    expect(off.filter(isWorkingDay)).toEqual([])
    expect(['2027-03-25', '2027-01-05', '2027-11-05'].every(isWorkingDay)).toBe(true)
  })

  test('ten working days over Christmas take three weeks', () => {
    expect(addWorkingDays('2026-12-18', 10)).toBe('2027-01-08')
    expect(addWorkingDays('2027-03-25', 1)).toBe('2027-03-30')
    expect(addWorkingDays('2027-03-30', -1)).toBe('2027-03-25')
    expect(addWorkingDays('2027-03-27', 0)).toBe('2027-03-27')
    expect(() => addWorkingDays('2027-03-27', 1.5)).toThrow(RangeError)
  })

  test('a period that ends on a day off ends on the next working day', () => {
    expect(workingDayOnOrAfter('2027-03-26')).toBe('2027-03-30')
    expect(workingDayOnOrAfter('2027-03-25')).toBe('2027-03-25')
  })

  test('counting undoes adding, forth and back', () => {
    const anyDay = fc.integer({ min: 0, max: 5000 }).map((days) => addDays('2020-01-01', days))
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (date, n) => {
        expect(workingDaysBetween(date, addWorkingDays(date, n))).toBe(n)
      }),
    )
  })
})
