import { matrix, officeRoles, powerRoles, roles, type Role, type Verb } from './roles.ts'

/** A role a person holds today, with its scope: a board for the office, units for an operator, neither for a power. */
export type Assignment = {
  readonly role: Role
  readonly boardId: string | null
  readonly providerId: string | null
  readonly unitIds: readonly string[] | null
}

/** The person behind a request, as the session knows them at this moment. */
export type Actor = {
  readonly sessionId: string
  readonly municipalityId: string
  readonly municipalityName: string
  readonly accountId: string
  readonly name: string
  readonly side: 'office' | 'operator' | 'board'
  readonly providerId: string | null
  readonly accent: string
  readonly isDemo: boolean
  readonly assignments: readonly Assignment[]
  /** Set when it is not the person at a browser but another system with a token of theirs. */
  readonly token?: { readonly id: string; readonly areas: readonly string[]; readonly mayWrite: boolean }
}

/** What a verb is done to. Operator roles are asked for the unit, office and board roles for the board. */
export type Target = { readonly boardId?: string | null; readonly unitId?: string | null }

/** What a form asks of whoever sends it. Several verbs: one of them is enough, where the form does the one the person has. */
export type ActionPolicy = 'open' | Verb | readonly Verb[]
/** By route and by the form's name. */
export type ActionPolicies = Readonly<Record<string, Readonly<Record<string, ActionPolicy>>>>

/** True if one of the actor's roles is allowed the verb and its scope covers the target. */
export function may(actor: Actor, verb: Verb, target: Target = {}): boolean {
  return actor.assignments.some((held) => isAllowed(held.role, verb) && covers(held, target))
}

/** True if the actor could do the verb to something: for menus and buttons, never as the only check. */
export function mayAnywhere(actor: Actor, verb: Verb): boolean {
  return actor.assignments.some((held) => isAllowed(held.role, verb))
}

export function hasRole(actor: Actor, ...wanted: readonly Role[]): boolean {
  return actor.assignments.some((held) => wanted.includes(held.role))
}

/** The reach of an actor as row-level security wants it. */
export function scopeOf(actor: Actor) {
  const office = actor.assignments.filter((held) => includes(officeRoles, held.role))
  const operator = actor.assignments.filter((held) => held.unitIds !== null)
  return {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    officeBoards: unique(office.map((held) => held.boardId)),
    memberBoards: unique(
      actor.assignments.filter((held) => held.role === 'boardMember').map((held) => held.boardId),
    ),
    /** Records under lock open for the board's registrar alone. */
    registrarBoards: unique(
      actor.assignments.filter((held) => held.role === 'registrar').map((held) => held.boardId),
    ),
    units: unique(operator.flatMap((held) => held.unitIds ?? [])),
    providers: unique(operator.map((held) => held.providerId)),
    powers: unique(actor.assignments.map((held) => held.role).filter((role) => includes(powerRoles, role))),
  }
}

export type Scope = ReturnType<typeof scopeOf>

/** No account has this id, so nothing that is a person's own opens to it. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** The reach of the server itself in one municipality: no unit, no provider, no account, and the powers it is given. */
export function serverScope(
  municipalityId: string,
  powers: readonly string[],
  officeBoards: readonly string[] = [],
): Scope {
  const none = { memberBoards: [], registrarBoards: [], units: [], providers: [] }
  return { ...none, municipalityId, accountId: nobody, officeBoards, powers }
}

function isAllowed(role: Role, verb: Verb): boolean {
  return includes(matrix[verb], role)
}

function covers(held: Assignment, target: Target): boolean {
  if (held.unitIds !== null) return target.unitId ? held.unitIds.includes(target.unitId) : true
  if (held.boardId !== null) return target.boardId ? held.boardId === target.boardId : true
  return true
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes(item)
}

function unique(ids: readonly (string | null)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}

export function isRole(text: string): text is Role {
  return includes(roles, text)
}
