import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { onOneLine, onSeveralLines } from '#kernel/plain-text.ts'

/**
 * What the inputs of all modules are made of. A message is a code of texts/sv/problems.ts. The number of the row that a
 * person saw, `revision`, is 0 where there was none yet.
 */
export const revision = z.number().int().min(0)

/** A line: a name, a title, a reference. It may be empty. */
export function sentence(most: number) {
  return z.string().overwrite(onOneLine).trim().max(most, 'tooLong')
}

/** A line that must be there. */
export function named(most: number) {
  return sentence(most).min(1, 'required')
}

/** A case number (diarienummer). */
export const caseNumber = sentence(60)
export const neededCaseNumber = named(60)

/** Free text of several lines. It may be empty. */
export function text(most: number) {
  return z.string().overwrite(onSeveralLines).trim().max(most, 'tooLong')
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

/** A day that is planned, owed or lately done. A year far off is a slip of the finger: nobody would ever be reminded. */
export const day = dayOf({ from: 1990, to: 2100 }, 'dateYear')

/** A day of what may have begun long ago: a unit, an agreement, a fact in a register. */
export const dayInHistory = dayOf({ from: 1900, to: 2100 }, 'dateYearInHistory')

function dayOf(years: { from: number; to: number }, code: string) {
  return z
    .string('date')
    .trim()
    .refine(isIsoDate, { error: 'date', abort: true })
    .refine((date) => date >= `${years.from}-01-01` && date <= `${years.to}-12-31`, code)
    .meta({
      format: 'date',
      description: `YYYY-MM-DD, ${years.from} to ${years.to}`,
      examples: ['2027-03-12'],
    })
}
