import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'

/**
 * What the inputs of all modules are made of. A message is a code of texts/sv/problems.ts. The number of the row that a
 * person saw, `revision`, is 0 where there was none yet.
 */
export const revision = z.number().int().min(0)

/** A line: a name, a title, a reference. It may be empty. */
export function sentence(most: number) {
  return z.string().trim().max(most, 'tooLong')
}

/** A line that must be there. */
export function named(most: number) {
  return sentence(most).min(1, 'required')
}

/** Free text of several lines. It may be empty. */
export function text(most: number) {
  return z.string().trim().max(most, 'tooLong')
}

/** Free text that must be there. */
export function written(most: number) {
  return text(most).min(1, 'required')
}

/** Why something is done. */
export function reason(most: number) {
  return text(most).min(1, 'reasonNeeded')
}

/** A reason one can answer to: a few words at least. */
export function fullReason(most: number) {
  return text(most).min(10, 'reasonNeeded')
}

/** A line that is empty when it is left out. */
export function optionalSentence(most: number) {
  return sentence(most).default('')
}

/** Free text that is empty when it is left out. */
export function optionalText(most: number) {
  return text(most).default('')
}

/** A day, YYYY-MM-DD. */
export const day = z
  .string('date')
  .trim()
  .refine(isIsoDate, 'date')
  .meta({ format: 'date', examples: ['2027-03-12'] })
