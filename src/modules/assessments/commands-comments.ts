import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import type { z } from 'zod'
import { assertOpen } from './commands-provider.ts'
import { AddComment, AnswerComment, ChangeComment, RemoveComment } from './contract.ts'
import { getAnsweredHearing } from './commands-revise.ts'
import { findHearing, findHearingSnapshot, lockHearing } from './queries.ts'
import type { Hearing } from './hearing-rules.ts'
import { lockComment, type Comment } from './queries-comments.ts'
import { readSnapshot } from './shapes.ts'

/** Writes a comment in the provider's own space; the office sees it when the answer is handed in. */
export const addComment = command({
  verb: 'hearing.comment',
  input: AddComment,
  before: readFiles,
  target: ({ db }, input) => lockHearing(db, input.hearingId),
  async run(context, hearing, input) {
    assertOpen(hearing)
    if (input.rowId) await assertInDraft(context, hearing.id, input.rowId)
    const fileId = await storedFile(context, hearing, input.file)
    const id = uuidv7(context.now.getTime())
    await context.db
      .insertInto('hearingComment')
      .values({
        municipalityId: context.actor.municipalityId,
        id,
        hearingId: hearing.id,
        protocolRowId: input.rowId ?? null,
        boardId: hearing.boardId,
        unitId: hearing.unitId,
        providerId: hearing.providerId,
        kind: input.kind,
        text: input.text,
        fileId,
        madeBy: context.actor.accountId,
        madeAt: context.now,
      })
      .execute()
    return { id }
  },
})

export const changeComment = command({
  verb: 'hearing.comment',
  input: ChangeComment,
  target: ({ db }, input) => lockComment(db, input.commentId),
  async run({ db }, comment, input) {
    await assertUnsent(db, comment)
    await db
      .updateTable('hearingComment')
      .set({ kind: input.kind, text: input.text })
      .where('id', '=', comment.id)
      .execute()
    return { id: comment.id, hearingId: comment.hearingId }
  },
})

export const removeComment = command({
  verb: 'hearing.comment',
  input: RemoveComment,
  target: ({ db }, input) => lockComment(db, input.commentId),
  async run({ db }, comment) {
    await assertUnsent(db, comment)
    await db.deleteFrom('hearingComment').where('id', '=', comment.id).execute()
    return { id: comment.id, hearingId: comment.hearingId }
  },
})

/** The office's answer to one comment. It can be changed until the assessment is fixed. */
export const answerComment = command({
  verb: 'comment.answer',
  input: AnswerComment,
  target: ({ db }, input) => lockComment(db, input.commentId),
  async run(context, comment, input) {
    const hearing = await getAnsweredHearing(context, comment.hearingId)
    await context.db
      .updateTable('hearingComment')
      .set({
        outcome: input.outcome,
        answer: input.answer,
        answeredBy: context.actor.accountId,
        answeredAt: context.now,
      })
      .where('id', '=', comment.id)
      .execute()
    return { id: comment.id, followUpId: hearing.followUpId }
  },
  detail: (input) => ({ outcome: input.outcome }),
})

async function assertInDraft(context: Context, hearingId: string, rowId: string): Promise<void> {
  const draft = readSnapshot(await findHearingSnapshot(context.db, hearingId))
  if (!draft.rows.some((row) => row.rowId === rowId)) throw fieldProblem('rowId', 'notValid')
}

async function assertUnsent(db: Context['db'], comment: Comment): Promise<void> {
  const hearing = await findHearing(db, comment.hearingId)
  if (!hearing) throw new Problem('notFound')
  assertOpen(hearing)
  if (comment.sentAt !== null) throw new Problem('alreadyDone')
}

async function storedFile(
  context: Context,
  hearing: Hearing,
  file: z.output<typeof AddComment>['file'],
): Promise<string | null> {
  if (!file) return null
  const { boardId, unitId, providerId } = hearing
  const place = { boardId, unitId, providerId, shared: false, ownSpace: true }
  const stored = await storeFile(context, file, place)
  return stored.id
}
