import type { Reservation, Votes } from '#modules/meetings/rules.ts'

/** "Anna Alm: Bifall till eget förslag" on each line; a line without a colon is a name alone. */
export function reservationsIn(typed: string): Reservation[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const at = line.indexOf(':')
      if (at < 0) return { name: line, text: '' }
      return { name: line.slice(0, at).trim(), text: line.slice(at + 1).trim() }
    })
}

export function reservationLines(reservations: readonly Reservation[]): string {
  return reservations.map(({ name, text }) => [name, text].filter(Boolean).join(': ')).join('\n')
}

/** "9–4–0"; null when nobody voted. What is no three numbers is refused by the shape as not a number. */
export function votesIn(typed: string): Votes | null {
  if (typed === '') return null
  const [yes, no, abstained] = typed
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number)
  return { yes: yes ?? Number.NaN, no: no ?? Number.NaN, abstained: abstained ?? 0 }
}

export function votesLine(votes: Votes | null): string {
  return votes ? `${votes.yes}–${votes.no}–${votes.abstained}` : ''
}
