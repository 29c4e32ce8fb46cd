import { expect, test } from 'vitest'
import { looksLikeRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery.ts'

const account = '01900000-0000-7000-8000-000000000000'

test('a person gets ten codes of 120 bits, in groups that can be read aloud, and never the same twice', () => {
  const drawn = Array.from({ length: 20 }, newRecoveryCodes)
  for (const codes of drawn) expect(codes).toHaveLength(10)
  const all = drawn.flat()
  expect(new Set(all).size).toBe(200)
  // 24 letters of an alphabet of 32, all of which come: five bits each.
  for (const code of all) expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/)
  expect(new Set(all.join('').replaceAll('-', '')).size).toBe(32)
})

test('a code is the same however it is typed, and another for another account', () => {
  const [code = ''] = newRecoveryCodes()
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
  expect(looksLikeRecoveryCode(typed)).toBe(true)
  expect(recoveryHash(account, typed)).toEqual(recoveryHash(account, code))
  expect(recoveryHash(account.replace('8', '9'), code)).not.toEqual(recoveryHash(account, code))
})
