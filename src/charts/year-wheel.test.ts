import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountStep, turnOf, wheelBands, wheelPiece, wheelPoint, wheelSize } from './year-wheel.ts'

test('whoever reads the wheel finds January at the top and April to the right', () => {
  expect(wheelPoint(turnOf(1, 0), 100)).toEqual({ x: 0, y: -100 })
  expect(wheelPoint(turnOf(4, 0), 100)).toEqual({ x: 100, y: 0 })
  expect(wheelPoint(turnOf(7, 0), 100)).toEqual({ x: 0, y: 100 })
})

test('however many areas there are, the rings fill the same wheel without covering each other', () => {
  for (const count of [0, 1, 2, 5, 6]) {
    const { rings, halves, rim } = wheelBands(count)
    expect(rings).toHaveLength(count)
    for (const [at, ring] of rings.entries()) {
      expect(ring.to - ring.from).toBeGreaterThan(30)
      expect(ring.to).toBeCloseTo(rings[at - 1]?.from ?? rim)
    }
    expect(halves.to).toBeLessThan(rings.at(-1)?.from ?? rim)
    expect(halves.from).toBeGreaterThan(50)
    expect(rim * 2).toBeLessThan(wheelSize)
  }
})

test('a month is drawn as a closed piece with numbers only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }), (month, count) => {
      const { rings } = wheelBands(count)
      const drawn = wheelPiece(rings.at(-1)!, turnOf(month, 0), turnOf(month, 1))
      expect(drawn).toMatch(/^M[-\d. ]+A[-\d. ]+L[-\d. ]+A[-\d. ]+Z$/)
      expect(wheelPiece(rings.at(-1)!, turnOf(month, 0), turnOf(month, 1))).toBe(drawn)
    }),
  )
})

test('the part with most is the strongest, nothing is none, and a single one is seen', () => {
  expect([0, 1, 2, 3, 5].map((amount) => amountStep(amount, 5))).toEqual([0, 1, 2, 3, 5])
  expect([0, 1, 50, 100].map((amount) => amountStep(amount, 100))).toEqual([0, 1, 3, 5])
})
