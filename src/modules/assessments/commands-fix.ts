import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { lockFollowUp, moved, saveFollowUpState, type FollowUp } from '#modules/followups/public.ts'
import { addRecordIfMatter } from '#modules/meetings/public.ts'
import { notify, operatorsOf } from '#modules/notices/public.ts'
import { assessmentTexts as t } from '#texts/sv/assessments.ts'
import { checkDraft } from './checks.ts'
import { checksumOf } from './checksum.ts'
import { assertUnbiased } from './commands-revise.ts'
import { FixAssessment } from './contract.ts'
import { linkRaised, openFindings } from './findings.ts'
import { placeOf, type Place } from './place.ts'
import type { Hearing } from './hearing-rules.ts'
import { findHearingOf } from './queries.ts'
import { listComments } from './queries-comments.ts'
import { canonical, ruleVersion, type AssessmentSnapshot } from './rules.ts'
import { buildSnapshot } from './snapshot.ts'

/** Fixes the assessment after the hearing: freezes it, makes findings of what was not met, gives the result back. */
export const fixAssessment = command({
  verb: 'assessment.fix',
  input: FixAssessment,
  target: ({ db }, input) => lockFollowUp(db, input.followUpId),
  async run(context, followUp) {
    const next = moved(followUp, 'fix')
    await assertUnbiased(context, followUp.id)
    const snapshot = await finalSnapshot(context, followUp)
    const place = placeOf(followUp)
    const id = await insertVersion(context, { place, snapshot, version: 1, reason: '' })
    await openFindings(context, place, {
      assessmentId: id,
      findings: snapshot.findings.filter(isNew(snapshot)),
    })
    await linkRaised(context, { followUpId: followUp.id, assessmentId: id })
    await saveFollowUpState(context.db, followUp, { state: next.state })
    await giveBack(context, place, {
      id,
      kind: 'assessment.fixed',
      notice: t.noticeFixed(followUp.title),
      record: t.recordFixed(followUp.title),
      party: snapshot.followUp.providerName,
      acute: snapshot.findings.some((finding) => finding.severity === 'acute'),
    })
    return { id, version: 1, findings: snapshot.findings.length }
  },
  detail: (input, result) => ({ followUpId: input.followUpId, findings: result.findings }),
})

type Version = { place: Place; snapshot: AssessmentSnapshot; version: number; reason: string }

/** One version with its verdicts as rows: what figures and "last time" are counted from. */
export async function insertVersion(
  { db, actor, now }: Context,
  { place, snapshot, version, reason }: Version,
): Promise<string> {
  const id = uuidv7(now.getTime())
  const { boardId, unitId, providerId, followUpId } = place
  const walls = { municipalityId: actor.municipalityId, boardId, unitId, providerId }
  await db
    .insertInto('assessment')
    .values({
      ...walls,
      id,
      followUpId,
      version,
      snapshot: canonical(snapshot),
      sha256: checksumOf(snapshot),
      ruleVersion,
      reason,
      statement: snapshot.statement,
      fixedBy: actor.accountId,
      fixedAt: now,
      sharedAt: now,
    })
    .execute()
  const verdicts = snapshot.rows.map(({ requirementId, key, verdict, level, measured, note }) => ({
    ...walls,
    assessmentId: id,
    requirementId,
    requirementKey: key,
    verdict,
    level,
    measured,
    note,
  }))
  await db.insertInto('fixedVerdict').values(verdicts).execute()
  return id
}

type Giving = { id: string; kind: string; notice: string; record: string; party: string; acute: boolean }

/** The result goes back to the unit and the provider, and into the matter. */
export async function giveBack(context: Context, place: Place, giving: Giving): Promise<void> {
  const receivers = await operatorsOf(context.db, place, todayIn(context.now))
  await notify(context, receivers, {
    kind: giving.kind,
    title: giving.notice,
    href: `/resultat/${giving.id}`,
    boardId: place.boardId,
    acute: giving.acute,
  })
  await addRecordIfMatter(context, {
    matterId: place.matterId,
    boardId: place.boardId,
    title: giving.record,
    direction: 'out',
    kind: 'assessment',
    sourceId: giving.id,
    party: giving.party,
  })
}

async function finalSnapshot(context: Context, followUp: FollowUp): Promise<AssessmentSnapshot> {
  const hearing = await findHearingOf(context.db, followUp.id)
  if (!hearing || (hearing.state !== 'answered' && hearing.state !== 'silent'))
    throw new Problem('wrongState', { detail: `hearing ${hearing?.state ?? 'none'}` })
  const snapshot = await buildSnapshot(context.db, followUp.id)
  if (!snapshot) throw new Problem('notFound')
  if (checkDraft(snapshot).some((check) => check.blocks)) throw new Problem('checksRemain')
  return { ...snapshot, ...(await answersOf(context, hearing, snapshot)) }
}

/** The provider's words go in unedited, each comment beside its answer. */
async function answersOf(
  { db }: Context,
  hearing: Hearing,
  snapshot: AssessmentSnapshot,
): Promise<Pick<AssessmentSnapshot, 'comments' | 'statement'>> {
  const comments = await listComments(db, hearing.id)
  if (comments.some((comment) => comment.outcome === null)) throw new Problem('unansweredComments')
  const codes = new Map(snapshot.rows.map((row) => [row.rowId, row.code]))
  return {
    statement: hearing.statement,
    comments: comments.map(({ rowId, kind, text, fileName, outcome, answer }) => ({
      rowId,
      code: rowId ? (codes.get(rowId) ?? '') : '',
      kind,
      text,
      fileName,
      outcome,
      answer,
    })),
  }
}

function isNew(snapshot: AssessmentSnapshot) {
  const raised = new Set(snapshot.rows.map((row) => row.acuteFindingId))
  return (finding: { id: string }) => !raised.has(finding.id)
}
