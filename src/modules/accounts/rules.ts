import { Problem } from '#kernel/problem.ts'

export type AccountState = 'invited' | 'active' | 'closed'

/** Invitations live a week, resets a day. */
export const linkHours = { invitation: 7 * 24, reset: 24 } as const

/** What a role is bound to: a board, a provider (perhaps one of its units), or the municipality as a whole. */
export const scopeOfRole = {
  strategist: 'board',
  reviewer: 'board',
  mas: 'board',
  mar: 'board',
  sas: 'board',
  caseAuthority: 'board',
  controller: 'board',
  contractManager: 'board',
  director: 'board',
  registrar: 'board',
  boardSecretary: 'board',
  electedAuditor: 'board',
  boardMember: 'board',
  unitManager: 'provider',
  providerManager: 'provider',
  delegate: 'provider',
  admin: 'municipality',
  auditor: 'municipality',
} as const

export type ScopedRole = keyof typeof scopeOfRole
export type Side = 'office' | 'operator' | 'board'

/** The side of the table a role sits on; an account sits on one side only, so that no one reviews and is reviewed. */
export function sideOf(role: ScopedRole): Side {
  if (role === 'boardMember') return 'board'
  return scopeOfRole[role] === 'provider' ? 'operator' : 'office'
}

/** A role must come with the scope it needs and no other. */
export function checkScope(
  role: ScopedRole,
  given: { boardId?: string | undefined; providerId?: string | undefined },
): void {
  const needs = scopeOfRole[role]
  if (needs === 'board' && !given.boardId) throw missing('boardId')
  if (needs === 'provider' && !given.providerId) throw missing('providerId')
}

function missing(path: string): Problem {
  return new Problem('invalidInput', { fields: [{ path, code: 'chooseOne' }] })
}
