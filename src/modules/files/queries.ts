import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'

export function findFile(db: Db, fileId: string) {
  return db
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'content', 'boardId', 'unitId', 'disposalId'])
    .where('id', '=', fileId)
    .executeTakeFirst()
}

/** How many bytes everything that was handed in takes; told to the administrator only, to others nothing. */
export async function filesTake(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: number | null }>`select files_take() as bytes`.execute(db)
  return rows[0]?.bytes ?? 0
}
