import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isIsoDate } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/swedish.ts'
import { fieldText } from '#texts/sv/problems.ts'
import type { Cell } from './read-shapes.ts'
import { asCode, asDate, asNumber, asText, asYesNo } from './read-values.ts'

const text = (value: string): Cell => ({ kind: 'text', text: value })
const number = (value: number, shown = String(value)): Cell => ({
  kind: 'number',
  number: value,
  text: shown,
})
const day: Cell = { kind: 'date', date: '2026-03-01', text: '2026-03-01' }
const failed: Cell = { kind: 'error', text: '#REF!' }
const empty: Cell = { kind: 'empty' }
const truth: Cell = { kind: 'boolean', boolean: true, text: 'Sant' }

describe('a date that a person wrote in a table', () => {
  test.each([
    ['2026-03-01', '2026-03-01'],
    [' 2026–03–01 ', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026/03/01', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026-03-01 00:00:00', '2026-03-01'],
    ['2026-03-01T14:30', '2026-03-01'],
    ['1 mars 2026', '2026-03-01'],
    ['46082', '2026-03-01'],
    ['2026-02', '2026-02-01'],
    ['2026-Q3', '2026-07-01'],
    ['Q3 2026', '2026-07-01'],
    ['kvartal 3 2026', '2026-07-01'],
    ['2026kv4', '2026-10-01'],
  ])('%j is %s', (written, expected) => {
    expect(asDate(text(written))).toEqual({ value: expected })
  })

  test.each([
    ['2024-02', '2024-02-29'],
    ['2026-Q4', '2026-12-31'],
    ['2026-03-01', '2026-03-01'],
  ])('%j ends %s where a last day is asked for', (written, expected) => {
    expect(asDate(text(written), 'last')).toEqual({ value: expected })
  })

  test.each([
    ['3/4/2026', 'dateOrderUnclear', '2026-04-03'],
    ['13.4.2026', 'dateOrderUnclear', '2026-04-13'],
    ['4/13/2026', 'dateOrderUnclear', '2026-04-13'],
    ['31/31/2026', 'dateOrderUnclear', undefined],
    ['26-04-03', 'dateShortYear', '2026-04-03'],
    ['260403', 'dateShortYear', '2026-04-03'],
    ['3/4/26', 'dateShortYear', '2026-04-03'],
    ['2026', 'dateYearOnly', '2026-01-01'],
    ['2026-02-30', 'dateNotReal', undefined],
    ['20261301', 'dateNotReal', undefined],
    ['2026-13', 'dateNotReal', undefined],
    ['12345', 'date', undefined],
    ['snart', 'date', undefined],
    ['-', 'date', undefined],
  ])('%j is refused as %s, and %s is offered', (written, fault, suggestion) => {
    const read = asDate(text(written))
    expect(read).toEqual({ fault, ...(suggestion && { suggestion }) })
    if ('fault' in read)
      expect(fieldText({ path: 'x', code: read.fault })).not.toContain('går inte att använda')
  })

  test('is taken from a date cell, a number of days and a number of eight digits', () => {
    expect(asDate(day)).toEqual({ value: '2026-03-01' })
    expect(asDate(number(46_082))).toEqual({ value: '2026-03-01' })
    expect(asDate(number(46_082.75, '46082,75'))).toEqual({ value: '2026-03-01' })
    expect(asDate(number(20_260_301))).toEqual({ value: '2026-03-01' })
    expect(asDate(number(-5))).toEqual({ fault: 'date' })
    expect([asDate(empty), asDate(failed), asDate(truth)]).toEqual([
      { value: null },
      { fault: 'cellError' },
      { fault: 'date' },
    ])
  })

  test('is a real day or refused, whatever is written', () => {
    const written = fc.stringMatching(/^[0-9Qq/.\- ]{0,12}$/)
    fc.assert(
      fc.property(written, (value) => {
        const read = asDate(text(value))
        const offered = 'fault' in read ? (read.suggestion ?? '2026-01-01') : (read.value ?? '')
        return isIsoDate(offered)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a number that a person wrote in a table', () => {
  test.each([
    ['1 234,5', 1234.5],
    ['1\u00A0234\u202F567', 1_234_567],
    ['1\u2009234', 1234],
    ['−5,25', -5.25],
    ['12.5', 12.5],
    ['1,234', 1.234],
    ['0', 0],
    ['12,3 %', 0.123],
    ['87,3\u00A0%', 0.873],
    ['1 200 kr', 1200],
    ['+46', 46],
  ])('%j is %s', (written, expected) => {
    expect(asNumber(text(written))).toEqual({ value: expected })
  })

  test.each([
    ['1.234', 'numberUnclear', '1234'],
    ['1.234,5', 'numberUnclear', '1234,5'],
    ['1,234.5', 'numberUnclear', '1234,5'],
    ['1 2 3', 'number', undefined],
    ['tolv', 'number', undefined],
    ['12 st', 'number', undefined],
    ['1e5', 'number', undefined],
    ['', 'number', undefined],
  ])('%j is refused as %s, and %s is offered', (written, fault, suggestion) => {
    expect(asNumber(text(written))).toEqual({ fault, ...(suggestion && { suggestion }) })
  })

  test('that Excel has made a date of is refused', () => {
    expect(asNumber(day)).toEqual({ fault: 'numberIsDate' })
    expect([asNumber(empty), asNumber(failed), asNumber(truth), asNumber(number(0.5))]).toEqual([
      { value: null },
      { fault: 'cellError' },
      { fault: 'number' },
      { value: 0.5 },
    ])
  })

  test('is read back as our own pages show it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (hundredths) => {
        const read = asNumber(text(formatNumber(hundredths / 100, 2)))
        return 'value' in read && Math.abs((read.value ?? Number.NaN) - hundredths / 100) < 1e-9
      }),
    )
  })
})

describe('a code that a person wrote in a table', () => {
  test('keeps its zeros, as text and where Excel shows them', () => {
    expect(asCode(text(' 0042 '))).toEqual({ value: '0042' })
    expect(asCode(number(42, '0042'))).toEqual({ value: '0042' })
    expect(asCode(number(5_560_001_234))).toEqual({ value: '5560001234' })
    expect(asCode(number(0.05, '5 %'))).toEqual({ fault: 'codeDecimals' })
  })

  test('is refused where the program has rounded it or made something else of it', () => {
    expect(asCode(number(1.23e17))).toEqual({ fault: 'codeRounded' })
    expect(asCode(text('1,23E+11'))).toEqual({ fault: 'codeRounded' })
    expect(asCode(text('E+1'))).toEqual({ value: 'E+1' })
    expect(asCode(number(12.5))).toEqual({ fault: 'codeDecimals' })
    expect(asCode(day)).toEqual({ fault: 'codeIsDate' })
    expect([asCode(empty), asCode(failed), asCode(truth)]).toEqual([
      { value: null },
      { fault: 'cellError' },
      { value: 'Sant' },
    ])
  })
})

test('a person answers yes or no in the ways people do', () => {
  for (const word of ['Ja', 'JA ', 'x', '1', 'sant']) expect(asYesNo(text(word))).toEqual({ value: true })
  for (const word of ['Nej', 'n', '0', 'FALSKT']) expect(asYesNo(text(word))).toEqual({ value: false })
  expect([asYesNo(truth), asYesNo(number(0)), asYesNo(empty)]).toEqual([
    { value: true },
    { value: false },
    { value: null },
  ])
  expect([asYesNo(text('kanske')), asYesNo(failed)]).toEqual([{ fault: 'yesOrNo' }, { fault: 'cellError' }])
})

test('any cell is text but a failed one', () => {
  expect([
    asText(text(' Ek\n')),
    asText(day),
    asText(number(1.5, '1,5')),
    asText(empty),
    asText(failed),
  ]).toEqual([
    { value: 'Ek' },
    { value: '2026-03-01' },
    { value: '1,5' },
    { value: null },
    { fault: 'cellError' },
  ])
})
