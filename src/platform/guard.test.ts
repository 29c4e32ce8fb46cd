import { expect, test } from 'vitest'
import { z } from 'zod'
import { refusePersonalNumbers } from './guard.ts'
import { parseInput } from './parse.ts'
import { withoutPersonalNumbers } from './web/personal-address.ts'

const shape = z.object({ text: z.string(), content: z.record(z.string(), z.unknown()).optional() })

function refused(input: unknown): unknown {
  try {
    refusePersonalNumbers(input)
    return undefined
  } catch (problem) {
    return problem
  }
}

test('a personal number is found in the name of a field too, and the fault does not repeat it', () => {
  const problem = refused({ content: { '19121212-1212': 'b', other: { '19121212-1212': '191212121212' } } })
  expect(problem).toMatchObject({
    code: 'personalNumber',
    fields: [{ path: 'content' }, { path: 'content.other' }, { path: 'content.other' }],
  })
  expect(JSON.stringify(problem)).not.toContain('1212')
  expect(refused({ content: { 'OMS 26/77': 'b' } })).toBeUndefined()
})

test('an id that happens to end in a date with a check digit is an id', () => {
  const unlucky = '0199a2b4-7c11-7d3e-9f00-191212121212'
  expect(refused({ itemIds: [unlucky], content: { [unlucky]: 'a' } })).toBeUndefined()
  expect(refused({ text: `Se ${unlucky}` })).toMatchObject({ code: 'personalNumber' })
  expect(withoutPersonalNumbers(new URL(`/enheter?enhet=${unlucky}`, 'http://exempel.se'))).toBeUndefined()
})

test('nesting without end, half a sign and a NUL are refused as unreadable', () => {
  const nested: unknown = JSON.parse(
    '{"text":"a","content":{"a":' + '['.repeat(100_000) + ']'.repeat(100_000) + '}}',
  )
  for (const input of [nested, { text: 'a\ud800' }, { text: 'a\0' }, { text: 'a', content: { a: '\udc00' } }])
    expect(() => parseInput(shape, input)).toThrow(expect.objectContaining({ code: 'malformed' }))
  expect(parseInput(shape, { text: 'blå 🐎' })).toEqual({ text: 'blå 🐎' })
})

test('an address is cleaned of the parameters that hold a personal number, and of nothing else', () => {
  const cleaned = (path: string) => withoutPersonalNumbers(new URL(path, 'http://exempel.se'))
  expect(cleaned('/enheter?q=19121212-1212&sida=2')).toBe('/enheter?sida=2')
  expect(cleaned('/enheter?q=121212%201212')).toBe('/enheter')
  expect(cleaned('/logga-in?till=%2Fenheter%3Fq%3D19121212-1212')).toBe('/logga-in')
  expect(cleaned('/utforare?q=556000-0000&sida=2')).toBeUndefined()
})
