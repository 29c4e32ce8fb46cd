import type { Db } from '#platform/db/pool.ts'

export function findFile(db: Db, fileId: string) {
  return db
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'content', 'boardId', 'unitId'])
    .where('id', '=', fileId)
    .executeTakeFirst()
}

/** Names and sizes of files, for lists; the content stays where it is. */
export function listFiles(db: Db, fileIds: readonly string[]) {
  if (fileIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'uploadedAt'])
    .where('id', 'in', [...fileIds])
    .orderBy('name')
    .orderBy('id')
    .execute()
}
