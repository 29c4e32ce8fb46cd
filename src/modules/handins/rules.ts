import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { stateAfter } from '#kernel/moves.ts'
import { Problem } from '#kernel/problem.ts'

export const handInStates = ['requested', 'submitted', 'accepted', 'returned', 'withdrawn'] as const
export type HandInState = (typeof handInStates)[number]

/**
 * The operator's half of a request's course (the office's half is in followups). What was handed in can be handed in
 * anew until it is accepted: a correction is a new submission, the first stays.
 */
export const moves = {
  submit: { from: ['requested', 'returned', 'submitted'], to: 'submitted' },
} as const satisfies Record<string, { from: readonly HandInState[]; to: HandInState }>
export type Move = keyof typeof moves

export function moved(row: { state: HandInState }, move: Move): HandInState {
  return stateAfter<HandInState, Move>(moves, row.state, move)
}

/** What changes something about a request and not its state, and when that can be done. */
const open = {
  askExtension: ['requested', 'returned'],
  assign: ['requested', 'returned', 'submitted'],
} as const satisfies Record<string, readonly HandInState[]>

export function assertOpen(row: { state: HandInState }, verb: keyof typeof open): void {
  if (!includes(open[verb], row.state)) throw new Problem('wrongState', { detail: `${verb} in ${row.state}` })
}

type Extension = { extensionAskedUntil: IsoDate | null; extensionAnswer: 'granted' | 'refused' | null }

/** An ask for more time that nobody has answered yet: there is never more than one. */
export function isExtensionAsked(row: Extension): boolean {
  return row.extensionAskedUntil !== null && row.extensionAnswer === null
}

export function allowed(row: { state: HandInState } & Extension) {
  return {
    submit: includes(moves.submit.from, row.state),
    askExtension: includes(open.askExtension, row.state) && !isExtensionAsked(row),
    assign: includes(open.assign, row.state),
  }
}

/** Late from the day after the due date, never on it, by the Swedish calendar. What comes late is taken all the same. */
export function isLate(dueOn: IsoDate, at: Date): boolean {
  return todayIn(at) > dueOn
}

/** What waits for an operator, whatever kind of thing it is. */
export const waitingKinds = ['document', 'hearing', 'plan', 'action'] as const
export type WaitingKind = (typeof waitingKinds)[number]

export type Waiting = {
  kind: WaitingKind
  id: string
  unitId: string
  unitName: string
  followUpTitle: string
  title: string
  why: string
  legalGround: string
  dueOn: IsoDate
  state: string
  /** How many things it is about: deficiencies in a plan. */
  count: number
  acute: boolean
}

const places: Record<WaitingKind, string> = {
  document: '/lamna-in',
  hearing: '/utkast',
  plan: '/handlingsplaner',
  action: '/atgarder',
}

export function hrefOf(waiting: { kind: WaitingKind; id: string }): string {
  return `${places[waiting.kind]}/${waiting.id}`
}

/** Earliest date first; on one day what is acute, then by kind. The order is total. */
export function inOrder(all: readonly Waiting[]): Waiting[] {
  const key = (item: Waiting) =>
    [item.dueOn, item.acute ? 0 : 1, waitingKinds.indexOf(item.kind), item.id].join(' ')
  return all.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
}

function includes(list: readonly string[], item: string): boolean {
  return list.includes(item)
}
