import { addAssessment, addHearing, snapshotOf } from './assessment-rows.ts'
import type { Batch } from './batch.ts'
import { requirementId } from './base-rows.ts'
import { addFindings } from './finding-rows.ts'
import { addMatter } from './matter-rows.ts'
import { addNotices } from './notice-rows.ts'
import { addProtocol } from './protocol-rows.ts'
import { movedDay } from './demo-clock.ts'
import type { DemoContent } from './read-demo.ts'
import { courseOf, makeScene, type Course, type Scene } from './scene.ts'
import type { FollowUpContent } from './shapes-follow-ups.ts'
import { instant, timesOf, type Times } from './times.ts'
import type { AssessmentSnapshot } from '#modules/assessments/public.ts'

/** Every follow-up of the demo, the earliest first: what was found then is "last time" for the next one. */
export function addFollowUps(batch: Batch, demo: DemoContent): void {
  const scene = makeScene(batch, demo)
  for (const content of demo.followUps) addFollowUp(scene, content)
}

function addFollowUp(scene: Scene, content: FollowUpContent): void {
  const course = courseOf(scene, content)
  const times = timesOf(content, scene.demo.asOf)
  addMatter(scene, course, times)
  addCourse(scene, course, times)
  addTeam(scene, course, times)
  addVisit(scene, course, times)
  addRequests(scene, course)
  addNotices(scene, course, times)
  if (times.preparedAt) addJudgement(scene, course, times)
}

function addCourse(scene: Scene, { content, place, ...course }: Course, times: Times): void {
  const { kind, depth, purposes, focus, methods, announced, due, state, on } = content
  const { followUpId: id, ...owners } = place
  scene.batch.add('followUp', {
    id,
    ...owners,
    agreementId: course.agreement?.id ?? null,
    matterId: content.matter ? scene.batch.id('matter', content.matter) : null,
    catalogueVersionId: scene.batch.id('catalogueVersion', String(course.version)),
    previousId: course.before?.followUpId ?? null,
    title: course.title,
    kind,
    depth,
    purposes,
    focusAreas: focus,
    methods,
    announced,
    dueOn: due,
    state,
    requirementsPer: on ?? (due < scene.demo.asOf ? due : scene.demo.asOf),
    preparedAt: times.preparedAt,
    sharedAt: times.sharedAt,
    begunAt: times.begunAt,
    closedAt: times.closedAt,
    summary: content.summary,
    analysis: content.analysis,
    individualInput: content.individualInput,
    economyInput: content.economyInput,
    cause: content.cause,
    createdBy: scene.batch.id('account', 'strateg'),
    createdAt: times.createdAt,
  })
}

function addTeam(scene: Scene, { content, place }: Course, times: Times): void {
  for (const [index, key] of content.team.entries()) {
    const { name, title } = scene.person(key)
    const isDeclared = !content.undeclared.includes(key)
    scene.batch.add('followUpMember', {
      ...place,
      accountId: scene.batch.id('account', key),
      name,
      profession: title,
      isLead: index === 0,
      bias: isDeclared ? 'none' : 'undeclared',
      declaredAt: isDeclared ? times.createdAt : null,
      sharedAt: times.sharedAt,
    })
  }
}

function addVisit(scene: Scene, { content, place, key }: Course, times: Times): void {
  if (!content.on || !times.preparedAt) return
  const { followUpId, boardId, unitId } = place
  scene.batch.add('visit', {
    id: scene.batch.id('visit', key),
    followUpId,
    boardId,
    unitId,
    startsAt: instant(content.on, content.at),
    timeOfDay: content.timeOfDay,
    announced: content.announced,
    metRoles: times.begunAt ? content.met : [],
    notes: '',
    begunAt: times.begunAt,
  })
}

function addRequests(scene: Scene, course: Course): void {
  for (const [index, request] of course.content.requests.entries()) {
    const at = instant(request.requestedOn, '11:00')
    scene.batch.add('documentRequest', {
      id: scene.batch.id('documentRequest', `${course.key}/${index}`),
      ...course.place,
      title: request.title,
      why: request.why,
      legalGround: request.ground,
      requirementIds: request.requirements.map((key) => requirementId(scene.batch, course.version, key)),
      dueOn: request.dueOn,
      state: 'requested',
      requestedBy: course.lead.id,
      requestedAt: at,
      sharedAt: at,
    })
  }
}

function addJudgement(scene: Scene, course: Course, times: Times): void {
  const rows = addProtocol(scene, course, times)
  if (!times.begunAt) return
  const snapshot = snapshotOf(scene, course, rows, times)
  const acute = snapshot.findings.filter(({ severity, id, rowId }) => severity === 'acute' && id !== rowId)
  if (wasHeard(scene, course.content)) addHearing(scene, course, snapshot, times)
  if (!times.fixedAt) return addFindings(scene, course, { findings: acute, assessmentId: null }, times)
  const assessmentId = addAssessment(scene, course, snapshot, times.fixedAt)
  addFindings(scene, course, { findings: snapshot.findings, assessmentId }, times)
  remember(scene, course, snapshot)
}

/** Before 2025 the draft went out on paper, so there is nothing of it here. */
function wasHeard({ demo }: Scene, { state, due }: FollowUpContent): boolean {
  return due >= movedDay(demo.asOf, '2025-01-01') && ['hearing', 'fixed', 'closed'].includes(state)
}

function remember(scene: Scene, { content, state, id }: Course, snapshot: AssessmentSnapshot): void {
  scene.before.set(`${content.unit}/${state.provider}`, {
    followUpId: id,
    verdicts: new Map(snapshot.rows.map((row) => [row.key, row.verdict])),
    findings: new Map(snapshot.findings.map((finding) => [finding.key, finding.id])),
  })
}
