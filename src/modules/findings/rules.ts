import { addWorkingDays } from '#kernel/calendar.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { allows, stateAfter } from '#kernel/moves.ts'

export const severities = ['minor', 'serious', 'acute'] as const
export type Severity = (typeof severities)[number]

export const findingStates = ['open', 'planned', 'remedied', 'closed', 'escalated', 'withdrawn'] as const
export type FindingState = (typeof findingStates)[number]

export const planStates = ['requested', 'submitted', 'returned', 'approved', 'closed'] as const
export type PlanState = (typeof planStates)[number]

export const actionStates = [
  'draft',
  'proposed',
  'returned',
  'approved',
  'reported',
  'verified',
  'closed',
] as const
export type ActionState = (typeof actionStates)[number]

type Moves<State extends string> = Record<string, { from: readonly State[]; to: State }>

/** What can happen to a finding. `plan`: its actions are approved; `escalate`: the next step of the ladder. */
export const findingMoves = {
  plan: { from: ['open', 'escalated'], to: 'planned' },
  remedy: { from: ['planned', 'escalated'], to: 'remedied' },
  escalate: { from: ['open', 'planned', 'remedied', 'escalated'], to: 'escalated' },
  close: { from: ['open', 'planned', 'remedied', 'escalated'], to: 'closed' },
  withdraw: { from: ['open', 'planned', 'remedied', 'escalated'], to: 'withdrawn' },
} as const satisfies Moves<FindingState>

/** What can happen to an action plan. One returned row returns the plan, also after the whole was approved. */
export const planMoves = {
  submit: { from: ['requested', 'returned'], to: 'submitted' },
  return: { from: ['submitted', 'approved', 'returned'], to: 'returned' },
  approve: { from: ['submitted'], to: 'approved' },
  close: { from: ['approved'], to: 'closed' },
} as const satisfies Moves<PlanState>

/** What can happen to an action. `fail`: it was done but did not help; it goes back with the reason. */
export const actionMoves = {
  submit: { from: ['draft', 'returned'], to: 'proposed' },
  approve: { from: ['proposed'], to: 'approved' },
  return: { from: ['proposed'], to: 'returned' },
  report: { from: ['approved'], to: 'reported' },
  verify: { from: ['reported'], to: 'verified' },
  fail: { from: ['reported'], to: 'returned' },
  close: { from: ['verified'], to: 'closed' },
} as const satisfies Moves<ActionState>

export type FindingVerb = keyof typeof findingMoves
export type PlanVerb = keyof typeof planMoves
export type ActionVerb = keyof typeof actionMoves

export const movedFinding = (row: { state: FindingState }, verb: FindingVerb): FindingState =>
  stateAfter<FindingState, FindingVerb>(findingMoves, row.state, verb)
export const movedPlan = (row: { state: PlanState }, verb: PlanVerb): PlanState =>
  stateAfter<PlanState, PlanVerb>(planMoves, row.state, verb)
export const movedAction = (row: { state: ActionState }, verb: ActionVerb): ActionState =>
  stateAfter<ActionState, ActionVerb>(actionMoves, row.state, verb)

export const canFinding = (row: { state: FindingState }, verb: FindingVerb): boolean =>
  allows<FindingState, FindingVerb>(findingMoves, row.state, verb)

function includes(list: readonly string[], item: string): boolean {
  return list.includes(item)
}

/** States in which somebody still has something to do by the date of the action. */
export const unfinishedActions = ['proposed', 'returned', 'approved'] as const satisfies ActionState[]

type Promised = { state: ActionState; dueOn: IsoDate | null; findingState?: FindingState }

/** An action falls overdue the day after its due date, never on it; nobody waits for one whose finding is withdrawn. */
export function isOverdue({ state, dueOn, findingState }: Promised, today: IsoDate): boolean {
  return findingState !== 'withdrawn' && dueOn !== null && dueOn < today && includes(unfinishedActions, state)
}

/** The same for the plan itself: late from the day after it should have been sent in. */
export function isPlanLate(plan: { state: PlanState; dueOn: IsoDate }, today: IsoDate): boolean {
  return plan.dueOn < today && (plan.state === 'requested' || plan.state === 'returned')
}

/** Three weeks to think; an acute deficiency does not wait (RULINGS: notice and demand for action at once). */
export const planWorkingDays: Record<Severity, number> = { minor: 15, serious: 15, acute: 1 }

export function defaultDueOn(found: readonly Severity[], today: IsoDate): IsoDate {
  return addWorkingDays(today, Math.min(15, ...found.map((severity) => planWorkingDays[severity])))
}

export type ActionWords = {
  title: string
  owner: string
  dueOn: IsoDate | null
  followUpOn: IsoDate | null
}

/** What is missing before the plan can be sent: an action for each finding, and four things in each action. */
export type Missing = { findingId: string; actionId: string | null; what: MissingPart }
export type MissingPart = 'action' | 'title' | 'owner' | 'dueOn' | 'followUpOn'

export function missingIn(
  findings: readonly { id: string; state: FindingState }[],
  actions: readonly (ActionWords & { id: string; findingId: string })[],
): Missing[] {
  return findings
    .filter((finding) => finding.state !== 'closed' && finding.state !== 'withdrawn')
    .flatMap((finding): Missing[] => {
      const rows = actions.filter((action) => action.findingId === finding.id)
      if (rows.length === 0) return [{ findingId: finding.id, actionId: null, what: 'action' }]
      return rows.flatMap((action) =>
        missingParts(action).map((what) => ({ findingId: finding.id, actionId: action.id, what })),
      )
    })
}

function missingParts(action: ActionWords): MissingPart[] {
  const parts = ['title', 'owner', 'dueOn', 'followUpOn'] as const
  return parts.filter((part) => action[part] === null || action[part] === '')
}

/** The ladder (åtgärdstrappan), lowest first. The last two rest on the agreement or on the board's mandate. */
export const ladder = ['dialogue', 'reminder', 'revisit', 'boardReport', 'sanction'] as const
export type LadderStep = (typeof ladder)[number]

/** The step after the last taken one. Acute and repeated deficiencies begin with the written reminder. */
export function proposedStep(finding: {
  nextStep: string | null
  severity: Severity
  isRepeat: boolean
}): LadderStep {
  const taken = ladder.findIndex((step) => step === finding.nextStep)
  if (taken >= 0) return ladder[taken + 1] ?? 'sanction'
  return finding.severity === 'acute' || finding.isRepeat ? 'reminder' : 'dialogue'
}

/** Irregularities are passed on, never investigated here (S1 2.3). */
export const authorities = [
  'skatteverket',
  'forsakringskassan',
  'arbetsmiljoverket',
  'arbetsformedlingen',
  'migrationsverket',
  'polisen',
  'ivo',
] as const
