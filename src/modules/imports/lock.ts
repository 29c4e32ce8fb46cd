import type { Updateable } from 'kysely'
import { stateAfter } from '#kernel/moves.ts'
import { Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ImportTable } from '#platform/db/types.ts'
import { importMoves, type ImportState } from './rules.ts'

/** The office brings in for its board; the administrator brings in people, and nothing else, for the municipality. */
export type ImportVerb = 'import.run' | 'import.undo' | 'import.people'

/** The file's bytes stay in the table. */
export function lockImport(db: Db, importId: string) {
  return db
    .selectFrom('import')
    .select([
      'id',
      'boardId',
      'state',
      'fileName',
      'sheets',
      'validFrom',
      'changeKind',
      'note',
      'counts',
      'revision',
      'disposalId',
    ])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
}

export type HeldImport = NonNullable<Awaited<ReturnType<typeof lockImport>>>
export type Move = keyof typeof importMoves
/** What is asked of an import that is held. Without a revision nobody has looked at it yet. */
export type Asked = { verb: ImportVerb; move: Move; revision?: number | undefined }
export type Next = { state: ImportState; revision: number }

/**
 * The opening of every step: an import of a board is not for the administrator's command, nor the other way round;
 * somebody else, or another window, may have gone on with it; its rows may be gone, and then nobody knows any more which
 * they were; and its state must allow the step.
 * @returns the state and the revision it has when the step is done
 */
export function opened(held: HeldImport, { verb, move, revision }: Asked): Next {
  if ((verb === 'import.people') !== (held.boardId === null)) throw new Problem('notFound')
  if (revision !== undefined && revision !== held.revision)
    throw new Problem('stale', { current: { state: held.state, revision: held.revision } })
  if (held.disposalId) throw new Problem('disposed')
  return { state: stateAfter(importMoves, held.state, move), revision: held.revision + 1 }
}

/** The end of every step: its state and what it found out. */
export async function closed({ db }: Context, held: HeldImport, facts: Next & Updateable<ImportTable>) {
  await db.updateTable('import').set(facts).where('id', '=', held.id).execute()
  return { id: held.id, revision: facts.revision, state: facts.state }
}
