import { expect, test } from 'vitest'
import { readForm } from './form.ts'

test('a password is read as it was typed, any other text without the spaces around it', () => {
  const data = new FormData()
  data.set('losenord', ' sju blå båtar ')
  const form = readForm(data)
  expect(form.exact('losenord')).toBe(' sju blå båtar ')
  expect(form.text('losenord')).toBe('sju blå båtar')
  expect([form.exact('saknas'), form.text('saknas')]).toEqual(['', ''])
})
