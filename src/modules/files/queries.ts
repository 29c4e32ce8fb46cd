import type { Db } from '#platform/db/pool.ts'

export function findFile(db: Db, fileId: string) {
  return db
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'content', 'boardId', 'unitId'])
    .where('id', '=', fileId)
    .executeTakeFirst()
}
