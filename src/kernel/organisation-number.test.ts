import { describe, expect, test } from 'vitest'
import {
  formatOrganisationNumber,
  isOrganisationNumber,
  isSoleTraderNumber,
  parseOrganisationNumber,
} from './organisation-number.ts'

describe('organisation numbers', () => {
  test.each([
    '212000-1355',
    '2120001355',
    ' 212000 1355 ',
    '162120001355',
    '212000–1355',
    '２１２０００-1355',
  ])('%j is read as one number', (text) => expect(parseOrganisationNumber(text)).toBe('212000-1355'))

  test.each(['212000-1356', '850709-9805', '212000-135', '2120-001355', 'x212000-1355', '192120001355', ''])(
    '%j is none',
    (text) => expect(isOrganisationNumber(text)).toBe(false),
  )

  test('stored digits are shown with a hyphen', () => {
    expect(formatOrganisationNumber('2120001355')).toBe('212000-1355')
  })

  test('a sole trader is recognised, whoever was born in 2007 too', () => {
    expect(['850709-9805', '8507099805', '198507099805', '0707091234'].map(isSoleTraderNumber)).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(isSoleTraderNumber('212000-1355')).toBe(false)
  })
})
