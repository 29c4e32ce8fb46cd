import { sql, type RawBuilder } from 'kysely'
import { Problem } from '#kernel/problem.ts'
import { goneOf, type Gone } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'

/**
 * An assessment is kept, but what it rested on may be gone: then nobody can judge again what was judged, and a correction
 * would rest on nothing. What there is to say is written as a record of its own in the matter.
 */
export function refuseWithoutBasis(db: Db, followUpId: string): Promise<void> {
  return refuseWhere(
    db,
    sql`select from follow_up f where f.id = ${followUpId} and (f.notes_disposal_id is not null
      or exists (select from evidence e where e.municipality_id = f.municipality_id and e.follow_up_id = f.id
        and e.disposal_id is not null))`,
  )
}

/** What has been disposed of can be handed to nobody. That it once was there, its certificate tells. */
export function refuseGoneRecords(db: Db, recordIds: readonly string[]): Promise<void> {
  return refuseWhere(
    db,
    sql`select from record r join file f on f.municipality_id = r.municipality_id and f.id = r.file_id
      where r.id = any(${[...recordIds]}::uuid[]) and f.disposal_id is not null`,
  )
}

async function refuseWhere(db: Db, found: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ isGone: boolean }>`select exists (${found}) as is_gone`.execute(db)
  if (rows[0]?.isGone) throw new Problem('disposed')
}

/** Whether the notes of a protocol are gone, for the page that showed them. */
export async function findNotesGone(db: Db, followUpId: string): Promise<Gone | null> {
  const row = await db
    .selectFrom('followUp as f')
    .select(goneOf('f', 'notes_disposal_id').as('gone'))
    .where('f.id', '=', followUpId)
    .executeTakeFirst()
  return row?.gone ?? null
}
