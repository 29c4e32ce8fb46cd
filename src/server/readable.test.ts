import { expect, test } from 'vitest'
import { isReadable } from './readable.ts'

test('an address that no letters come of is refused before the pages see it', () => {
  for (const url of ['/%ff', '/enheter/%E0%A4%A', '/%', '/%zz?q=1'])
    expect(isReadable({ method: 'GET', url })).toBe(false)
  for (const url of ['/', '/enheter?q=%ff', '/s%C3%B6k', '/%25ff', '/a%20b'])
    expect(isReadable({ method: 'GET', url })).toBe(true)
})

test('a method that no page has is refused', () => {
  expect(isReadable({ method: 'TRACE', url: '/' })).toBe(false)
  expect(isReadable({ url: '/' })).toBe(false)
})
