import pg from 'pg'
import { withAdmin } from '#platform/db/embedded-database.ts'

/**
 * One transaction as the owner of the tables, whom row-level security does not bind: only for content that comes with
 * the product, never for anything a user sends.
 */
export function asOwner<Result>(
  adminUrl: string,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  return withAdmin(adminUrl, async (client) => {
    await client.query('begin')
    try {
      await client.query('set local role uppsikt_owner')
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
}

export type NewMunicipality = { id: string; name: string; isDemo: boolean }

export async function municipalityExists(client: pg.ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query('select from municipality where id = $1', [id])
  return rowCount === 1
}

/** A municipality of one's own wants a second factor from its first day; a demo is tried with a password alone. */
export async function insertMunicipality(
  client: pg.ClientBase,
  { id, name, isDemo }: NewMunicipality,
): Promise<void> {
  await client.query(
    'insert into municipality (id, name, is_demo, second_factor_required) values ($1, $2, $3, $4)',
    [id, name, isDemo, !isDemo],
  )
}

/** The first link of the municipality's chain of logged acts; a trigger numbers and hashes it. */
export async function logLoad(client: pg.ClientBase, municipalityId: string, what: string): Promise<void> {
  await client.query(`select set_config('app.municipality', $1, true)`, [municipalityId])
  await client.query(
    `insert into audit (municipality_id, seq, at, verb, outcome, detail, previous_hash, hash)
      values ($1, 0, now(), 'content.load', 'done', jsonb_build_object('what', $2::text), '', '')`,
    [municipalityId, what],
  )
}
