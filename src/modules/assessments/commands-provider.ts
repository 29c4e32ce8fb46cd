import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { formatDateTime } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { findDraft, removeDraft } from '#modules/drafts/public.ts'
import { notifyTeam } from '#modules/notices/public.ts'
import { assessmentTexts as t } from '#texts/sv/assessments.ts'
import { hearingDutyRules } from './duties.ts'
import { AskExtension, SubmitHearing } from './contract.ts'
import { movedHearing, type Hearing } from './hearing-rules.ts'
import { lockHearing, saveHearing } from './queries.ts'
import { listComments } from './queries-comments.ts'

/** The first time somebody at the provider opens the draft is dated, so that the office knows that it has arrived. */
export async function recordOpening(
  { db, actor, now }: { db: Db; actor: Actor; now: Date },
  hearing: Hearing,
): Promise<void> {
  if (hearing.openedAt !== null || hearing.state !== 'open' || actor.side !== 'operator') return
  const opened = await db
    .updateTable('hearing')
    .set({ openedAt: now })
    .where('id', '=', hearing.id)
    .where('openedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!opened) return
  await writeAudit(db, {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    verb: 'hearing.open',
    targetId: hearing.id,
    boardId: hearing.boardId,
    unitId: hearing.unitId,
    outcome: 'read',
    at: now,
  })
}

export const askExtension = command({
  verb: 'hearing.askExtension',
  input: AskExtension,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    assertOpen(hearing)
    if (input.until <= hearing.dueOn) throw fieldProblem('until', 'dateBeforeOther')
    await saveHearing(context.db, hearing, {
      extensionAskedUntil: input.until,
      extensionReason: input.reason,
      extensionAnswer: null,
      extensionAnswerReason: '',
    })
    await tellTeam(context, hearing, {
      kind: 'hearing.extensionAsked',
      title: t.noticeExtensionAsked(input.until),
    })
    return { id: hearing.id, until: input.until }
  },
})

/** Hands in the answer: every comment and the statement leave the own space at one moment. */
export const submitHearing = command({
  verb: 'hearing.submit',
  input: SubmitHearing,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    const next = movedHearing(hearing, 'submit')
    const unsent = await listComments(context.db, hearing.id)
    assertClear(unsent.length, input)
    await context.db
      .updateTable('hearingComment')
      .set({ sentAt: context.now })
      .where('hearingId', '=', hearing.id)
      .where('sentAt', 'is', null)
      .execute()
    await saveHearing(context.db, hearing, {
      state: next.state,
      statement: input.statement,
      noComments: input.noComments,
      answeredBy: context.actor.accountId,
      answeredAt: context.now,
    })
    await sql`select register_hearing_answer(${hearing.id}, ${uuidv7(context.now.getTime())})`.execute(
      context.db,
    )
    await removeDraft(context.db, context.actor, statementKey(hearing.id))
    await tellTeam(context, hearing, { kind: 'hearing.answered', title: t.noticeAnswered(unsent.length) })
    await refreshDuties(context, hearingDutyRules, [hearing.id])
    return {
      id: hearing.id,
      comments: unsent.length,
      receivedAt: context.now.toISOString(),
      received: formatDateTime(context.now),
    }
  },
  detail: (_input, result) => ({ comments: result.comments }),
})

/** What has been written of the statement lies in the writer's own space, out of the office's sight. */
export function statementKey(hearingId: string): string {
  return `hearing/${hearingId}`
}

export async function findKeptStatement(db: Db, actor: Actor, hearingId: string): Promise<string> {
  const kept = (await findDraft(db, actor, statementKey(hearingId)))?.content['statement']
  return typeof kept === 'string' ? kept : ''
}

export function assertOpen(hearing: Pick<Hearing, 'state'>): void {
  if (hearing.state !== 'open') throw new Problem('wrongState', { detail: `hearing is ${hearing.state}` })
}

/** An empty answer is never taken for "no comments", nor are comments thrown away by a tick. */
function assertClear(comments: number, input: { statement: string; noComments: boolean }): void {
  if (comments > 0 && input.noComments) throw fieldProblem('noComments', 'notValid')
  if (comments === 0 && input.statement === '' && !input.noComments)
    throw fieldProblem('noComments', 'chooseOne')
}

function tellTeam(
  context: Context,
  { followUpId }: Pick<Hearing, 'followUpId'>,
  notice: { kind: string; title: string },
): Promise<void> {
  return notifyTeam(context, { ...notice, followUpId, href: `/uppfoljningar/${followUpId}/faktagranskning` })
}
