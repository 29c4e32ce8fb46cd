import { Problem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { assertOpenFor } from './protocol-commands.ts'
import { AddEvidence, RemoveEvidence } from './protocol-contract.ts'
import { listSubmittedFiles } from './protocol-details.ts'
import { lockRow, type LockedRow } from './protocol-queries.ts'

/** What a judgement rests on: words, a document that was handed in, or a file of the office's own. */
export const addEvidence = command({
  verb: 'evidence.add',
  input: AddEvidence,
  before: readFiles,
  target: ({ db }, input) => lockRow(db, input.rowId),
  async run(context, row, input) {
    const { db, actor, now } = context
    await assertOpenFor(context, row)
    const id = uuidv7(now.getTime())
    await db
      .insertInto('evidence')
      .values({
        municipalityId: actor.municipalityId,
        id,
        protocolRowId: row.id,
        followUpId: row.followUpId,
        boardId: row.boardId,
        kind: input.kind,
        text: input.text,
        fileId: await fileOf(context, row, input),
        addedBy: actor.accountId,
        addedAt: now,
        removedAt: null,
      })
      .execute()
    return { id, rowId: row.id }
  },
  detail: (_, result, row) => ({ followUpId: row.followUpId, evidenceId: result.id }),
})

type Chosen = { fileId?: string | undefined; file?: { name: string; bytes: Uint8Array } | undefined }

async function fileOf(context: Context, row: LockedRow, input: Chosen): Promise<string | null> {
  if (input.file) {
    const stored = await storeFile(context, input.file, { boardId: row.boardId, shared: false })
    return stored.id
  }
  if (!input.fileId) return null
  const submitted = await listSubmittedFiles(context.db, row.followUpId)
  // A file of another follow-up is not evidence here, even for somebody who may read it.
  if (!submitted.some((file) => file.id === input.fileId)) throw new Problem('notFound')
  return input.fileId
}

/** Kept and marked: what a judgement once rested on can still be read in the history. */
export const removeEvidence = command({
  verb: 'evidence.remove',
  input: RemoveEvidence,
  target: ({ db }, input) => lockEvidence(db, input.evidenceId),
  async run(context, evidence) {
    await assertOpenFor(context, evidence)
    if (evidence.removedAt) throw new Problem('alreadyDone')
    await context.db
      .updateTable('evidence')
      .set({ removedAt: context.now })
      .where('id', '=', evidence.id)
      .execute()
    return { id: evidence.id, rowId: evidence.rowId }
  },
  detail: (_, result, evidence) => ({ followUpId: evidence.followUpId, rowId: result.rowId }),
})

function lockEvidence(db: Db, evidenceId: string) {
  return db
    .selectFrom('evidence as e')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'e.municipalityId').onRef('f.id', '=', 'e.followUpId'),
    )
    .select(['e.id', 'e.protocolRowId as rowId', 'e.followUpId', 'e.boardId', 'e.removedAt'])
    .select(['f.unitId', 'f.state'])
    .where('e.id', '=', evidenceId)
    .forUpdate('e')
    .forShare('f')
    .executeTakeFirst()
}
