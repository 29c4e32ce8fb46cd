import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onOneLine, onSeveralLines } from './plain-text.ts'

const directions = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069']

test('a title that is written to read as another is kept as it was typed, without the trick', () => {
  expect(onOneLine('Avtal\u202Efdp.exe')).toBe('Avtalfdp.exe')
  for (const sign of directions) expect(onOneLine(`Norr${sign}gården`)).toBe('Norrgården')
  for (const sign of directions) expect(onSeveralLines(`Norr${sign}gården`)).toBe('Norrgården')
})

test('a title pasted over two lines stays readable; a text keeps its lines and tabs', () => {
  expect(onOneLine('Boende\r\nvid ån\tA')).toBe('Boende vid ån A')
  expect(onSeveralLines('Först.\r\n\tSedan.\u000BSist.')).toBe('Först.\r\n\tSedan.\nSist.')
  expect(onSeveralLines('Ring\u0007 mig\u007F')).toBe('Ring mig')
})

test('what a person can see is never changed, and cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      for (const clean of [onOneLine, onSeveralLines]) {
        const kept = clean(typed)
        expect(clean(kept)).toBe(kept)
        expect(kept.replace(/\s|\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '')).toBe(
          typed.replace(/\s|\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, ''),
        )
      }
    }),
  )
})
