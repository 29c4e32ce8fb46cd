import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { findFollowUp, lockFollowUp } from '#modules/followups/public.ts'
import { rowFaults, type CheckCode } from './checks.ts'
import { ReviseRow, type Judgement } from './contract.ts'
import type { Hearing } from './hearing-rules.ts'
import { findHearing, findHearingOf } from './queries.ts'
import { listComments } from './queries-comments.ts'
import { findSnapshotRow } from './snapshot.ts'
import type { SnapshotRow } from './rules.ts'

/** Changes a row of the protocol during the hearing: only one whose comment was accepted, wholly or partly. */
export const reviseRow = command({
  verb: 'comment.answer',
  input: ReviseRow,
  target: ({ db }, input) => lockFollowUp(db, input.followUpId),
  async run(context, followUp, input) {
    const hearing = await findHearingOf(context.db, followUp.id)
    if (!hearing) throw new Problem('wrongState', { detail: 'no hearing' })
    await getAnsweredHearing(context, hearing.id)
    const row = await findSnapshotRow(context.db, followUp.id, input.rowId)
    if (!row) throw new Problem('notFound')
    await assertAccepted(context, hearing, input.rowId)
    assertJudged(row, input)
    return { ...(await writeRow(context, row, input)), followUpId: followUp.id }
  },
  detail: (input, result) => ({ rowId: input.rowId, revision: result.revision }),
})

/** The hearing, answered and not yet followed by a fixed assessment: the time when comments are answered. */
export async function getAnsweredHearing(context: Context, hearingId: string): Promise<Hearing> {
  const hearing = await findHearing(context.db, hearingId)
  const followUp = hearing && (await findFollowUp(context.db, hearing.followUpId))
  if (!hearing || !followUp) throw new Problem('notFound')
  if (hearing.state !== 'answered' || followUp.state !== 'hearing')
    throw new Problem('wrongState', { detail: `hearing ${hearing.state}, follow-up ${followUp.state}` })
  await assertUnbiased(context, followUp.id)
  return hearing
}

/** The rules of a row hold for every change of it: a shortfall is explained, what is left out has a reason. */
export function assertJudged(row: SnapshotRow, input: Judgement, at = ''): void {
  const faults = rowFaults({ ...row, ...judgementColumns(input) }).filter((fault) => fault.blocks)
  const fault = faults.map(({ code }) => faultFields[code]).find((found) => found !== undefined)
  if (fault) throw fieldProblem(at + fault.path, fault.code)
}

export function judgementColumns(input: Judgement) {
  const { verdict, note, reason } = input
  return { verdict, note, reason, level: input.level ?? null, measured: input.measured ?? null }
}

const faultFields: Partial<Record<CheckCode, { path: string; code: string }>> = {
  unassessed: { path: 'verdict', code: 'verdictNeeded' },
  notMetWithoutNote: { path: 'note', code: 'noteNeeded' },
  partlyWithoutNote: { path: 'note', code: 'noteNeeded' },
  notApplicableWithoutReason: { path: 'reason', code: 'reasonNeeded' },
}

async function writeRow(
  { db, actor, now }: Context,
  row: SnapshotRow,
  input: Judgement & { revision: number },
): Promise<{ id: string; revision: number }> {
  const saved = await db
    .updateTable('protocolRow')
    .set((set) => ({
      ...judgementColumns(input),
      revision: set('revision', '+', 1),
      changedBy: actor.accountId,
      changedAt: now,
    }))
    .where('id', '=', row.rowId)
    .where('revision', '=', input.revision)
    .returning(['id', 'revision'])
    .executeTakeFirst()
  if (!saved) throw new Problem('stale', { current: row })
  return saved
}

async function assertAccepted(context: Context, hearing: Hearing, rowId: string): Promise<void> {
  const comments = await listComments(context.db, hearing.id)
  const isAccepted = comments.some(
    (comment) => comment.rowId === rowId && (comment.outcome === 'accepted' || comment.outcome === 'partly'),
  )
  if (!isAccepted) throw new Problem('wrongState', { detail: 'no accepted comment' })
}

/** Whoever has declared bias (jäv) takes no part in the judgement, whatever the role allows. */
export async function assertUnbiased({ db, actor }: Context, followUpId: string): Promise<void> {
  const biased = await db
    .selectFrom('followUpMember')
    .select('accountId')
    .where('followUpId', '=', followUpId)
    .where('accountId', '=', actor.accountId)
    .where('bias', '=', 'biased')
    .executeTakeFirst()
  if (biased) throw new Problem('notAllowed', { detail: 'biased' })
}
