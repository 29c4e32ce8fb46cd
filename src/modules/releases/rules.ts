import { addWorkingDays, workingDayOnOrAfter } from '#kernel/calendar.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const releaseStates = ['received', 'underReview', 'decided', 'closed'] as const
export type ReleaseState = (typeof releaseStates)[number]

/** The way of a request (begäran om utlämnande): what is asked for is chosen, judged one by one, decided, sent, closed. */
export const moves = {
  choose: { from: ['received', 'underReview'], to: 'underReview' },
  review: { from: ['underReview'], to: 'underReview' },
  decide: { from: ['received', 'underReview'], to: 'decided' },
  close: { from: ['decided'], to: 'closed' },
} as const satisfies Record<string, { from: readonly ReleaseState[]; to: ReleaseState }>
export type Move = keyof typeof moves

export const { canMove, stateOf } = courseOf<ReleaseState, Move>(moves)

export const receivedWays = ['email', 'post', 'phone', 'visit'] as const
export type ReceivedWay = (typeof receivedWays)[number]

export const verdicts = ['whole', 'masked', 'refused'] as const
export type Verdict = (typeof verdicts)[number]

export const outcomes = ['released', 'releasedPartly', 'refused', 'nothingFound'] as const
export type Outcome = (typeof outcomes)[number]

export const deliveries = ['email', 'paper', 'pickedUp'] as const
export type Delivery = (typeof deliveries)[number]

/** The outcome follows from what was judged of each record; it is never chosen beside it. */
export function outcomeOf(judged: readonly Verdict[]): Outcome {
  if (judged.length === 0) return 'nothingFound'
  if (judged.every((verdict) => verdict === 'whole')) return 'released'
  return judged.every((verdict) => verdict === 'refused') ? 'refused' : 'releasedPartly'
}

/** Whoever does not get all they asked for may appeal, and the decision is taken by somebody the board has named. */
export function isRefusal(outcome: Outcome): boolean {
  return outcome === 'refused' || outcome === 'releasedPartly'
}

export function needsGround(verdict: Verdict): boolean {
  return verdict !== 'whole'
}

/** "Skyndsamt" (TF 2:15–16) in the municipality's working days, never before the first working day after. */
export function dueOnOf(receivedOn: IsoDate, days: number): IsoDate {
  return workingDayOnOrAfter(addWorkingDays(receivedOn, days))
}

/** What is to be masked in a paper of our own: whole places, by their address, and words wherever they stand. */
export type Masks = { places: readonly string[]; phrases: readonly string[] }

export type EarlierVerdict = { at: string; by: string; verdict: Verdict; reason: string }

/** Where the content of a record lies, and so how it can be masked. */
export const contentKinds = ['paper', 'note', 'file', 'locked', 'none'] as const
export type ContentKind = (typeof contentKinds)[number]

type Placed = {
  paperId: string | null
  fileId: string | null
  kind: string
  note: string
}

/** A record under lock has a ground as its note: its content is never that. */
export function contentKindOf(record: Placed): ContentKind {
  if (record.kind === 'locked') return 'locked'
  if (record.paperId) return 'paper'
  if (record.fileId) return 'file'
  return record.note === '' ? 'none' : 'note'
}

/** What we made ourselves is set anew; anything else needs a masked copy from the person. */
export function isOwnMade(kind: ContentKind): boolean {
  return kind === 'paper' || kind === 'note'
}

/**
 * The copy that must be there before the decision: a masked one where it is masked; and of what has no file of its own,
 * the copy that goes out.
 */
export function needsCopy(kind: ContentKind, verdict: Verdict | null): boolean {
  if (verdict === 'masked') return true
  return verdict === 'whole' && kind === 'none'
}

/** How a ground is written: act, chapter, section. */
export function groundText(ground: { act: string; chapter: string; section: string }): string {
  const chapter = ground.chapter === '' ? '' : `${ground.chapter} kap.`
  const section = ground.section === '' ? '' : `${ground.section} §`
  return [ground.act, chapter, section].filter(Boolean).join(' ')
}
