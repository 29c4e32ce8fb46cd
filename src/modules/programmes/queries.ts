import type { Db } from '#platform/db/pool.ts'

/** The council's programmes for private providers, the latest term first. */
export function listProgrammes(db: Db) {
  return db
    .selectFrom('providerProgramme')
    .select(['id', 'title', 'caseNumber', 'adoptedOn', 'termFrom', 'termTo', 'note'])
    .orderBy('termFrom', 'desc')
    .orderBy('adoptedOn', 'desc')
    .orderBy('id')
    .execute()
}

export type Programme = Awaited<ReturnType<typeof listProgrammes>>[number]
