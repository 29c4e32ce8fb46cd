import { isRole } from '#access/may.ts'
import type { Role } from '#access/roles.ts'

/** What a provider says of a person. Read by name only; nothing of it is stored but what is named in the settings. */
export type Claims = Readonly<Record<string, unknown>>

export type RequiredClaim = { claim: string; value: string }
/** A value of the role claim and the role it gives. Without a provider, an operator's role takes the organisation's. */
export type MappedRole = { value: string; role: Role; boardId?: string; providerId?: string }
export type MappedOrganisation = { value: string; providerId: string }

export type ClaimRules = {
  readonly subjectClaims: readonly string[]
  readonly requiredClaims: readonly RequiredClaim[]
  readonly roleClaim: string
  readonly roleMapping: readonly MappedRole[]
  readonly organisationClaim: string
  readonly organisationMapping: readonly MappedOrganisation[]
}

export type GivenRole = { role: Role; boardId: string | null; providerId: string | null }

/** A session rests on what the provider said at most so long ago. */
export const trustMinutes = 15
/** How long somebody may take at the provider. */
export const pendingMinutes = 10

/** All subject claims together, so that a tenant's id and a person's (tid, oid) are one identity; undefined if one lacks. */
export function subjectOf(claims: Claims, names: readonly string[]): string | undefined {
  const values = names.map((name) => claims[name])
  if (!values.every((value) => typeof value === 'string' && value !== '')) return undefined
  return values.length === 1 ? String(values[0]) : JSON.stringify(values)
}

/** The first claim that is not what the settings want. */
export function unmetClaim(claims: Claims, required: readonly RequiredClaim[]): string | undefined {
  return required.find(({ claim, value }) => !valuesOf(claims, claim).includes(value))?.claim
}

/**
 * How strongly the provider is asked to sign people in (`acr_values`): what is required of its answer. A provider that
 * does not know the word may leave it (OpenID Connect Core 3.1.2.1); what it then tells is refused as before.
 */
export function strengthAsked(required: readonly RequiredClaim[]): string {
  return required
    .filter(({ claim }) => claim === 'acr')
    .map(({ value }) => value)
    .join(' ')
}

/**
 * How long ago the person may have shown the provider who they are (`max_age`), in the provider's unit; undefined where
 * nothing is asked. The token must then tell when it was (`auth_time`, OpenID Connect Core 3.1.2.1).
 */
export function mostSeconds({ maxAgeMinutes }: { maxAgeMinutes: number | null }): number | undefined {
  return maxAgeMinutes === null ? undefined : maxAgeMinutes * 60
}

/** The roles the provider gives, as the mapping reads them. An operator's role without a provider is none. */
export function rolesFrom(claims: Claims, rules: ClaimRules): GivenRole[] {
  const said = valuesOf(claims, rules.roleClaim)
  const organisations = valuesOf(claims, rules.organisationClaim)
  const home = rules.organisationMapping.find(({ value }) => organisations.includes(value))?.providerId
  const given = rules.roleMapping
    .filter(({ value, role }) => said.includes(value) && isRole(role))
    .map(({ role, boardId, providerId }) => ({
      role,
      boardId: boardId ?? null,
      providerId: providerId ?? (boardId ? null : (home ?? null)),
    }))
  return [...new Map(given.map((one) => [roleKey(one), one])).values()]
}

export function roleKey(one: GivenRole): string {
  return [one.role, one.boardId, one.providerId].join('|')
}

/**
 * A claim is a text or a list of texts. A list that was too long for the token is a pointer to somewhere else
 * (`_claim_names`): that is no list, so it gives nothing.
 */
function valuesOf(claims: Claims, name: string): string[] {
  if (name === '' || !Object.hasOwn(claims, name)) return []
  const value = claims[name]
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}
