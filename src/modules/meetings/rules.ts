import type { IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const meetingStates = ['planned', 'noticed', 'held', 'adjusted', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

/** The way of a meeting (sammanträde): planned, called to (kallelse), held, minutes adjusted (justering). */
export const moves = {
  notice: { from: ['planned'], to: 'noticed' },
  hold: { from: ['noticed', 'held'], to: 'held' },
  adjust: { from: ['held'], to: 'adjusted' },
  cancel: { from: ['planned', 'noticed'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly MeetingState[]; to: MeetingState }>
export type Move = keyof typeof moves

export const { canMove, moved } = courseOf<MeetingState, Move>(moves)

/** Day and place can be mended until the meeting has begun; whoever was called is told. */
export function canChange(state: MeetingState): boolean {
  return canMove(state, 'cancel')
}

export const itemStates = ['waiting', 'onAgenda', 'withdrawn', 'moved', 'decided'] as const
export type ItemState = (typeof itemStates)[number]

/**
 * The way of an item (punkt): it may wait for a meeting, be taken off, or be moved, and then another item goes on where
 * it stood. What is decided can be mended until the minutes are adjusted.
 */
export const itemMoves = {
  place: { from: ['waiting'], to: 'onAgenda' },
  withdraw: { from: ['waiting', 'onAgenda'], to: 'withdrawn' },
  move: { from: ['onAgenda'], to: 'moved' },
  decide: { from: ['onAgenda', 'decided'], to: 'decided' },
} as const satisfies Record<string, { from: readonly ItemState[]; to: ItemState }>
export type ItemMove = keyof typeof itemMoves

export const { canMove: canMoveItem, stateOf: itemAfter } = courseOf<ItemState, ItemMove>(itemMoves)

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
  'officialNote',
  'delegation',
  'dispatch',
  'release',
  'locked',
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

export const matterKinds = [
  'followUp',
  'yearPlan',
  'agreement',
  'guideline',
  'sanction',
  'delegation',
  'release',
  'other',
] as const
export type MatterKind = (typeof matterKinds)[number]

/** What was changed of a matter: its title, that it was closed or opened again. Oldest first. */
export type MatterChange = {
  at: string
  by: string
  what: 'title' | 'closed' | 'reopened' | 'replaces'
  from: string
  reason: string
}

export type Reservation = { name: string; text: string }
export type Votes = { yes: number; no: number; abstained: number }
/** An outcome as it was written before it was mended. */
export type EarlierOutcome = { at: string; by: string; outcome: Outcome; text: string; paragraph: string }
export type ItemNote = { at: string; by: string; text: string }

export const bodyRoles = ['decides', 'receives'] as const
export type BodyRole = (typeof bodyRoles)[number]

export const receiverKinds = ['provider', 'unit', 'board', 'council', 'other'] as const
export type ReceiverKind = (typeof receiverKinds)[number]
export const ways = ['system', 'email', 'post', 'byHand'] as const
export type Way = (typeof ways)[number]

/** What an extract (protokollsutdrag) says, as it stood when the minutes were adjusted. It is never written again. */
export type Extract = {
  municipality: string
  accent: string
  isInvented: boolean
  board: string
  heldOn: IsoDate
  place: string
  adjustedOn: IsoDate
  paragraph: string
  title: string
  caseNumber: string
  recordNumber: number
  kind: ItemKind
  proposal: string
  outcome: Outcome
  text: string
  presenter: string
  reservations: Reservation[]
  votes: Votes | null
  bias: { name: string; replacedBy: string }[]
  bodies: { name: string; caseNumber: string; role: BodyRole }[]
}

/** The days around a meeting, where nobody has set others (KL 5:69 and 6:35, 8:12, 13:5). */
export const noticeDaysBefore = 7
export const adjustDaysAfter = 14
export const postDaysAfterAdjusting = 2
export const appealDays = 21

/** A decided plan as its source prints it: one cell of areas for each year and row. */
export type DecidedPlanRow = { title: string; cells: string[][] }

/** Papers come in time up to and with the stop date; after it a reason is asked for. */
export function isAfterStop(meeting: { papersBy: string }, today: string): boolean {
  return today > meeting.papersBy
}
