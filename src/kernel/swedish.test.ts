import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareSwedish, formatNumber, formatPercent, listOf, plural } from './swedish.ts'

describe('numbers', () => {
  test.each([
    [1234567.891, undefined, '1\u00A0234\u00A0567,89'],
    [1234.5, undefined, '1\u00A0234,5'],
    [-3, undefined, '\u22123'],
    [-0.001, undefined, '0'],
    [-0, 1, '0,0'],
    [2.5, 0, '3'],
    [-2.5, 0, '\u22123'],
    [1.005, 2, '1,01'],
    [5, 2, '5,00'],
    [100, undefined, '100'],
    [1e21, undefined, '1' + '\u00A0000'.repeat(7)],
  ])('%s with %s decimals is %s', (value, decimals, shown) => {
    expect(formatNumber(value, decimals)).toBe(shown)
  })

  test('read back they are the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (hundredths) => {
        const shown = formatNumber(hundredths / 100)
        const read = Number(shown.replaceAll('\u00A0', '').replace('\u2212', '-').replace(',', '.'))
        expect(Math.round(read * 100) + 0).toBe(hundredths)
      }),
    )
  })

  test('what is no number is never shown as one', () => {
    expect(() => formatNumber(Number.NaN)).toThrow(RangeError)
    expect(() => formatPercent(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })

  test('shares are shown as per cent, rounded as on paper', () => {
    expect(formatPercent(0.873)).toBe('87\u00A0%')
    expect(formatPercent(0.873, 1)).toBe('87,3\u00A0%')
    expect(formatPercent(0.285)).toBe('29\u00A0%')
    expect(formatPercent(-0.02)).toBe('\u22122\u00A0%')
  })
})

describe('words', () => {
  test('a number takes the right form of its word', () => {
    expect([0, 1, 3, 1200].map((n) => plural(n, 'brist', 'brister'))).toEqual([
      '0 brister',
      '1 brist',
      '3 brister',
      '1\u00A0200 brister',
    ])
  })

  test('a list ends with och', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listOf)).toEqual(['', 'a', 'a och b', 'a, b och c'])
  })

  test('å, ä and ö come last, and numbers in order', () => {
    const sorted = ['Öst', 'Enhet 10', 'Ängen', 'Zäta', 'Åsen', 'enhet 2'].sort(compareSwedish)
    expect(sorted).toEqual(['enhet 2', 'Enhet 10', 'Zäta', 'Åsen', 'Ängen', 'Öst'])
  })
})
