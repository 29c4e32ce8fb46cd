import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  compareDates,
  daysBetween,
  formatDate,
  formatDateTime,
  formatMonth,
  formatTime,
  isIsoDate,
  isNight,
  parseTypedDate,
  todayIn,
  weekdayName,
  weekdayOf,
  weekOf,
} from './dates.ts'

const anyDate = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9000-01-01'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10))

describe('dates', () => {
  test.each([
    ['2027-03-12', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-13-01', false],
    ['0000-01-01', false],
    ['2027-3-12', false],
    ['2027-03-12T00:00', false],
  ])('%s is a date: %s', (text, expected) => {
    expect(isIsoDate(text)).toBe(expected)
  })

  test('counting days forth and back meets', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -30_000, max: 30_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
        expect(compareDates(date, addDays(date, days))).toBe(-Math.sign(days) + 0)
      }),
    )
  })

  test('a month later is the same day, or the last one of a shorter month', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
    expect(addMonths('2027-03-12', -15)).toBe('2025-12-12')
    expect(addMonths('2027-12-31', 12)).toBe('2028-12-31')
    expect(addMonths('0050-05-05', 1)).toBe('0050-06-05')
  })

  test('a text that is no date is refused, and so is a date beyond the calendar', () => {
    expect(() => addDays('2027-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('2027-02-20', Number.NaN)).toThrow(RangeError)
    expect(() => formatDate('igår')).toThrow(RangeError)
  })

  test.each([
    ['2027-01-01', 2026, 53],
    ['2027-01-04', 2027, 1],
    ['2026-12-31', 2026, 53],
    ['2024-12-30', 2025, 1],
    ['2027-03-12', 2027, 10],
  ])('%s is in week %s %s', (date, year, week) => {
    expect(weekOf(date)).toEqual({ year, week })
  })

  test('weekdays have names and begin with Monday', () => {
    expect(weekdayName('2027-03-11')).toBe('torsdag')
    expect(weekdayName('2027-03-14')).toBe('söndag')
    expect(weekdayOf('2027-03-15')).toBe(1)
  })
})

describe('Swedish time', () => {
  test('the day changes at midnight in Sweden, winter and summer', () => {
    expect(todayIn(new Date('2027-01-31T22:59:59Z'))).toBe('2027-01-31')
    expect(todayIn(new Date('2027-01-31T23:00:00Z'))).toBe('2027-02-01')
    expect(todayIn(new Date('2027-06-30T22:00:00Z'))).toBe('2027-07-01')
  })

  test('dates and times are written as in Swedish, with ordinary spaces', () => {
    expect(formatDate('2027-03-12')).toBe('12 mars 2027')
    expect(formatMonth('2027-03')).toBe('mars 2027')
    expect(formatMonth('2027-12-01')).toBe('december 2027')
    expect(formatDateTime('2027-03-12T13:02:00Z')).toBe('12 mars 2027 kl. 14.02')
    expect(formatDateTime(new Date('2027-07-01T22:05:00Z'))).toBe('2 juli 2027 kl. 00.05')
    expect(formatTime('2027-03-12 13:02:00.123+00')).toBe('14.02')
    expect(formatTime('2027-03-12T13:02+0530')).toBe('08.32')
  })

  test('it is night in Sweden until six, in summer and in winter', () => {
    const at = [
      '2027-01-10T04:59:59Z',
      '2027-01-10T05:00:00Z',
      '2027-07-10T03:59:59Z',
      '2027-07-10T04:00:00Z',
    ]
    expect(at.map((instant) => isNight(new Date(instant)))).toEqual([true, false, true, false])
    expect(isNight(new Date('2027-01-10T22:59:59Z'))).toBe(false)
    expect(isNight(new Date('2027-01-10T23:00:00Z'))).toBe(true)
  })

  test('the hour that comes twice in October keeps its name', () => {
    expect(formatTime('2027-10-31T00:30:00Z')).toBe('02.30')
    expect(formatTime('2027-10-31T01:30:00Z')).toBe('02.30')
  })

  test.each(['2027-03-12', '2027-03-12T13:02:00', 'nu', '2027-02-12T25:00Z'])('%s is no instant', (text) => {
    expect(() => formatDateTime(text)).toThrow(RangeError)
  })
})

describe('a typed date', () => {
  test.each([
    '2027-03-12',
    '20270312',
    '12 mars 2027',
    ' 12  Mars 2027',
    'den 12 mars 2027',
    '12 mar. 2027',
    '2027–03–12',
  ])('%j is understood', (text) => expect(parseTypedDate(text)).toBe('2027-03-12'))

  test.each([
    '12/3 2027',
    '12/03/2027',
    '27-03-12',
    '2027-0312',
    '31 april 2027',
    '12 ma 2027',
    '12 foo 2027',
    '',
    '2027-03',
  ])('%j is not guessed at', (text) => expect(parseTypedDate(text)).toBeUndefined())

  test('reads back what is shown', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseTypedDate(formatDate(date))).toBe(date)
      }),
    )
  })
})
