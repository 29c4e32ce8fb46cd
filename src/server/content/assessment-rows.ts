import { createHash } from 'node:crypto'
import {
  canonical,
  countsOf,
  findingsOf,
  ruleVersion,
  type AssessmentSnapshot,
  type SnapshotRow,
} from '#modules/assessments/public.ts'
import { operatorOf } from './operators.ts'
import { spread, type Course, type Scene } from './scene.ts'
import type { FollowUpContent } from './shapes-follow-ups.ts'
import { instant, lastDay, type Times } from './times.ts'

/** The judgement as it is frozen, by the same rules as the product's own. */
export function snapshotOf(
  scene: Scene,
  course: Course,
  rows: SnapshotRow[],
  times: Times,
): AssessmentSnapshot {
  const { summary, analysis, individualInput, economyInput } = course.content
  return {
    ruleVersion,
    followUp: describe(scene, course, times),
    summary,
    analysis,
    individualInput,
    economyInput,
    rows,
    counts: countsOf(rows),
    findings: findingsOf(rows),
    comments: [],
    statement: '',
  }
}

function describe(scene: Scene, course: Course, times: Times): AssessmentSnapshot['followUp'] {
  const { content, state, agreement } = course
  const { kind, depth, announced, focus, methods, purposes } = content
  const version = scene.demo.catalogues.find(({ number }) => number === course.version)
  return {
    id: course.id,
    title: course.title,
    kind,
    depth,
    announced,
    unitName: state.name,
    providerName: course.providerName,
    serviceArea: scene.areaName(state.area),
    operatingForm: state.form,
    laws: state.laws,
    agreementTitle: agreement?.title ?? '',
    agreementCaseNumber: agreement?.caseNumber ?? '',
    caseNumber: content.matter ?? '',
    catalogueVersion: `${version?.name ?? ''}, version ${course.version}`,
    visits: visitsOf(content, times),
    team: content.team.map((key, index) => memberOf(scene, key, index === 0)),
    focusAreas: focus,
    methods,
    purposes,
  }
}

function visitsOf({ timeOfDay, announced, met }: FollowUpContent, { begunAt }: Times) {
  return begunAt ? [{ startsAt: begunAt.toISOString(), timeOfDay, announced, metRoles: met }] : []
}

function memberOf(scene: Scene, key: string, isLead: boolean) {
  const { name, title } = scene.person(key)
  return { name, profession: title, isLead }
}

/** The draft as it was sent for fact-checking; the content may say how it was answered. */
export function addHearing(scene: Scene, course: Course, snapshot: AssessmentSnapshot, times: Times): void {
  const { batch } = scene
  const id = batch.id('hearing', course.key)
  const said = course.content.hearing ?? usualAnswer(course)
  const answeredAt =
    said.state === 'answered' ? instant(said.answeredOn ?? times.hearingDueOn, '15:40') : null
  const operator = operatorOf(scene, course)
  batch.add('hearing', {
    id,
    ...course.place,
    snapshot,
    sha256: checksum(snapshot),
    state: said.state,
    dueOn: times.hearingDueOn,
    dueGround: 'Lokal regel',
    message: 'Läs utkastet och säg till om något är fel i sak eller saknas.',
    statement: said.statement,
    sentBy: course.lead.id,
    sharedAt: instant(times.hearingSentOn, '10:15'),
    openedAt: answeredAt,
    answeredBy: answeredAt ? operator.id : null,
    answeredAt,
    noComments: said.state === 'answered' && said.comments.length === 0,
    silentAt: said.state === 'silent' ? instant(times.hearingDueOn, '23:00') : null,
  })
  for (const comment of said.comments) addComment(scene, course, { id, comment, at: answeredAt })
}

type Said = Pick<NonNullable<FollowUpContent['hearing']>, 'state' | 'answeredOn' | 'statement' | 'comments'>

function usualAnswer({ key }: Course): Said {
  return { state: spread(`${key}/hearing`, 3) === 0 ? 'silent' : 'answered', statement: '', comments: [] }
}

type Commented = { id: string; comment: Said['comments'][number]; at: Date | null }

function addComment(scene: Scene, course: Course, { id, comment, at }: Commented): void {
  const { boardId, unitId, providerId } = course.place
  const { req, kind, text, outcome, answer } = comment
  scene.batch.add('hearingComment', {
    id: scene.batch.id('hearingComment', `${course.key}/${req}/${kind}`),
    hearingId: id,
    protocolRowId: scene.batch.id('protocolRow', `${course.key}/${req}`),
    boardId,
    unitId,
    providerId,
    kind,
    text,
    madeBy: operatorOf(scene, course).id,
    madeAt: at ?? instant(lastDay(scene.demo.asOf), '09:00'),
    sentAt: at,
    answer,
    outcome: outcome ?? null,
    answeredBy: outcome ? course.lead.id : null,
    answeredAt: outcome ? at : null,
  })
}

/** The fixed assessment and its verdicts as rows; remembered for the follow-up after it. */
export function addAssessment(
  scene: Scene,
  course: Course,
  snapshot: AssessmentSnapshot,
  fixedAt: Date,
): string {
  const { batch } = scene
  const id = batch.id('assessment', course.key)
  batch.add('assessment', {
    id,
    ...course.place,
    version: 1,
    snapshot,
    sha256: checksum(snapshot),
    ruleVersion,
    statement: snapshot.statement,
    fixedBy: course.lead.id,
    fixedAt,
    sharedAt: fixedAt,
  })
  const { boardId, unitId, providerId } = course.place
  for (const { requirementId, key, verdict, level, measured, note } of snapshot.rows)
    batch.add('fixedVerdict', {
      assessmentId: id,
      requirementId,
      requirementKey: key,
      boardId,
      unitId,
      providerId,
      verdict,
      level,
      measured,
      note,
    })
  return id
}

function checksum(snapshot: AssessmentSnapshot): Buffer {
  return createHash('sha256').update(canonical(snapshot)).digest()
}
