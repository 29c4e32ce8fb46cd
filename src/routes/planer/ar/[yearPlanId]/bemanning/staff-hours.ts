import { formatNumber } from '#kernel/swedish.ts'
import type { FormReader } from '#platform/web/form.ts'

/** The names of the fields where hours are written: one for each month, and one for what the page showed of all twelve. */
export const hoursField = (accountId: string, at: number) => `h-${accountId}-${at + 1}`
export const seenField = (accountId: string) => `sett-${accountId}`

/** The hours as the page shows them; a month of which nothing is set is empty. */
export function shownHours(months: readonly { readonly has: number | null }[]): string[] {
  return months.map(({ has }) => (has === null ? '' : formatNumber(has)))
}

/**
 * Only what was written over is sent on. All months of all people stand in the form, and what a colleague has saved since
 * it was opened (an absence, perhaps) would else be taken back unseen.
 */
export function writtenHours(form: FormReader): { accountId: string; hours: (number | null)[] }[] {
  return form.all('person').map((accountId) => {
    const seen = form.optional(seenField(accountId))?.split('|')
    const written = (at: number) => {
      const name = hoursField(accountId, at)
      return form.text(name) === seen?.[at] ? null : (form.number(name) ?? null)
    }
    return { accountId, hours: Array.from({ length: 12 }, (_, at) => written(at)) }
  })
}

/** Where in the form each of the hours stands, so that a fault is told at its own field. */
export function hoursNames(people: readonly { readonly accountId: string }[]): Record<string, string> {
  const names = people.flatMap(({ accountId }, person) =>
    Array.from({ length: 12 }, (_, at) => [`people.${person}.hours.${at}`, hoursField(accountId, at)]),
  )
  return Object.fromEntries(names) as Record<string, string> // pairs of texts
}
