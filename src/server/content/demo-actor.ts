import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { endSession, findActor, openSession } from '#platform/session/session.ts'
import { instant, lastDay } from './times.ts'

/** The demo municipality and the day it is told from. */
export type DemoDay = { municipalityId: string; asOf: string }

/** Somebody who holds the role, as a sign-in on the demo's last day would know them. */
export async function actorOf(db: Db, given: DemoDay, role: string): Promise<Actor> {
  const { rows } = await sql<{ id: string }>`select account_id as id from role_assignment
    where municipality_id = ${given.municipalityId} and role = ${role} order by account_id limit 1`.execute(
    db,
  )
  const account = { municipalityId: given.municipalityId, id: rows[0]?.id ?? '' }
  const now = new Date(instant(lastDay(given.asOf), '08:00'))
  const { token } = await openSession(db, account, { agent: '', now })
  const actor = await findActor(db, token, now)
  await endSession(db, token, now)
  if (!actor) throw new Error(`The demo has nobody who is ${role}.`)
  return actor
}
