export const agreementKinds = ['lou', 'lov', 'mandate', 'internal', 'individual', 'iop'] as const
export type AgreementKind = (typeof agreementKinds)[number]

export const agreementStatuses = ['drafted', 'adopted', 'ended'] as const
export type AgreementStatus = (typeof agreementStatuses)[number]

/** How an agreement stands on a day: what is written of it, and whether its time has come or is over. */
export const standings = ['drafted', 'upcoming', 'inForce', 'ended'] as const
export type Standing = (typeof standings)[number]

export const depths = ['basic', 'inDepth'] as const
export type Depth = (typeof depths)[number]

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
export function isWithinDepth(requirement: { depth: Depth }, depth: Depth): boolean {
  return depth === 'inDepth' || requirement.depth === 'basic'
}
