import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { addDays } from '#kernel/dates.ts'
import type { SnapshotFinding } from '#modules/assessments/public.ts'
import { operatorOf, type Operator } from './operators.ts'
import type { Course, Scene } from './scene.ts'
import { instant } from './times.ts'

export type ActionState = 'proposed' | 'returned' | 'approved' | 'reported' | 'verified' | 'closed'
type Promised = {
  finding: SnapshotFinding
  planId: string
  submittedOn: string
  state: ActionState
  /** Days agreed on for this one; the usual ones where none are. */
  agreed: { dueOn?: string | undefined; checkOn?: string | undefined }
}

/** One action for a finding, with what was said about it on the way. */
export function addAction(scene: Scene, course: Course, promised: Promised): void {
  const { finding, planId, state } = promised
  const { batch, demo } = scene
  const id = batch.id('action', `${course.key}/${finding.key}`)
  const remedy = demo.remedies[finding.key] ?? usual
  const isVerified = state === 'closed' || state === 'verified'
  const { boardId, unitId, providerId } = course.place
  const { dueOn, followUpOn } = daysOf(promised)
  batch.add('action', {
    id,
    actionPlanId: planId,
    findingId: finding.id,
    boardId,
    unitId,
    providerId,
    title: remedy.action,
    description: remedy.how,
    owner: 'Enhetschefen',
    dueOn,
    followUpOn,
    state,
    returnReason: state === 'returned' ? returned : '',
    effect: isVerified ? remedy.effect : '',
    verifiedBy: isVerified ? course.lead.id : null,
    verifiedAt: isVerified ? instant(followUpOn, '10:40') : null,
  })
  for (const entry of entriesOf(scene, course, { ...promised, dueOn, followUpOn, effect: remedy.effect }))
    addEntry(scene, course, { actionId: id, ...entry })
}

function daysOf({ finding, submittedOn, agreed }: Promised) {
  const dueOn = agreed.dueOn ?? later(submittedOn, finding.severity === 'acute' ? 7 : 45)
  return { dueOn, followUpOn: agreed.checkOn ?? later(dueOn, 30) }
}

const usual = {
  action: 'Rätta det som brister och göra det känt i arbetsgruppen',
  how: 'Enhetschefen går igenom kravet med medarbetarna, ändrar rutinen och kontrollerar efter en månad att den följs.',
  effect: 'Den nya ordningen följs och är känd av medarbetarna.',
}
const returned = 'Beskriv hur ni kontrollerar att åtgärden får effekt, och sätt ett tidigare datum.'

type Entry = {
  kind: 'return' | 'approval' | 'report' | 'evidence' | 'verification'
  text: string
  by: Operator
  at: Date
}

/** In the order they happened: approved or sent back, reported, verified. */
function entriesOf(
  scene: Scene,
  course: Course,
  said: Promised & { dueOn: string; followUpOn: string; effect: string },
): Entry[] {
  const operator = operatorOf(scene, course)
  const office = course.lead
  const approvedAt = instant(later(said.submittedOn, 6), '09:30')
  const approval: Entry = { kind: 'approval', text: '', by: office, at: approvedAt }
  const report: Entry = {
    kind: 'report',
    text: 'Åtgärden är genomförd. Rutinen är uppdaterad och genomgången på arbetsplatsträff.',
    by: operator,
    at: instant(said.dueOn, '15:10'),
  }
  const evidence: Entry = {
    ...report,
    kind: 'evidence',
    text: 'Den uppdaterade rutinen och protokollet från arbetsplatsträffen finns i enhetens ledningssystem.',
  }
  const verification: Entry = {
    kind: 'verification',
    text: said.effect,
    by: office,
    at: instant(said.followUpOn, '10:40'),
  }
  const byState: Record<ActionState, Entry[]> = {
    proposed: [],
    returned: [{ kind: 'return', text: returned, by: office, at: approvedAt }],
    approved: [approval],
    reported: [approval, report, evidence],
    verified: [approval, report, evidence, verification],
    closed: [approval, report, evidence, verification],
  }
  return byState[said.state]
}

function addEntry({ batch }: Scene, course: Course, entry: Entry & { actionId: string }): void {
  const { boardId, unitId, providerId } = course.place
  batch.add('actionEntry', {
    id: batch.id('actionEntry', `${entry.actionId}/${entry.kind}`),
    actionId: entry.actionId,
    boardId,
    unitId,
    providerId,
    kind: entry.kind,
    text: entry.text,
    madeBy: entry.by.id,
    madeByName: entry.by.name,
    madeAt: entry.at,
  })
}

function later(day: string, days: number): string {
  return workingDayOnOrAfter(addDays(day, days))
}
