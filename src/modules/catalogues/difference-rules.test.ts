import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf, type Keyed } from './difference-rules.ts'
import { blankRequirement, lacksGoodCare, missingFields } from './draft-rules.ts'

const row = (key: string, more: Partial<Keyed> = {}): Keyed => ({
  ...blankRequirement,
  key,
  code: key,
  title: `Krav ${key}`,
  ...more,
})
const keys = (rows: readonly Keyed[]) => rows.map(({ key }) => key)

test('a strategist reads what came, what went, what moved and which fields read differently', () => {
  const before = ['a', 'b', 'c', 'd'].map((key) => row(key))
  const after = [row('d'), row('a', { text: 'Ny lydelse' }), row('c'), row('e')]
  const difference = differenceOf(before, after)
  expect(keys(difference.added)).toEqual(['e'])
  expect(keys(difference.removed)).toEqual(['b'])
  expect(keys(difference.moved)).toEqual(['d'])
  expect(difference.changed.map(({ after, fields }) => [after.key, fields])).toEqual([['a', ['text']]])
})

/** Some versions of a small catalogue: an order of a part of the keys, and another wording of some. */
const version = fc
  .tuple(
    fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
    fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
  )
  .map(([order, reworded]) =>
    order.map((key) => row(key, reworded.includes(key) ? { evidence: 'Annat underlag' } : {})),
  )

test('whatever two versions say, the difference is exactly what takes the one to the other', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const { added, removed, moved, changed } = differenceOf(before, after)
      const still = before.filter((one) => keys(after).includes(one.key))
      expect(keys(added)).toEqual(keys(after).filter((key) => !keys(before).includes(key)))
      expect(keys(removed)).toEqual(keys(before).filter((key) => !keys(after).includes(key)))
      const reworded = after.filter(
        (one) => still.find(({ key }) => key === one.key)?.evidence !== one.evidence && !added.includes(one),
      )
      expect(changed.map((one) => one.after)).toEqual(reworded)
      const unmoved = (rows: readonly Keyed[]) =>
        keys(rows).filter((key) => !keys(moved).includes(key) && !keys(added).includes(key))
      expect(unmoved(after)).toEqual(unmoved(still))
    }),
  )
})

test('one requirement taken from its place and put anywhere is told as at most one moved', () => {
  fc.assert(
    fc.property(fc.nat(7), fc.nat(7), (from, to) => {
      const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => row(key))
      const after = [...before]
      const [taken] = after.splice(from, 1)
      if (taken) after.splice(to, 0, taken)
      expect(differenceOf(before, after).moved).toHaveLength(from === to ? 0 : 1)
    }),
  )
})

test('a requirement that cannot be followed up is told which of its fields is missing', () => {
  const missing = missingFields(row('a'))
  expect(missing).toEqual(['part', 'text', 'focusArea', 'qualityAreas', 'methods', 'evidence', 'levels'])
})

test('a guide value without its measure, and a board without its day and case number, are incomplete', () => {
  expect(missingFields(row('a', { kind: 'guideValue', guideValue: null }))).toContain('guideValue')
  const adopted = missingFields(row('a', { decidedBy: 'Omsorgsnämnden' }))
  expect(adopted).toEqual(expect.arrayContaining(['decidedOn', 'decidedCaseNumber']))
})

test('what is asked by the law on health care alone needs an area of good care', () => {
  expect(lacksGoodCare(['HSL'], ['sol/trygghet-och-sakerhet'])).toBe(true)
  expect(lacksGoodCare(['HSL'], ['hsl/saker'])).toBe(false)
  expect(lacksGoodCare(['SoL', 'HSL'], [])).toBe(false)
})
