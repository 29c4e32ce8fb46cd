import type { IsoDate } from '#kernel/dates.ts'

export const requirementKinds = ['must', 'should', 'guideValue'] as const
export const perspectives = ['law', 'operation', 'customer'] as const
export const dimensions = ['structure', 'process', 'outcome'] as const

/** What a requirement rests on: a section of law with the time its wording holds. (Lagrum) */
export type LawReference = {
  key: string
  act: string
  short: string
  section: string
  summary: string
  validFrom: IsoDate | null
  validTo: IsoDate | null
  replaces: string | null
  verified: boolean
}

/**
 * The wording that holds on a day: the reference itself, or the one it replaced where the day is earlier. A report of
 * 2023 so cites the act of 2001. Undefined where nothing held that day.
 */
export function lawOn(
  references: ReadonlyMap<string, LawReference>,
  key: string,
  day: IsoDate,
): LawReference | undefined {
  const seen = new Set<string>()
  let reference = references.get(key)
  while (reference && !seen.has(reference.key)) {
    if (holds(reference, day)) return reference
    seen.add(reference.key)
    reference = reference.replaces ? references.get(reference.replaces) : undefined
  }
  return undefined
}

/** The act by its full name, since the act of 2001 and that of 2025 share their short one. */
export function citation({ act, section }: Pick<LawReference, 'act' | 'section'>): string {
  return `${act} ${section}`
}

function holds(reference: LawReference, day: IsoDate): boolean {
  if (reference.validFrom !== null && day < reference.validFrom) return false
  return reference.validTo === null || day <= reference.validTo
}
