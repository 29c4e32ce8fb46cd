import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deterministicId, isUuid, uuidv7 } from './ids.ts'

describe('new ids', () => {
  test('carry their time first, then version and variant', () => {
    expect(uuidv7(0x0123456789ab)).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('are never the same and sort by time', () => {
    const now = 1_800_000_000_000
    expect(new Set(Array.from({ length: 2000 }, () => uuidv7(now))).size).toBe(2000)
    expect(uuidv7(now) < uuidv7(now + 1)).toBe(true)
    expect(isUuid(uuidv7())).toBe(true)
  })

  test('of the same moment sort as they were made, also with others between', () => {
    const now = 1_800_000_000_001
    const made = Array.from({ length: 500 }, (_, at) => (uuidv7(now + 1 + (at % 9)), uuidv7(now)))
    expect(made.toSorted()).toEqual(made)
    expect(made.every(isUuid)).toBe(true)
  })

  test.each([-1, 1.5, Number.NaN, 2 ** 48])('cannot hold the time %s', (now) => {
    expect(() => uuidv7(now)).toThrow(RangeError)
  })
})

describe('ids made of a name', () => {
  test('stay the same for ever', () => {
    expect(deterministicId('unit', 'ekbacken')).toBe(deterministicId('unit', 'ekbacken'))
    expect(deterministicId('unit', 'ekbacken')).toBe('35fa30af-24f6-8d4e-9a20-59fd8a3e4e12')
  })

  test('are well-formed and differ when the name does', () => {
    const name = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(deterministicId(...one)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        )
        const isSame = one[0] === other[0] && one[1] === other[1]
        expect(deterministicId(...one) === deterministicId(...other)).toBe(isSame)
      }),
    )
  })

  test('where namespace and key meet makes a difference', () => {
    expect(deterministicId('ab', 'c')).not.toBe(deterministicId('a', 'bc'))
  })

  test('do not meet among many keys, not even in one of their parts', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => deterministicId('unit', String(index)))
    expect(new Set(ids).size).toBe(ids.length)
    for (const [from, to] of [
      [0, 8],
      [24, 36],
    ] as const) {
      expect(new Set(ids.map((id) => id.slice(from, to))).size).toBeGreaterThan(ids.length - 5)
    }
  })
})

test.each(['', '0190', 'g0000000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-0000000000001'])(
  '%j is no id',
  (text) => expect(isUuid(text)).toBe(false),
)
