import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { refuseWithoutBasis } from '#modules/disposals/public.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import type { z } from 'zod'
import { assessmentTexts as t } from '#texts/sv/assessments.ts'
import { giveBack, insertVersion } from './commands-fix.ts'
import { assertJudged, assertUnbiased, judgementColumns } from './commands-revise.ts'
import { CorrectAssessment } from './contract.ts'
import { differenceOf } from './difference-rules.ts'
import { changeFindings, openFindings, withdrawFindings } from './findings.ts'
import { placeOf } from './place.ts'
import { findCurrentAssessment, lockAssessment } from './queries-assessments.ts'
import { canonical, countsOf, findingsOf, type AssessmentSnapshot, type SnapshotRow } from './rules.ts'

type Correction = z.output<typeof CorrectAssessment>

/** Mends a mistake in a fixed assessment: a new version with its reason; the earlier one stays as it was. */
export const correctAssessment = command({
  verb: 'assessment.correct',
  input: CorrectAssessment,
  target: ({ db }, input) => lockAssessment(db, input.assessmentId),
  async run(context, earlier, input) {
    const followUp = await findFollowUp(context.db, earlier.followUpId)
    const current = await findCurrentAssessment(context.db, earlier.followUpId)
    if (!followUp || !current) throw new Problem('notFound')
    if (current.id !== earlier.id) throw new Problem('stale', { current: { version: current.version } })
    await refuseWithoutBasis(context.db, followUp.id)
    await assertUnbiased(context, followUp.id)
    const snapshot = corrected(earlier.snapshot, input)
    if (canonical(snapshot) === canonical(earlier.snapshot)) throw fieldProblem('rows', 'chooseOne')
    const place = placeOf(followUp)
    const version = earlier.version + 1
    const id = await insertVersion(context, { place, snapshot, version, reason: input.reason })
    const changes = differenceOf(earlier.snapshot, snapshot).findings
    await openFindings(context, place, { assessmentId: id, findings: changes.added })
    await withdrawFindings(
      context,
      changes.removed.map((finding) => finding.id),
      input.reason,
    )
    await changeFindings(context, changes.changed, id)
    await giveBack(context, place, {
      id,
      kind: 'assessment.corrected',
      notice: t.noticeCorrected(followUp.title),
      record: t.recordCorrected(followUp.title, version),
      party: snapshot.followUp.providerName,
      acute: changes.added.some((finding) => finding.severity === 'acute'),
    })
    return { id, version, followUpId: followUp.id }
  },
  detail: (input, result) => ({ version: result.version, rows: input.rows.length }),
})

function corrected(earlier: AssessmentSnapshot, input: Correction): AssessmentSnapshot {
  const changes = new Map(input.rows.map((row, at) => [row.requirementId, { row, at }]))
  const known = new Set(earlier.rows.map((row) => row.requirementId))
  const stranger = input.rows.findIndex((row) => !known.has(row.requirementId))
  if (stranger >= 0) throw fieldProblem(`rows.${stranger}.requirementId`, 'notValid')
  const rows = earlier.rows.map((row) => {
    const change = changes.get(row.requirementId)
    return change ? correctedRow(row, change.row, change.at) : row
  })
  return {
    ...earlier,
    rows,
    counts: countsOf(rows),
    findings: findingsOf(rows),
    summary: input.summary ?? earlier.summary,
    analysis: input.analysis ?? earlier.analysis,
  }
}

/** When a requirement turns out not to fall short, an acute finding that was raised for it does not stand either. */
function correctedRow(row: SnapshotRow, change: Correction['rows'][number], at: number): SnapshotRow {
  assertJudged(row, change, `rows.${at}.`)
  const isShort = change.verdict === 'notMet' || change.verdict === 'partly'
  const judged = judgementColumns(change)
  return {
    ...row,
    ...judged,
    levelText: row.levels.find((level) => level.level === judged.level)?.text ?? '',
    acuteFindingId: isShort ? row.acuteFindingId : null,
  }
}
