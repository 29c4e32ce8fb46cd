import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '#kernel/problem.ts'
import type { Command } from '#platform/command.ts'
import { takeFlash } from './flash.ts'
import { failed, failureOf, readForm, submit, type FormEvent } from './form.ts'

test('a password is read as it was typed, any other text without the spaces around it', () => {
  const data = new FormData()
  data.set('losenord', ' sju blå båtar ')
  const form = readForm(data)
  expect(form.exact('losenord')).toBe(' sju blå båtar ')
  expect(form.text('losenord')).toBe('sju blå båtar')
  expect([form.exact('saknas'), form.text('saknas')]).toEqual(['', ''])
})

test('what was typed comes back, but neither a password nor a field that would break the answer', () => {
  const data = new FormData()
  for (const name of ['namn', 'losenord', 'nyttLosenord', '__proto__']) data.set(name, 'Sju blå båtar')
  const failure = failureOf(new Problem('invalidInput'), 'default', { data, names: {} })
  expect(Object.getOwnPropertyNames(failure.values)).toEqual(['namn'])
})

test('a form that may have been saved is not shown anew with another id', () => {
  const event = { url: new URL('https://uppsikt.exempel.se/arenden') } as Parameters<typeof failed>[0] // all that is asked of it
  const posted = { data: new FormData(), names: {} }
  expect(() => failed(event, new Problem('unavailable'), posted)).toThrow('unavailable')
  expect(failed(event, new Problem('duplicate'), posted)).toMatchObject({ status: 409 })
})

test('a fault in the name of a file is told at the field where the file was chosen', () => {
  const at = (path: string, names: Record<string, string>) =>
    failureOf(new Problem('personalNumber', { fields: [{ path, code: 'personalNumber' }] }), 'default', {
      ...{ data: new FormData(), names },
    }).errors[0]?.path
  expect(at('file.name', { file: 'fil' })).toBe('fil')
  expect(at('file.name', {})).toBe('file')
  expect(at('title', { title: 'handling' })).toBe('handling')
})

describe('on the next page somebody who handed in papers is told', () => {
  /** What stands there after a command that could not read the words of so many files. */
  async function told(unreadFiles: number): Promise<string | undefined> {
    const kept = new Map<string, string>()
    const handIn: Command<object, object> = Object.assign(
      async (request: Parameters<Command<object, object>>[0]) => {
        for (let at = 0; at < unreadFiles; at += 1) request.unread?.()
        return {}
      },
      { verb: 'request.submit' as const, input: z.object({}) },
    )
    const cookies = {
      get: (name: string) => kept.get(name),
      set: (name: string, value: string) => void kept.set(name, value),
      delete: (name: string) => void kept.delete(name),
    }
    const url = new URL('https://uppsikt.exempel.se/lamna-in')
    const request = new Request(url, { method: 'POST', body: new FormData() })
    const event = { request, url, cookies, locals: { actor: {} } } as unknown as FormEvent // all that is asked of it
    await submit(event, handIn, { input: () => ({}), done: 'Handlingarna är inlämnade.' })
    return takeFlash(event.cookies)
  }

  test('that it is done, and nothing more when every word was read', async () => {
    expect(await told(0)).toBe('Handlingarna är inlämnade.')
  })

  test('besides how many of them were not read, and what to do', async () => {
    expect(await told(1)).toMatch(/^Handlingarna är inlämnade\. Alla ord i PDF-filen gick inte att läsa\./)
    expect(await told(3)).toMatch(/^Handlingarna är inlämnade\. Alla ord i 3 PDF-filer gick inte att läsa\./)
  })
})
