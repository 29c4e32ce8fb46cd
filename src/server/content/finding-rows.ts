import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { addDays, todayIn } from '#kernel/dates.ts'
import type { SnapshotFinding } from '#modules/assessments/public.ts'
import { addAction, type ActionState } from './action-rows.ts'
import { operatorOf } from './operators.ts'
import { deviationOf } from './protocol-rows.ts'
import type { Course, Scene } from './scene.ts'
import { instant, minutesAfter, type Times } from './times.ts'

export type FindingState = 'open' | 'planned' | 'remedied' | 'closed' | 'escalated'
type Found = {
  finding: SnapshotFinding
  state: FindingState
  assessmentId: string | null
  planId: string | null
}

/** Findings of a follow-up with the plan that was asked for and what the unit promised. */
export function addFindings(
  scene: Scene,
  course: Course,
  found: { findings: readonly SnapshotFinding[]; assessmentId: string | null },
  times: Times,
): void {
  const plan = planOf(course, found.findings, times)
  const planId = plan ? scene.batch.id('actionPlan', course.key) : null
  if (plan && planId) addPlan(scene, course, { id: planId, ...plan })
  for (const finding of found.findings) {
    const state = stateOf(course, finding, plan?.state)
    addFinding(scene, course, { finding, state, assessmentId: found.assessmentId, planId }, times)
    if (plan?.submittedOn && planId)
      addAction(scene, course, {
        finding,
        planId,
        submittedOn: plan.submittedOn,
        state: actionState(plan.state, state),
        agreed: deviationOf(course, finding.key) ?? {},
      })
  }
}

type Plan = NonNullable<Course['content']['plan']>

/** Asked for when something serious was found, unless the content says otherwise. */
function planOf({ content }: Course, findings: readonly SnapshotFinding[], times: Times): Plan | undefined {
  if (content.plan) return content.plan
  if (content.state !== 'closed' || findings.every(({ severity }) => severity === 'minor')) return undefined
  const requestedOn = times.fixedOn
  return { state: 'closed', requestedOn, dueOn: later(requestedOn, 21), submittedOn: later(requestedOn, 17) }
}

const stateByPlan = {
  requested: 'open',
  submitted: 'open',
  returned: 'open',
  approved: 'planned',
  closed: 'closed',
} as const

function stateOf(course: Course, finding: SnapshotFinding, plan: Plan['state'] | undefined): FindingState {
  const said = deviationOf(course, finding.key)?.finding
  if (said) return said
  if (course.content.state === 'closed') return 'closed'
  return plan ? stateByPlan[plan] : 'open'
}

const actionByFinding = {
  open: 'approved',
  planned: 'approved',
  remedied: 'reported',
  closed: 'closed',
  escalated: 'approved',
} as const

function actionState(plan: Plan['state'], finding: FindingState): ActionState {
  if (plan === 'submitted') return 'proposed'
  return plan === 'returned' ? 'returned' : actionByFinding[finding]
}

function addPlan(scene: Scene, course: Course, plan: Plan & { id: string }): void {
  const requestedAt = instant(plan.requestedOn, '14:20')
  const isSent = plan.submittedOn !== undefined
  scene.batch.add('actionPlan', {
    id: plan.id,
    ...course.place,
    state: plan.state,
    dueOn: plan.dueOn,
    requestedBy: course.lead.id,
    requestedAt,
    sharedAt: requestedAt,
    submittedBy: isSent ? operatorOf(scene, course).id : null,
    submittedAt: plan.submittedOn ? instant(plan.submittedOn, '16:05') : null,
  })
}

function addFinding(
  scene: Scene,
  course: Course,
  { finding, state, assessmentId, planId }: Found,
  times: Times,
): void {
  const foundAt = foundAtOf(course, finding, times)
  const repeatsId = finding.repeats ? (course.before?.findings.get(finding.key) ?? null) : null
  const step = deviationOf(course, finding.key)?.step
  scene.batch.add('finding', {
    id: finding.id,
    ...course.place,
    requirementId: finding.requirementId,
    requirementKey: finding.key,
    protocolRowId: finding.rowId,
    assessmentId,
    severity: finding.severity,
    title: finding.title,
    description: finding.description,
    state,
    repeatsId,
    repeatConfirmedBy: repeatsId ? course.lead.id : null,
    ...ivoOf(scene, course, finding, times),
    ...(step ? { nextStep: step.step, nextStepClause: step.clause } : {}),
    foundAt,
    sharedAt: foundAt,
    ...(state === 'closed' ? closing(times, planId) : {}),
    actionPlanId: planId,
  })
  addStep(scene, course, finding)
}

/** What is acute is raised during the visit and does not wait for the assessment. */
function foundAtOf(course: Course, { key }: SnapshotFinding, times: Times): Date {
  const raisedAt = times.begunAt ? minutesAfter(times.begunAt, 150) : times.createdAt
  return deviationOf(course, key)?.acute ? raisedAt : (times.fixedAt ?? raisedAt)
}

function closing(times: Times, planId: string | null) {
  const closedReason = planId
    ? 'Åtgärden är genomförd och har gett effekt.'
    : 'Enheten har rättat det, och det är kontrollerat.'
  return { closedAt: times.closedAt ?? times.fixedAt, closedReason }
}

const ivoDecisions = {
  acute: {
    ivoDecision: 'notified',
    ivoReason: 'Bristen rör den enskildes säkerhet i verksamhet med tillstånd.',
  },
  serious: {
    ivoDecision: 'notNotified',
    ivoReason: 'Bristen åtgärdas enligt handlingsplanen och innebär ingen fara för den enskilde.',
  },
} as const

/** Every finding has the same columns, so that they are written in their own order: a later one refers to an earlier. */
const undecided = { ivoDecision: null, ivoReason: '', ivoDecidedBy: null, ivoDecidedAt: null }

/** A serious finding where a licence is needed: IVO was told, or it was written down why not (SoL 27:7). */
function ivoOf({ batch, demo }: Scene, course: Course, { severity }: SnapshotFinding, { fixedAt }: Times) {
  const decision = severity === 'minor' ? undefined : ivoDecisions[severity]
  // What was fixed in the last month still waits for the decision.
  const isDecided = fixedAt !== null && todayIn(fixedAt) < addDays(demo.asOf, -30)
  if (!decision || !isDecided || course.state.licence === '') return undecided
  return { ...decision, ivoDecidedBy: batch.id('account', 'direktor'), ivoDecidedAt: fixedAt }
}

function addStep({ batch }: Scene, course: Course, finding: SnapshotFinding): void {
  const taken = deviationOf(course, finding.key)?.step
  if (!taken) return
  const { boardId, unitId, providerId } = course.place
  batch.add('findingStep', {
    id: batch.id('findingStep', `${course.key}/${finding.key}`),
    findingId: finding.id,
    boardId,
    unitId,
    providerId,
    step: taken.step,
    clause: taken.clause,
    reason: taken.reason,
    decidedBy: course.lead.id,
    decidedByName: course.lead.name,
    decidedAt: instant(taken.on, '13:10'),
  })
}

function later(day: string, days: number): string {
  return workingDayOnOrAfter(addDays(day, days))
}
