import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const disposalStates = [
  'proposed',
  'withdrawn',
  'rejected',
  'approved',
  'working',
  'done',
  'failed',
] as const
export type DisposalState = (typeof disposalStates)[number]

/**
 * The way of a disposal (gallring): one person proposes, another approves or refuses, and the background work carries it
 * out. Approved, it is not taken back by anybody; what has come up meanwhile is held back when it is carried out.
 */
export const moves = {
  withdraw: { from: ['proposed'], to: 'withdrawn' },
  reject: { from: ['proposed'], to: 'rejected' },
  approve: { from: ['proposed'], to: 'approved' },
  begin: { from: ['approved', 'working'], to: 'working' },
  finish: { from: ['working'], to: 'done' },
  fail: { from: ['approved', 'working'], to: 'failed' },
} as const satisfies Record<string, { from: readonly DisposalState[]; to: DisposalState }>
export type Move = keyof typeof moves

export const { canMove, stateOf } = courseOf<DisposalState, Move>(moves)

/** Records, each with a link and its own ground for being held back. */
export const recordKinds = ['handIn', 'evidence', 'protocolNotes', 'registerEntry', 'import'] as const
export type RecordKind = (typeof recordKinds)[number]
/** Traces of use, counted by the month: nobody needs to read one of them to dispose of it. */
export const traceKinds = ['notice', 'mail', 'signIn', 'draft', 'proposal'] as const
export type TraceKind = (typeof traceKinds)[number]
export const kinds = [...recordKinds, ...traceKinds] as const
export type Kind = (typeof kinds)[number]

export function isRecordKind(kind: Kind): kind is RecordKind {
  return recordKinds.some((one) => one === kind)
}

/**
 * What a board may begin from: years that municipalities' own plans commonly have, and no law's. They bind nobody until the
 * board has decided: a kind without a decided rule is preserved (arkivlagen 10 §: disposal needs a rule).
 */
export const suggestedYears: Readonly<Record<Kind, number>> = {
  handIn: 5,
  evidence: 5,
  protocolNotes: 2,
  registerEntry: 5,
  import: 2,
  notice: 1,
  mail: 1,
  signIn: 1,
  draft: 1,
  proposal: 2,
}

/** What is never disposed of here, whatever is decided: it is what the follow-up was for. */
export const preservedKinds = ['assessment', 'paper', 'decision', 'register', 'log', 'locked'] as const
export type PreservedKind = (typeof preservedKinds)[number]

export const actions = ['preserve', 'dispose'] as const
export type Action = (typeof actions)[number]

export const holdGrounds = ['appeal', 'supervision', 'research', 'other'] as const
export type HoldGround = (typeof holdGrounds)[number]

/** Why something on the list is kept, the first that applies. */
export const heldReasons = ['hold', 'release', 'finding', 'matter'] as const
export type HeldReason = (typeof heldReasons)[number]

/** What happened before this day has had its years: on the day itself they are not over. */
export function beforeOf(today: IsoDate, years: number): IsoDate {
  return addMonths(today, -12 * years)
}

/** The first day of a month of traces; the label and the order are made of it. */
export function firstOfMonth(month: string): IsoDate {
  return `${month}-01`
}

/** The last day on which a backup made before the disposal may still hold what is gone. */
export function backupsUntil(doneOn: IsoDate, days: number): IsoDate {
  return addDays(doneOn, days)
}

/** So many at a time: a list that a person can look through, and a transaction that ends. The rest is the next proposal. */
export const mostAtOnce = 1000

/** What breaks off this many times is given up. */
export const mostBeginnings = 3
