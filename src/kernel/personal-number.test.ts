import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findPersonalNumbers,
  hasPersonalNumber,
  isPersonalNumber,
  maskPersonalNumbers,
  passesLuhn,
} from './personal-number.ts'

/** Ten digits with the check digit that makes them pass. */
function withCheckDigit(nineDigits: string): string {
  const last = [...'0123456789'].find((digit) => passesLuhn(nineDigits + digit))
  return `${nineDigits}${last ?? ''}`
}

type Parts = { century: string; yymmdd: string; lastFour: string }

const day = fc.date({ min: new Date('1890-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })

const parts: fc.Arbitrary<Parts> = fc
  .record({ day, coordination: fc.boolean(), serial: fc.integer({ min: 0, max: 999 }) })
  .map(({ day, coordination, serial }) => {
    const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-')
    const yymmdd = `${year.slice(2)}${month}${coordination ? Number(date) + 60 : date}`
    const ten = withCheckDigit(`${yymmdd}${String(serial).padStart(3, '0')}`)
    return { century: year.slice(0, 2), yymmdd, lastFour: ten.slice(6) }
  })

const dashes = ['-', '+', '–', '—', '−', '‐', '‑', '－', '＋', '_', ' - ', '\u00A0– ', '-\n']
const blanks = ['', ' ', '\u00A0', '\u2009', '\t', '\u200B', '\u00AD', '\u2060\uFEFF']

const spelling = fc
  .record({
    parts,
    full: fc.boolean(),
    dash: fc.constantFrom(...dashes),
    blank: fc.constantFrom(...blanks),
    dashed: fc.boolean(),
    broken: fc.constantFrom('', ' ', '-'),
  })
  .map(({ parts: { century, yymmdd, lastFour }, full, dash, blank, dashed, broken }) => {
    const isLikePhone = !full && yymmdd.startsWith('07')
    const pairs = yymmdd.match(/../g) ?? []
    const date = (full ? century : '') + pairs.join(broken)
    return date + (dashed || isLikePhone ? dash : blank) + lastFour
  })

const scripts: readonly ((digit: string) => string)[] = [
  (digit) => digit,
  (digit) => String.fromCodePoint(0xff10 + Number(digit)),
  (digit) => String.fromCodePoint(0x0660 + Number(digit)),
  (digit) => String.fromCodePoint(0x0966 + Number(digit)),
  (digit) => String.fromCodePoint(0x1d7d8 + Number(digit)),
  (digit) => `${digit}\uFE0F\u20E3`,
]

/** Text that cannot lengthen the number: no digits, and words at its sides. */
const words = fc.constantFrom('', 'Brukaren (', 'född ', 'pnr:', 'å', '👩‍🦽 ', 'Se punkt 4. ', 'ﷺ', ', ')

const masked = 'XXXXXX-XXXX'

describe('every way of writing a number', () => {
  test('is found, and nothing of it is left in the masked copy', () => {
    fc.assert(
      fc.property(words, spelling, fc.constantFrom(...scripts), words, (before, number, script, after) => {
        const text = before + number.replace(/\d/g, script) + after
        expect(findPersonalNumbers(text)).toHaveLength(1)
        expect(maskPersonalNumbers(text).replace(/[\uFE0F\u20E3]/g, '')).toBe(before + masked + after)
      }),
      { numRuns: 2000 },
    )
  })

  test('gives its place in the original text', () => {
    expect(findPersonalNumbers('👩 ﷺ 85０7\u200B09–9805.')).toEqual([{ start: 5, end: 17 }])
  })

  test.each([
    '19 850709-9805',
    '85 0709 9805',
    '8 5 0 7 0 9 - 9 8 0 5',
    '1 9 8 5 0 7 0 9 9 8 0 5',
    'id8507099805b',
  ])('such as %s is found', (text) => expect(hasPersonalNumber(text)).toBe(true))

  test('is found twice when two stand together', () => {
    expect(maskPersonalNumbers('850709-9805 850709-9805')).toBe(`${masked} ${masked}`)
    expect(maskPersonalNumbers('2027 850709-9805 12')).toBe(`2027 ${masked} 12`)
  })
})

describe('what is no personal number', () => {
  test('organisation numbers pass', () => {
    const number = fc
      .tuple(
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 20, max: 99 }),
        fc.integer({ min: 0, max: 99_999 }),
      )
      .map(([one, two, rest]) => {
        const padded = [String(one).padStart(2, '0'), two, String(rest).padStart(5, '0')].join('')
        return withCheckDigit(padded)
      })
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('', '-', ' '),
        fc.constantFrom('', '16'),
        (digits, dash, prefix) => {
          const text = `Org.nr ${prefix}${digits.slice(0, 6)}${dash}${digits.slice(6)}`
          expect(hasPersonalNumber(text)).toBe(false)
        },
      ),
    )
  })

  test('a wrong check digit passes', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 9 }), ({ century, yymmdd, lastFour }, wrong) => {
        const last = (Number(lastFour[3]) + wrong) % 10
        expect(hasPersonalNumber(`${century}${yymmdd}-${lastFour.slice(0, 3)}${last}`)).toBe(false)
      }),
    )
  })

  test.each(['00', '32', '60', '92', '99'])('a day numbered %s passes', (written) => {
    expect(hasPersonalNumber(withCheckDigit(`8507${written}980`))).toBe(false)
  })

  test('29 February is a day in leap years only', () => {
    const leap = withCheckDigit('840229123')
    const common = withCheckDigit('850229123')
    const turn = withCheckDigit('000229123')
    expect([leap, common, turn].map(hasPersonalNumber)).toEqual([true, false, true])
    expect([`20${turn}`, `19${turn}`].map(hasPersonalNumber)).toEqual([true, false])
  })

  test.each([
    '18507099805',
    '85070998051',
    '85070998 05',
    '8507099-805',
    '3.14, 8507/099805',
    '850709\n9805',
    '850709 -- . 9805',
  ])('digits that hang together otherwise pass: %j', (text) => expect(hasPersonalNumber(text)).toBe(false))

  test('the centuries 18, 19 and 20 are the only ones', () => {
    const ten = withCheckDigit('850709980')
    expect(['17', '18', '19', '20', '21'].map((century) => hasPersonalNumber(century + ten))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
  })
})

describe('telephone numbers', () => {
  const born2007 = withCheckDigit('070709123')
  const date = born2007.slice(0, 6)
  const lastFour = born2007.slice(6)

  test('ten digits that begin with 07 pass when no - or + stands before the last four', () => {
    const spellings = [born2007, `${date} ${lastFour}`, `07-0709${lastFour}`, `0707 09 ${lastFour}`]
    expect(spellings.filter(hasPersonalNumber)).toEqual([])
  })

  test('with - or + before the last four they are a personal number', () => {
    const spellings = [
      `${date}-${lastFour}`,
      `${date}+${lastFour}`,
      `07 07 09–${lastFour}`,
      `${date} - ${lastFour}`,
    ]
    expect(spellings.every(hasPersonalNumber)).toBe(true)
  })

  test('a number on land passes too, in groups no personal number is written in', () => {
    const digits = withCheckDigit('051012123')
    const spellings = [
      `${digits.slice(0, 4)}-${digits.slice(4)}`,
      digits.replace(/^(....)(..)(..)(..)$/, '$1-$2 $3 $4'),
    ]
    expect(spellings.filter(hasPersonalNumber)).toEqual([])
    expect(hasPersonalNumber(digits)).toBe(true)
  })

  test('twelve digits are no telephone number', () => {
    expect(hasPersonalNumber(`20${born2007}`)).toBe(true)
  })

  test('in a field for another number they are no telephone number either', () => {
    expect(
      [born2007, `${date} ${lastFour}`, ` ${date}-${lastFour} `, '850709-9804'].map(isPersonalNumber),
    ).toEqual([true, true, true, false])
  })
})

describe('any text', () => {
  test('gives spans in order, inside the text, each on whole characters', () => {
    const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), spelling)).map((all) => all.join(''))
    fc.assert(
      fc.property(text, (any) => {
        let last = 0
        for (const { start, end } of findPersonalNumbers(any)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(any.length)
        expect(hasPersonalNumber(maskPersonalNumbers(any))).toBe(false)
      }),
    )
  })

  test('a megabyte of near misses is read to its end', () => {
    const nearMisses = ['1', '1 ', '1-', '850709-', '12 '.repeat(3), '- - ', '\u200B']
    for (const near of nearMisses) {
      const text = `${near.repeat(Math.ceil(1_000_000 / near.length))} x 850709-9805`
      expect(findPersonalNumbers(text).at(-1)).toEqual({ start: text.length - 11, end: text.length })
    }
  })
})
