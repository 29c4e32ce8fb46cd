import type { SnapshotRow } from '#modules/assessments/public.ts'
import { movedDay } from './demo-clock.ts'
import { requirementId } from './base-rows.ts'
import { spread, type Course, type ProtocolRow, type Scene } from './scene.ts'
import type { Requirement } from './shapes-base.ts'
import type { Deviation } from './shapes-follow-ups.ts'
import { minutesAfter, type Times } from './times.ts'

/**
 * The protocol of one follow-up, written to the batch and given back as the rows of a snapshot. The content says only
 * what deviates: everything else is met at level 3, a guide value a little better than it asks.
 */
export function addProtocol(scene: Scene, course: Course, times: Times): SnapshotRow[] {
  const rows = course.rows.map((row, index) => snapshotRow(scene, course, { row, index }))
  for (const [index, row] of rows.entries()) {
    addRow(scene, course, { row, index, at: times.begunAt })
    addEvidence(scene, course, { row, at: times.begunAt })
  }
  return rows
}

type Placed = { row: ProtocolRow; index: number }

function snapshotRow(scene: Scene, course: Course, { row, index }: Placed): SnapshotRow {
  const { requirement, origin, clause } = row
  const judged = judge(course, requirement, index)
  const rowId = scene.batch.id('protocolRow', `${course.key}/${requirement.key}`)
  const deviation = deviationOf(course, requirement.key)
  return {
    rowId,
    requirementId: requirementId(scene.batch, course.version, requirement.key),
    key: requirement.key,
    code: requirement.code,
    title: requirement.title,
    text: requirement.text,
    kind: requirement.kind,
    focusArea: requirement.focusArea,
    focusAreaName: scene.focusName(requirement.focusArea),
    qualityAreas: requirement.qualityAreas,
    clause,
    origin,
    ...judged,
    levelText: requirement.levels.find(({ level }) => level === judged.level)?.text ?? '',
    levels: requirement.levels,
    guideValue: requirement.guideValue ?? null,
    evidence: evidenceOf(scene, course, { requirement, verdict: judged.verdict }),
    lawReferences: lawsOf(scene, course.day, requirement),
    previousVerdict: course.before?.verdicts.get(requirement.key) ?? null,
    severityIfNotMet: requirement.severityIfNotMet,
    acuteFindingId: deviation?.acute ? scene.batch.id('finding', `${course.key}/${requirement.key}`) : null,
  }
}

function lawsOf(scene: Scene, day: string, requirement: Requirement): string[] {
  return [...new Set(requirement.references.flatMap((key) => scene.lawText(key, day) ?? []))]
}

type Judged = Pick<SnapshotRow, 'verdict' | 'level' | 'measured' | 'note' | 'reason'>

function judge(course: Course, requirement: Requirement, index: number): Judged {
  const deviation = deviationOf(course, requirement.key)
  const { content, key } = course
  if (deviation) return deviating(deviation)
  const isBegun = !['planned', 'prepared'].includes(content.state)
  if (!isBegun || (content.assessed !== undefined && index >= content.assessed))
    return { verdict: 'notAssessed', level: null, measured: null, note: '', reason: '' }
  const isExcellent = spread(`${key}/${requirement.key}`, 17) === 0
  const measured = metValue(requirement, key)
  return { verdict: 'met', level: isExcellent ? 4 : 3, measured, note: '', reason: '' }
}

const levelOf = { partly: 2, notMet: 1, notApplicable: null } as const

function deviating({ verdict, level, measured, note }: Deviation): Judged {
  const isOutside = verdict === 'notApplicable'
  return {
    verdict,
    level: level ?? levelOf[verdict],
    measured: measured ?? null,
    note: isOutside ? '' : note,
    reason: isOutside ? note : '',
  }
}

/** A measured value that reaches the guide value, somewhere between just and well. */
function metValue({ guideValue, key }: Requirement, course: string): number | null {
  if (!guideValue) return null
  const { value, unit, better } = guideValue
  const share = spread(`${course}/${key}/value`, 100) / 100
  if (better === 'lower') return Math.round(value * (1 - share * 0.3))
  return Math.round(unit === '%' ? value + (100 - value) * share : value * (1 + share * 0.3))
}

type Written = { row: SnapshotRow; index: number; at: Date | null }

function addRow({ batch }: Scene, { id, place, lead }: Course, { row, index, at }: Written): void {
  const isJudged = row.verdict !== 'notAssessed'
  batch.add('protocolRow', {
    id: row.rowId,
    followUpId: id,
    boardId: place.boardId,
    unitId: place.unitId,
    requirementId: row.requirementId,
    requirementKey: row.key,
    position: index + 1,
    origin: row.origin as ProtocolRow['origin'], // it comes from there, in snapshotRow
    clause: row.clause,
    verdict: row.verdict,
    level: row.level,
    measured: row.measured,
    note: row.note,
    reason: row.reason,
    revision: isJudged ? 2 : 1,
    changedBy: isJudged ? lead.id : null,
    changedAt: isJudged && at ? minutesAfter(at, 60 + index * 3) : null,
  })
}

const evidenceKinds = {
  documentReview: { kind: 'document', text: 'Rutin och underlag har granskats.' },
  visit: { kind: 'observation', text: 'Iakttaget vid besöket.' },
  observation: { kind: 'observation', text: 'Iakttaget vid besöket.' },
  interviewManagement: { kind: 'interview', text: 'Samtal med enhetens ledning.' },
  interviewStaff: { kind: 'interview', text: 'Samtal med medarbetare i grupp.' },
  interviewUsers: { kind: 'interview', text: 'Samtal med brukare som ville berätta.' },
  recordReview: { kind: 'record', text: 'Avidentifierat urval av dokumentation har granskats.' },
  registerData: { kind: 'figure', text: 'Uppgift ur register.' },
  survey: { kind: 'figure', text: 'Svar i enkät.' },
} as const

/** Where something falls short there is always evidence; where it is met, from 2025, when the way of working began. */
function evidenceOf(
  { demo }: Scene,
  { content }: Course,
  { requirement, verdict }: { requirement: Requirement; verdict: string },
): SnapshotRow['evidence'] {
  const isShort = verdict === 'partly' || verdict === 'notMet'
  if (!isShort && (verdict !== 'met' || content.due < movedDay(demo.asOf, '2025-01-01'))) return []
  const known = requirement.methods.flatMap((method) => {
    const found = Object.entries(evidenceKinds).find(([name]) => name === method)
    return found ? [found[1]] : []
  })
  const all = known.slice(0, isShort ? 2 : 1).map((one) => ({ ...one, fileName: null }))
  return all.length > 0 ? all : [{ ...evidenceKinds.documentReview, fileName: null }]
}

function addEvidence(
  { batch }: Scene,
  { id, key, place, lead }: Course,
  { row, at }: Omit<Written, 'index'>,
): void {
  if (!at) return
  for (const [index, { kind, text }] of row.evidence.entries())
    batch.add('evidence', {
      id: batch.id('evidence', `${key}/${row.key}/${index}`),
      protocolRowId: row.rowId,
      followUpId: id,
      boardId: place.boardId,
      kind: kind as 'document', // one of the kinds in the table above
      text,
      addedBy: lead.id,
      addedAt: minutesAfter(at, 90),
    })
}

export function deviationOf({ content }: Course, key: string): Deviation | undefined {
  return content.deviations.find(({ req }) => req === key)
}
