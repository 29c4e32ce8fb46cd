import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'

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
    ])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
}

export type HeldImport = NonNullable<Awaited<ReturnType<typeof lockImport>>>

/** An import of a board is not for the administrator's command, nor the other way round. */
export function refuseOther(verb: ImportVerb, held: HeldImport): void {
  if ((verb === 'import.people') !== (held.boardId === null)) throw new Problem('notFound')
}

/** Somebody else, or another window, has gone on with it. */
export function refuseStale(held: HeldImport, revision: number): void {
  if (held.revision !== revision)
    throw new Problem('stale', { current: { state: held.state, revision: held.revision } })
}
