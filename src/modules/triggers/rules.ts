import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'
import type { Method, TargetedForm } from '#modules/followups/rules.ts'

/** Why a follow-up that no plan has is proposed; S1 3.3 and 3.4, S3. */
export const triggers = [
  'singleDeviation',
  'repeatedDeviations',
  'competence',
  'agreementDeparture',
  'pattern',
  'money',
  'measures',
  'signal',
  'newLaw',
  'boardDecision',
  'politicalGoal',
  'riskArea',
] as const
export type Trigger = (typeof triggers)[number]

export const proposedKinds = ['eventDriven', 'targeted', 'theme'] as const
export type ProposedKind = (typeof proposedKinds)[number]

/** The most urgent first: the order of the list. */
export const urgencies = ['now', 'soon', 'usual'] as const
export type Urgency = (typeof urgencies)[number]

/** How each form of a follow-up is usually made: the template that its decision begins from (M-095). */
export const usualMethods: Readonly<Record<TargetedForm | ProposedKind, readonly Method[]>> = {
  eventDriven: ['visit', 'interviewManagement'],
  theme: ['documentReview', 'interviewManagement'],
  targeted: ['documentReview'],
  specialReview: ['documentReview', 'registerData', 'interviewManagement'],
  spotCheck: ['documentReview', 'recordReview', 'observation'],
  visitAndInterviews: ['visit', 'interviewManagement', 'interviewStaff', 'interviewUsers'],
}

export const initiators = [
  'followUpUnit',
  'board',
  'chair',
  'managementGroup',
  'staff',
  'resident',
  'authority',
] as const
export type Initiator = (typeof initiators)[number]

/** Whose start of a follow-up is a decision of its own, which is quoted. */
export const decidingInitiators: readonly Initiator[] = ['board', 'chair', 'managementGroup']

export const proposalStates = [
  'proposed',
  'asked',
  'approved',
  'declined',
  'merged',
  'dismissed',
  'withdrawn',
] as const
export type ProposalState = (typeof proposalStates)[number]
export const openStates = ['proposed', 'asked'] as const satisfies readonly ProposalState[]

export const moves = {
  ask: { from: ['proposed'], to: 'asked' },
  supplement: { from: ['proposed', 'asked'], to: 'proposed' },
  approve: { from: ['proposed', 'asked'], to: 'approved' },
  decline: { from: ['proposed', 'asked'], to: 'declined' },
  merge: { from: ['proposed', 'asked'], to: 'merged' },
  /** Only what a rule has raised; it does not come back for the same facts. */
  dismiss: { from: ['proposed', 'asked'], to: 'dismissed' },
  /** By whoever proposed it. */
  withdraw: { from: ['proposed', 'asked'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly ProposalState[]; to: ProposalState }>
export type Move = keyof typeof moves

export const { canMove, moved } = courseOf<ProposalState, Move>(moves)

export const outcomes = ['approve', 'decline', 'merge', 'ask'] as const
export type Outcome = (typeof outcomes)[number]

export const factKinds = ['finding', 'followUp', 'duty', 'entry', 'signal'] as const
export type FactKind = (typeof factKinds)[number]

/** One thing a proposal rests on. */
export type Fact = {
  readonly kind: FactKind
  readonly sourceId: string
  readonly unitId: string
  readonly title: string
  readonly href: string
  readonly happenedOn: IsoDate
}

export const ruleKeys = [
  'findings',
  'repeats',
  'missed',
  'authority',
  'signals',
  'pattern',
  'lateCritical',
] as const
export type RuleKey = (typeof ruleKeys)[number]

export type RuleSetting = { readonly isOn: boolean; readonly count: number; readonly within: number }
export type TriggerRules = {
  /** How many days a proposal may wait before somebody is reminded. */
  readonly waitDays: number
  readonly rules: Readonly<Record<RuleKey, RuleSetting>>
}

type Rule = {
  readonly trigger: Trigger
  readonly urgency: Urgency
  /** What `within` counts. */
  readonly within: 'months' | 'days'
  readonly usual: RuleSetting
}

/** What each rule leads to, and how it stands until a board has chosen. A new source is a row here and in sources.ts. */
export const ruleTable: Readonly<Record<RuleKey, Rule>> = {
  findings: of('repeatedDeviations', 'soon', 5, 12),
  repeats: of('repeatedDeviations', 'soon', 4, 24),
  missed: of('repeatedDeviations', 'usual', 4, 6),
  authority: of('repeatedDeviations', 'soon', 2, 24),
  signals: of('signal', 'soon', 2, 6),
  pattern: of('pattern', 'soon', 3, 12),
  lateCritical: { ...of('singleDeviation', 'now', 1, 30), within: 'days' },
}

function of(trigger: Trigger, urgency: Urgency, count: number, within: number): Rule {
  return { trigger, urgency, within: 'months', usual: { isOn: true, count, within } }
}

export const usualRules: TriggerRules = {
  waitDays: 14,
  // One for every key of the table.
  rules: Object.fromEntries(ruleKeys.map((key) => [key, ruleTable[key].usual])) as TriggerRules['rules'],
}

/** The first day that a rule counts from. */
export function countsFrom(rule: RuleKey, { within }: RuleSetting, today: IsoDate): IsoDate {
  return ruleTable[rule].within === 'days' ? addDays(today, -within) : addMonths(today, -within)
}

/**
 * A thing a rule counts. `group` is what is counted together (a unit, or a requirement at a provider), `distinct` what is
 * counted once in it: three findings in one unit are one unit of the pattern.
 */
export type Counted = Fact & {
  readonly group: string
  readonly distinct: string
  readonly providerId: string
}

/** What came of what the same rule raised for the same group before. */
export type Earlier = {
  readonly state: ProposalState
  /** It led to a follow-up that is not over. */
  readonly isUnderWay: boolean
  readonly sourceIds: readonly string[]
}

export function distinctIn(facts: readonly Counted[]): number {
  return new Set(facts.map(({ distinct }) => distinct)).size
}

/**
 * What a rule raises a proposal for, or undefined. While one waits, or its follow-up is under way, nothing more is raised.
 * What led to a follow-up is used up. After a no, there has to be something that was not counted before.
 */
export function raisedBy(
  facts: readonly Counted[],
  count: number,
  earlier: readonly Earlier[],
): readonly Counted[] | undefined {
  if (earlier.some((one) => isOpen(one.state) || one.isUnderWay)) return undefined
  const used = idsOf(earlier.filter(({ state }) => state === 'approved' || state === 'merged'))
  const left = facts.filter(({ sourceId }) => !used.has(sourceId))
  if (distinctIn(left) < count) return undefined
  const known = idsOf(earlier)
  return left.every(({ sourceId }) => known.has(sourceId)) ? undefined : left
}

function idsOf(earlier: readonly Earlier[]): ReadonlySet<string> {
  return new Set(earlier.flatMap(({ sourceIds }) => sourceIds))
}

export function isOpen(state: ProposalState): boolean {
  return openStates.some((one) => one === state)
}

export const signalSources = ['staff', 'resident', 'relative', 'union', 'authority', 'other'] as const
export const signalWays = ['telephone', 'letter', 'meeting'] as const
export const signalStates = ['new', 'used', 'closed'] as const
export type SignalState = (typeof signalStates)[number]

export const signalMoves = {
  use: { from: ['new'], to: 'used' },
  close: { from: ['new'], to: 'closed' },
} as const satisfies Record<string, { from: readonly SignalState[]; to: SignalState }>
