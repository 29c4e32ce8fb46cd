import { expect, test } from 'vitest'
import { Problem } from '#kernel/problem.ts'
import { failed, failureOf, readForm } from './form.ts'

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
