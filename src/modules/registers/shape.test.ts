import { expect, test } from 'vitest'
import fc from 'fast-check'
import { isProblem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { parseInput } from '#platform/parse.ts'
import { contentKinds } from './fixture.test-support.ts'
import { Definition, fieldTypes, type Field, type FieldType } from './definition.ts'
import { changesBetween, gapsOf, nextStates, reviewOn, type Facts } from './rules.ts'
import { factsShape } from './shape.ts'

/** What a field of each type holds when it is right, and what it must refuse. */
const text = fc.stringMatching(/^[a-zåäö][a-zåäö ]{0,30}[a-zåäö]$/)
const id = fc.constantFrom(uuidv7(), uuidv7())
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const kinds: Record<FieldType, { right: fc.Arbitrary<unknown>; wrong: readonly unknown[] }> = {
  text: { right: text, wrong: [1, true, ['a'], 'x'.repeat(301)] },
  longText: { right: text, wrong: [1, {}, 'x'.repeat(10_001)] },
  date: { right: day, wrong: ['2026-02-30', '12 mars', 20260101] },
  month: { right: day.map((date) => date.slice(0, 7)), wrong: ['2026-13', '2026', 202601] },
  number: { right: fc.integer({ min: -1e6, max: 1e6 }), wrong: ['12', Number.NaN, Infinity] },
  yesNo: { right: fc.boolean(), wrong: ['ja', 1] },
  choice: { right: fc.constantFrom('one', 'two'), wrong: ['three', 1, ['one']] },
  choices: {
    right: fc.constantFrom(['one'], ['two'], ['one', 'two']),
    wrong: [['three'], 'one', [1]],
  },
  unit: { right: id, wrong: ['Björkgården', 1] },
  provider: { right: id, wrong: ['x'] },
  agreement: { right: id, wrong: ['x'] },
  requirement: { right: fc.constantFrom('bas-ett', 'bas-tva'), wrong: ['Krav 1', 1] },
  serviceArea: { right: id, wrong: ['x'] },
  person: { right: id, wrong: ['x'] },
  matter: { right: id, wrong: ['OMS 26/1'] },
  planItem: { right: id, wrong: ['Rad 1'] },
  link: { right: fc.webUrl(), wrong: ['javascript:alert(1)', 'exempel.se', 1] },
}

const options = [
  { key: 'one', label: 'Ett' },
  { key: 'two', label: 'Två' },
]

const field = fc.record({ type: fc.constantFrom(...fieldTypes), required: fc.boolean() })
const definition = fc.array(field, { minLength: 1, maxLength: 12 }).map((fields) =>
  Definition.parse({
    ...{ name: 'Register', one: 'rad', add: 'Lägg till', purpose: 'Prov', emptyText: 'Tomt' },
    title: ['f0'],
    fields: fields.map(({ type, required }, at) => ({
      ...{ key: `f${at}`, label: `Fält ${at}`, type, required },
      options: type === 'choice' || type === 'choices' ? options : [],
    })),
  }),
)

const blankOf = ({ type }: Field) => (type === 'choices' ? [] : null)

/** A right value in every field; where nothing need be said, sometimes nothing. */
function rightFacts({ fields }: Definition) {
  const each = fields.map((one) =>
    one.required ? kinds[one.type].right : fc.oneof(kinds[one.type].right, fc.constant(blankOf(one))),
  )
  return fc.tuple(...each).map((values) => Object.fromEntries(fields.map(({ key }, at) => [key, values[at]])))
}

const faultsOf = (kind: Definition, facts: unknown) => {
  try {
    parseInput(factsShape(kind), facts)
    return []
  } catch (error) {
    if (!isProblem(error)) throw error
    return error.fields.map(({ path }) => path.split('.')[0])
  }
}

test('whatever a register asks for, right answers are kept as they were given', () => {
  const pair = definition.chain((kind) => fc.tuple(fc.constant(kind), rightFacts(kind)))
  fc.assert(
    fc.property(pair, ([kind, facts]) => {
      const read = parseInput(factsShape(kind), facts)
      expect(read).toEqual(facts)
      expect(parseInput(factsShape(kind), JSON.parse(JSON.stringify(read)))).toEqual(facts)
    }),
  )
})

test('whatever a register asks for, a wrong answer is refused at its own field, and only there', () => {
  const spoilt = definition.chain((kind) =>
    fc.tuple(fc.constant(kind), rightFacts(kind), fc.nat(kind.fields.length - 1), fc.nat()),
  )
  fc.assert(
    fc.property(spoilt, ([kind, facts, at, which]) => {
      const chosen = kind.fields[at]
      if (!chosen) return
      const { wrong } = kinds[chosen.type]
      expect(faultsOf(kind, { ...facts, [chosen.key]: wrong[which % wrong.length] })).toEqual([chosen.key])
      const blank = faultsOf(kind, { ...facts, [chosen.key]: blankOf(chosen) })
      expect(blank).toEqual(chosen.required ? [chosen.key] : [])
    }),
  )
})

test('what an entry changed from and to is told for each field that differs, and for no other', () => {
  const two = definition.chain((kind) => fc.tuple(fc.constant(kind), rightFacts(kind), rightFacts(kind)))
  fc.assert(
    fc.property(two, ([kind, was, became]) => {
      // Made above of what fields may hold.
      const [before, after] = [was as Facts, became as Facts]
      const changes = changesBetween(kind.fields, before, after)
      const patched = { ...before, ...Object.fromEntries(changes.map((one) => [one.field, one.became])) }
      expect(patched).toEqual(after)
      for (const { field: key, was: old } of changes) {
        expect(old).toEqual(before[key])
        expect(old).not.toEqual(after[key])
      }
    }),
  )
})

test('every register that comes with the product has a way on from its first state, and its ends owe nothing', async () => {
  const registers = await contentKinds()
  for (const { key, definition: kind } of registers) {
    const [first, ...others] = kind.states
    const reached = new Set([first?.key ?? ''])
    for (const state of reached) for (const next of nextStates(kind, state)) reached.add(next.key)
    for (const { key: state, ends } of [...(first ? [first] : []), ...others]) {
      expect(reached, `${key}/${state}`).toContain(state)
      const facts = Object.fromEntries(kind.fields.map((one) => [one.key, '2026-01-31']))
      if (ends) expect(reviewOn(kind, facts, state)).toBeNull()
      expect(() => gapsOf(kind, {}, { state, documents: [] })).not.toThrow()
    }
  }
})
