import type { IsoDate } from '#kernel/dates.ts'

export const laws = ['SoL', 'LSS', 'HSL'] as const

/** What a service area (verksamhetsområde) says during a time. */
export type AreaFacts = {
  name: string
  laws: string[]
  description: string
  inHouseOnly: boolean
  inHouseReason: string
  answerableBody: string
}

/** A change closes the state before it, which therefore must have held at least a day; it cannot begin later than now. */
export function fromFault(from: IsoDate, held: { validFrom: IsoDate }, today: IsoDate): string | undefined {
  if (from <= held.validFrom) return 'dateBeforeOther'
  return from > today ? 'dateInFuture' : undefined
}

/** A key of plain letters from a name: "Kost på särskilt boende" → "kost-pa-sarskilt-boende". */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** Frameworks that the municipality itself has made; the others are national. */
export const ownFrameworks = ['kommun', 'fokus'] as const

export function isOwn(frameworkKey: string): boolean {
  const own: readonly string[] = ownFrameworks
  return own.includes(frameworkKey)
}
