import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFaults } from './json.ts'

/** What somebody who wrote a file by hand, or a program, is told of it. */
const told: readonly [string, string, string, string][] = [
  ['an empty file', ' \n', '', 'Filen är tom.'],
  ['a file cut off', '{"a": [1, {"b"', '/a/1/b', 'den tar slut för tidigt (rad 1)'],
  ['a name given twice', '{"a": {"b": 1, "b": 2}}', '/a/b', 'Uppgiften står två gånger.'],
  ['the same name spelt in two ways', '{"a": 1, "\\u0061": 2}', '/a', 'Uppgiften står två gånger.'],
  ['a name that means something else', '[{"__proto__": {}}]', '/0/__proto__', 'Namnet får inte användas.'],
  ['no number', '{"hours": {"lead": NaN}}', '/hours/lead', 'här ska det stå ett vanligt tal (rad 1)'],
  ['a number without end', '{"a": [-Infinity]}', '/a/0', 'här ska det stå ett vanligt tal (rad 1)'],
  ['a number as in Sweden', '{"a":\n {"b": 1,5}}', '/a', 'ett namn inom citattecken saknas (rad 2)'],
  ['a comma too many', '{"a": [1, 2,]}', '/a/2', 'värdet går inte att läsa (rad 1)'],
  [
    'a comma too few',
    '{"a": 1\n\n"b": 2}',
    '/a',
    'ett kommatecken eller ett avslutande tecken saknas (rad 3)',
  ],
  ['a remark', '{"a": 1} // of 2027', '', 'det står något mer efter slutet (rad 1)'],
  ['quotation marks of another kind', "{'a': 1}", '', 'ett namn inom citattecken saknas (rad 1)'],
  ['a text that never ends', '{"a": "b}', '/a', 'ett citattecken saknas (rad 1)'],
  ['a line break in a text', '["a\nb"]', '/0', 'texten innehåller tecken som inte får stå så (rad 1)'],
]

test.each(told)('%s is told at its place', (_, text, pointer, message) => {
  const faults = jsonFaults(text)
  expect(faults.map((one) => one.pointer)).toEqual([pointer])
  expect(faults[0]?.message).toContain(message)
})

test('lists within lists a million deep are refused at once', () => {
  const [fault] = jsonFaults('['.repeat(1_000_000))
  expect(fault?.message).toContain('nästlad för djupt')
  expect(fault?.pointer.length).toBeLessThan(100)
})

test('a name of ten megabytes is told cut', () => {
  const name = 'x'.repeat(10_000_000)
  const [fault] = jsonFaults(`{"${name}": 1, "${name}": 2}`)
  expect(fault?.pointer.length).toBeLessThan(250)
})

const value = fc.jsonValue({ maxDepth: 4 }).map((one) => JSON.stringify(one))
const broken = fc
  .record({ text: value, at: fc.nat(200), to: fc.constantFrom(...'{}[]":,\\0-e.x \n', '') })
  .map(({ text, at, to }) => text.slice(0, at) + to + text.slice(at + 1))

/** The engine's own reader, which says yes or no but not where. */
function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const odd = /Uppgiften står två gånger|Namnet får inte användas/

test('whatever the text, it is refused as JSON exactly when the engine refuses it', () => {
  fc.assert(
    fc.property(fc.oneof(value, broken, fc.string()), (text) => {
      const refused = jsonFaults(text).filter(({ message }) => !odd.test(message))
      expect(refused.length === 0).toBe(parses(text))
    }),
    { numRuns: 3000, seed: 1 },
  )
})
