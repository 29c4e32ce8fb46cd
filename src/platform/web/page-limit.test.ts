import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import { countPage } from './page-limit.ts'

const at = (clock: string) => new Date(`2026-11-19T${clock}Z`)

/** How many pages somebody gets before they are stopped. */
function pagesFor(account: string, clock: string, tries = 700): number {
  for (let page = 0; page < tries; page += 1)
    try {
      countPage(account, at(clock))
    } catch (cause) {
      expect(isProblem(cause) && [cause.code, cause.status]).toEqual(['tooManyPages', 429])
      return page
    }
  return tries
}

test('somebody who opens pages without end is stopped for the rest of the minute, and nobody else is', () => {
  expect(pagesFor('one', '08:00:00')).toBe(600)
  expect(pagesFor('one', '08:00:59')).toBe(0)
  expect(pagesFor('other', '08:00:59', 1)).toBe(1)
  expect(pagesFor('one', '08:01:00', 1)).toBe(1)
})

test('the operator sets how many, or none', () => {
  process.env['PAGES_PER_MINUTE'] = '3'
  expect(pagesFor('some', '09:00:00')).toBe(3)
  process.env['PAGES_PER_MINUTE'] = '0'
  expect(pagesFor('many', '09:00:00')).toBe(700)
  delete process.env['PAGES_PER_MINUTE']
})

test('the gate counts everybody who is signed in before anything is read for them', () => {
  const hook = readFileSync('src/hooks.server.ts', 'utf8')
  const [, answered = ''] = /async function answer\(([^]*?)\n}/.exec(hook) ?? []
  expect(answered.indexOf('countPage(')).toBeGreaterThan(0)
  expect(answered.indexOf('countPage(')).toBeLessThan(answered.indexOf('gate(event)'))
})
