import { courseOf } from '#kernel/moves.ts'

export type { Assumptions } from '#kernel/assumptions.ts'

export const proposalStates = ['queued', 'working', 'ready', 'impossible', 'failed'] as const
export type ProposalState = (typeof proposalStates)[number]

/**
 * The way of a proposal. `begin` from working is work that was killed and is taken up again. One that is stopped is ready
 * with the best plan found so far.
 */
export const moves = {
  begin: { from: ['queued', 'working'], to: 'working' },
  finish: { from: ['working'], to: 'ready' },
  refuse: { from: ['working'], to: 'impossible' },
  giveUp: { from: ['queued', 'working'], to: 'failed' },
} as const satisfies Record<string, { from: readonly ProposalState[]; to: ProposalState }>
export type Move = keyof typeof moves

export const { canMove, stateOf } = courseOf<ProposalState, Move>(moves)

/** Killed so often, it is given up: somebody should look. */
export const mostBeginnings = 3

export function isUnderway(state: ProposalState): boolean {
  return state === 'queued' || state === 'working'
}

/** How the board has set that plans are computed. */
export type Calculation = {
  boardId: string
  reservePercent: number
  monthsBetween: number
  professionsPerTeam: number
  reportsPerMeeting: number
  extraFromRisk: number
  /** Percent of a full month, January to December. */
  monthProfile: readonly number[]
  revision: number
}

/** What the product starts with; the same as the columns' defaults. */
export const standardCalculation = {
  reservePercent: 12,
  monthsBetween: 6,
  professionsPerTeam: 2,
  reportsPerMeeting: 40,
  extraFromRisk: 4,
  monthProfile: [100, 100, 100, 100, 100, 80, 25, 80, 100, 100, 100, 60],
  revision: 0,
} as const

/** Why a unit has no follow-up in a year. */
export const whyNots = ['share', 'area', 'none', 'exception', 'operation', 'passed', 'undecided'] as const
export type WhyNot = (typeof whyNots)[number]

/** What the computing was not asked, or had to suppose for want of figures. Told beside every answer. */
export type Note =
  | { code: 'hoursCopied'; year: number; people: number }
  | { code: 'noHours'; year: number; people: number }
  | { code: 'noMeetings'; year: number }
  | { code: 'byHand'; rows: number; hours: number }
  | { code: 'obligations'; units: number }
  | { code: 'unknownDepth'; units: number }
  | { code: 'areasByHand'; areas: string[] }
  | { code: 'missingProfession'; role: string }

/** A unit and year that owes nothing, and why. */
export type Left = { unitId: string; year: number; why: WhyNot; risk: number }
