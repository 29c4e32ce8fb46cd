import type { IsoDate } from '#kernel/dates.ts'

export const agreementKinds = ['lou', 'lov', 'mandate', 'internal', 'individual', 'iop'] as const
export type AgreementKind = (typeof agreementKinds)[number]

export const agreementStatuses = ['drafted', 'adopted', 'ended'] as const
export type AgreementStatus = (typeof agreementStatuses)[number]

/** What can happen to an agreement. It is adopted by being signed, and ended from a day by new terms that say so. */
export const agreementMoves = {
  adopt: { from: ['drafted'], to: 'adopted' },
  end: { from: ['adopted'], to: 'ended' },
} as const satisfies Record<string, { from: readonly AgreementStatus[]; to: AgreementStatus }>

/** How an agreement stands on a day: what is written of it, and whether its time has come or is over. */
export const standings = ['drafted', 'upcoming', 'inForce', 'ended'] as const
export type Standing = (typeof standings)[number]

export const depths = ['basic', 'inDepth'] as const
export type Depth = (typeof depths)[number]

/** How it came to be: by which procurement, or by none. Empty: not stated. */
export const procurementForms = [
  '',
  'open',
  'selective',
  'negotiated',
  'direct',
  'choiceSystem',
  'partnership',
  'none',
] as const
export type ProcurementForm = (typeof procurementForms)[number]

/** What has become of an option to extend; null: nothing is decided. */
export const outcomes = ['used', 'declined'] as const

/** A right to extend an agreement, with the last day to decide on it. (Förlängningsoption) */
export type ExtensionOption = {
  readonly until: IsoDate
  readonly decideBy: IsoDate | null
  readonly outcome: (typeof outcomes)[number] | null
  readonly decidedOn: IsoDate | null
  readonly decision: string
}

/** Options in the order of time; the first that is open is what the agreement can be extended by next. */
export function openOption(options: readonly ExtensionOption[]): ExtensionOption | undefined {
  return options.find((option) => option.outcome === null)
}

/** Kinds by which the municipality instructs its own units: they can be written after an external agreement. */
export const internalKinds: readonly AgreementKind[] = ['internal', 'mandate']

/** Who answers for a health-care task in a unit. (Ansvar för hälso- och sjukvårdsuppgift) */
export const answerables = ['municipality', 'provider', 'otherMunicipality', 'region'] as const
export type Answerable = (typeof answerables)[number]

/** What of a requirement decides where it applies. */
export type Reach = { readonly serviceAreas: readonly string[]; readonly laws: readonly string[] }

/** What of a unit decides which requirements apply to it. The operating form is not among it, on purpose. */
export type Served = { readonly serviceAreaKey: string; readonly laws: readonly string[] }

/** Why a requirement applies, or which of the two conditions fails. `laws` are the laws that they share. */
export type Why = {
  readonly ground: 'everyArea' | 'area' | 'otherArea' | 'otherLaw'
  readonly laws: string[]
}

/**
 * A requirement applies where it is written for every service area or for the unit's own, and for a law that the unit
 * works under. Who runs the unit never matters: the same requirements, the same scale.
 */
export function applies(requirement: Reach, unit: Served): { applies: boolean; why: Why } {
  const laws = requirement.laws.filter((law) => unit.laws.includes(law))
  const everyArea = requirement.serviceAreas.includes('all')
  if (!everyArea && !requirement.serviceAreas.includes(unit.serviceAreaKey))
    return { applies: false, why: { ground: 'otherArea', laws } }
  if (laws.length === 0) return { applies: false, why: { ground: 'otherLaw', laws } }
  return { applies: true, why: { ground: everyArea ? 'everyArea' : 'area', laws } }
}

/** A basic follow-up asks the basic requirements; one in depth asks all. */
export function isWithinDepth(
  requirement: { depth: Depth; alwaysAsked?: boolean | undefined },
  depth: Depth,
): boolean {
  return depth === 'inDepth' || requirement.depth === 'basic' || requirement.alwaysAsked === true
}
