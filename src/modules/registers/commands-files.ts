import { fieldProblem, Problem } from '#kernel/problem.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { command } from '#platform/command.ts'
import { kindOf, save } from './commands.ts'
import { AttachFile, DetachFile } from './contract.ts'
import { lockEntry } from './queries.ts'
import { listFiles } from './queries-parts.ts'

/** A paper of an entry: one of the kind's document types, or any other. The office's own; no operator reads it. */
export const attachFile = command({
  verb: 'register.write',
  input: AttachFile,
  before: readFiles,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  async run(context, entry, { document, file }) {
    const kind = await kindOf(context, entry)
    if (document !== '' && !kind.definition.documents.some(({ key }) => key === document))
      throw fieldProblem('document', 'chooseOne')
    const stored = await storeFile(context, file, { boardId: entry.boardId, shared: false })
    await context.db
      .insertInto('registerFile')
      .values({
        municipalityId: context.actor.municipalityId,
        ...{ entryId: entry.id, fileId: stored.id, boardId: entry.boardId, document, addedAt: context.now },
      })
      .execute()
    const saved = await save(context, { entry, kind }, { ...asItIs(entry), kind: 'filed', note: stored.name })
    return { ...saved, fileId: stored.id }
  },
  detail: ({ document }) => ({ document }),
})

/** Taken away with a reason: the file itself stays, and the history says what it was. */
export const detachFile = command({
  verb: 'register.write',
  input: DetachFile,
  target: ({ db }, { entryId }) => lockEntry(db, entryId),
  async run(context, entry, { fileId, reason }) {
    const kind = await kindOf(context, entry)
    const file = (await listFiles(context.db, entry.id)).find(({ id }) => id === fileId)
    if (!file) throw new Problem('notFound')
    await context.db
      .updateTable('registerFile')
      .set({ removedAt: context.now })
      .where('entryId', '=', entry.id)
      .where('fileId', '=', fileId)
      .execute()
    const note = `${file.name}: ${reason}`
    return save(context, { entry, kind }, { ...asItIs(entry), kind: 'unfiled', note })
  },
  detail: ({ fileId }) => ({ fileId }),
})

function asItIs({ facts, state }: { facts: unknown; state: string }) {
  return { values: facts, state }
}
