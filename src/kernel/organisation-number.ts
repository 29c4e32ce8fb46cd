import { isPersonalNumber, passesLuhn } from './personal-number.ts'

/**
 * Reads an organisation number as people type it and gives it as NNNNNN-NNNN, or undefined when it is none.
 *
 * The third digit is at least 2, which is what tells it from a personal number; twelve digits begin with 16.
 */
export function parseOrganisationNumber(text: string): string | undefined {
  const match = /^(?:16)?(\d{6})[-\u2010-\u2015\u2212 ]?(\d{4})$/u.exec(text.normalize('NFKC').trim())
  const digits = match ? `${match[1]}${match[2]}` : ''
  return isOrganisationDigits(digits) ? formatOrganisationNumber(digits) : undefined
}

export function isOrganisationNumber(text: string): boolean {
  return parseOrganisationNumber(text) !== undefined
}

/** Ten stored digits as they are shown: NNNNNN-NNNN. */
export function formatOrganisationNumber(tenDigits: string): string {
  return `${tenDigits.slice(0, 6)}-${tenDigits.slice(6)}`
}

/** A sole trader's organisation number is the trader's personal number: refuse it and give a code instead. */
export function isSoleTraderNumber(text: string): boolean {
  return isPersonalNumber(text)
}

function isOrganisationDigits(digits: string): boolean {
  return digits.length === 10 && Number(digits[2]) >= 2 && passesLuhn(digits)
}
