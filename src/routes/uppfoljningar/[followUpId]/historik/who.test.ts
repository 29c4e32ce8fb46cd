import { expect, test } from 'vitest'
import { whoOf } from './who.ts'

test('what a person did is never said to be done by the system, and only what nobody did by Uppsikt', () => {
  const row = { accountId: 'a', name: 'Sofia Strand', side: 'office' }
  expect(whoOf(row)).toBe('Sofia Strand')
  expect(whoOf({ ...row, side: 'operator' })).toBe('utföraren')
  expect(whoOf({ ...row, name: null, side: null })).toBe('en person vars namn inte visas')
  expect(whoOf({ accountId: null, name: null, side: null })).toBe('Uppsikt')
})
