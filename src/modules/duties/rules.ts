import { operatorRoles, type Role } from '#access/roles.ts'
import { addDays, daysBetween, type IsoDate } from '#kernel/dates.ts'

/**
 * Something owed (skyldighet): by a rule of the municipality, an agreement, a law or a decision. A rule lists what is
 * owed as things stand; the engine keeps one row for each, so that a deadline, a reminder and a proof have a history.
 */
export type Owed = {
  /** What it concerns: the id of the agreement, plan, finding, meeting … With `period` it names one thing owed. */
  readonly sourceId: string
  /** Which time of many: '2027', '2027-03', a date; empty when it is owed once. */
  readonly period: string
  readonly boardId: string
  readonly unitId: string | null
  readonly providerId: string | null
  readonly title: string
  /** The page where it is done. */
  readonly href: string
  /** Why it is owed: the paragraph, clause or decision, in words. */
  readonly ground: string
  readonly dueOn: IsoDate
  /** First day it is shown as near: reminders begin here. */
  readonly remindFrom: IsoDate
  /** A person, or else everybody with the role for the board. */
  readonly ownerId: string | null
  readonly ownerRole: Role
  /** What shows that it is done. Null: still owed. */
  readonly proof: { readonly doneOn: IsoDate; readonly href: string } | null
}

/** What a rule's query tells of a thing that is owed once. */
export type OwedRow = Omit<Owed, 'period' | 'href' | 'ground' | 'remindFrom' | 'ownerRole'>

/** What the rule itself says of it; `folder` is where its page is, `days` how long before it is near. */
type Said = Pick<Owed, 'title' | 'ground' | 'ownerRole'> & { readonly folder: string; readonly days: number }

export function owedOnce(row: OwedRow, { folder, days, ...said }: Said): Owed {
  const href = `${folder}/${row.sourceId}`
  return { ...row, ...said, period: '', href, remindFrom: addDays(row.dueOn, -days) }
}

export const dutyStates = ['open', 'done', 'waived', 'lapsed'] as const
export type DutyState = (typeof dutyStates)[number]

/** The rule of what somebody decided by hand: it lists nothing, and nothing but people changes it. */
export const ownRule = 'own.decided'

/** What people may do to a duty by hand. */
export const moves = {
  settle: { from: ['open', 'lapsed'], to: 'done' },
  waive: { from: ['open'], to: 'waived' },
  reopen: { from: ['done', 'waived'], to: 'open' },
  assign: { from: ['open'], to: 'open' },
} as const satisfies Record<string, { from: readonly DutyState[]; to: DutyState }>

/** A row as the comparison needs it. */
export type Kept = {
  readonly id: string
  readonly sourceId: string
  readonly period: string
  readonly boardId: string
  readonly unitId: string | null
  readonly providerId: string | null
  readonly title: string
  readonly href: string
  readonly ground: string
  readonly dueOn: IsoDate
  readonly remindFrom: IsoDate
  readonly ownerId: string | null
  readonly ownerRole: string
  readonly isAssigned: boolean
  readonly isSettled: boolean
  readonly state: DutyState
  readonly doneOn: IsoDate | null
  readonly proofHref: string
}

export type EventKind = 'moved' | 'owner' | 'done' | 'reopened' | 'lapsed'
export type Happened = { readonly kind: EventKind; readonly was: string; readonly became: string }
export type Change = { readonly row: Kept; readonly happened: readonly Happened[] }
export type Difference = { readonly fresh: readonly Owed[]; readonly changes: readonly Change[] }

/** What must be written so that the rows say what the rule says. Nothing to write means an empty difference. */
export function differenceOf(kept: readonly Kept[], owed: readonly Owed[]): Difference {
  const known = new Map(kept.map((row) => [keyOf(row), row]))
  const listed = new Map(owed.map((one) => [keyOf(one), one]))
  const changes: Change[] = []
  for (const row of kept) {
    const now = listed.get(keyOf(row))
    const change = now ? followed(row, now) : lapsed(row)
    if (change) changes.push(change)
  }
  return { fresh: [...listed.values()].filter((one) => !known.has(keyOf(one))), changes }
}

export function keyOf(one: { readonly sourceId: string; readonly period: string }): string {
  return `${one.sourceId} ${one.period}`
}

/** What is done or waived stays as it is: only what was still owed can lapse. */
function lapsed(row: Kept): Change | undefined {
  if (row.state !== 'open') return undefined
  return { row: { ...row, state: 'lapsed' }, happened: [{ kind: 'lapsed', was: '', became: '' }] }
}

/** A person's word stands: what was waived or settled by hand is not taken up again by the rule. */
function followed(row: Kept, now: Owed): Change | undefined {
  if (row.state === 'waived' || row.isSettled) return undefined
  const next = nextOf(row, now)
  const happened = [
    ...eventIf(row.dueOn !== next.dueOn, 'moved', row.dueOn, next.dueOn),
    ...eventIf(row.ownerId !== next.ownerId, 'owner', row.ownerId ?? '', next.ownerId ?? ''),
    ...eventIf(row.state !== 'done' && next.state === 'done', 'done', '', next.doneOn ?? ''),
    ...eventIf(row.state !== 'open' && next.state === 'open', 'reopened', row.doneOn ?? '', ''),
  ]
  return isSame(row, next) ? undefined : { row: next, happened }
}

function nextOf(row: Kept, now: Owed): Kept {
  const { proof, ownerId, ...facts } = now
  return {
    ...row,
    ...facts,
    ownerId: row.isAssigned ? row.ownerId : ownerId,
    state: proof ? 'done' : 'open',
    doneOn: proof?.doneOn ?? null,
    proofHref: proof?.href ?? '',
  }
}

function eventIf(isSo: boolean, kind: EventKind, was: string, became: string): Happened[] {
  return isSo ? [{ kind, was, became }] : []
}

const compared = [
  'boardId',
  'unitId',
  'providerId',
  'title',
  'href',
  'ground',
  'dueOn',
  'remindFrom',
  'ownerId',
  'ownerRole',
  'state',
  'doneOn',
  'proofHref',
] as const satisfies readonly (keyof Kept)[]

function isSame(one: Kept, other: Kept): boolean {
  return compared.every((name) => one[name] === other[name])
}

/**
 * When a person is reminded, and who else is told. `from` counts days after the deadline; the last stage that has
 * begun is the one a duty is at. Nobody is reminded of the same duty at the same stage twice.
 */
export const stages = [
  { key: 'near', from: -Infinity, also: [] },
  { key: 'today', from: 0, also: [] },
  { key: 'late', from: 7, also: ['strategist'] },
  { key: 'veryLate', from: 30, also: ['strategist', 'director'] },
] as const satisfies readonly { key: string; from: number; also: readonly Role[] }[]
export type Stage = (typeof stages)[number]

type Timed = { readonly dueOn: IsoDate; readonly remindFrom: IsoDate; readonly firstSeenOn: IsoDate }

/**
 * The stage a duty is at, or undefined when there is nothing to remind of: too early, or the stage had begun when the
 * duty was first seen (the command that made it tells of it; what was long past is found in the list instead).
 */
export function stageOf(duty: Timed, today: IsoDate): Stage | undefined {
  if (today < duty.remindFrom || today <= duty.firstSeenOn) return undefined
  const late = daysBetween(duty.dueOn, today)
  const stage = stages.findLast((one) => late >= one.from)
  if (!stage || stage.key === 'near') return stage
  return addDays(duty.dueOn, stage.from) >= duty.firstSeenOn ? stage : undefined
}

export function isOperatorRole(role: string): boolean {
  const operators: readonly string[] = operatorRoles
  return operators.includes(role)
}
