import { allows, stateAfter } from '#kernel/moves.ts'

export const meetingStates = ['planned', 'noticed', 'held', 'adjusted'] as const
export type MeetingState = (typeof meetingStates)[number]

/** The way of a meeting (sammanträde): planned, called to (kallelse), held, minutes adjusted (justering). */
export const moves = {
  notice: { from: ['planned'], to: 'noticed' },
  hold: { from: ['noticed', 'held'], to: 'held' },
  adjust: { from: ['held'], to: 'adjusted' },
} as const satisfies Record<string, { from: readonly MeetingState[]; to: MeetingState }>
export type Move = keyof typeof moves

export function canMove(state: MeetingState, move: Move): boolean {
  return allows<MeetingState, Move>(moves, state, move)
}

/** The same meeting in its next state. Throws where its course does not allow the move. */
export function moved<Row extends { state: MeetingState }>(row: Row, move: Move): Row {
  return { ...row, state: stateAfter<MeetingState, Move>(moves, row.state, move) }
}

/** What sorts of records (handlingar) a matter holds; the column's check has the same list. */
export const recordKinds = [
  'paper',
  'extract',
  'document',
  'documentRequest',
  'submission',
  'hearing',
  'hearingRecall',
  'hearingSilence',
  'hearingAnswer',
  'assessment',
  'actionPlanRequest',
  'actionPlan',
  'actionReport',
  'referral',
] as const
export type RecordKind = (typeof recordKinds)[number]

export const itemKinds = ['decision', 'information'] as const
export type ItemKind = (typeof itemKinds)[number]

export const outcomes = ['asProposed', 'ownWording', 'rejected', 'referredBack', 'tabled', 'noted'] as const
export type Outcome = (typeof outcomes)[number]

/** What is told needs no yes or no: it is noted, or put off, or sent back for more. */
const outcomesOfKind: Record<ItemKind, readonly Outcome[]> = {
  decision: ['asProposed', 'ownWording', 'rejected', 'referredBack', 'tabled'],
  information: ['noted', 'referredBack', 'tabled', 'ownWording'],
}

export function outcomesFor(kind: ItemKind): readonly Outcome[] {
  return outcomesOfKind[kind]
}

export const directions = ['in', 'out', 'internal'] as const
export type Direction = (typeof directions)[number]

/** A decided plan as its source prints it: one cell of areas for each year and row. */
export type DecidedPlanRow = { title: string; cells: string[][] }

/** Papers come in time up to and with the stop date; after it a reason is asked for. */
export function isAfterStop(meeting: { papersBy: string }, today: string): boolean {
  return today > meeting.papersBy
}
