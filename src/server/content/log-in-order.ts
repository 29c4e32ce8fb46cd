import type pg from 'pg'
import { withAdmin } from '#platform/db/embedded-database.ts'

/** The rows of the log that are held back, and are written as the time of the story passes. */
export type HeldLog = { readonly upTo: (at: Date) => Promise<void> }

type Row = { at: Date; row: unknown }

/**
 * The scenes of the demo each tell their own year, so that the log they leave goes back and forth in time. All of it is taken up
 * before its reviews and written again in the order of time, as far as each step of theirs had come; the chain is made
 * anew as it grows. Only where nobody has seen the log yet, which is while the demo is loaded.
 */
export function withLogInOrder(
  adminUrl: string,
  municipalityId: string,
  work: (log: HeldLog) => Promise<void>,
): Promise<void> {
  return withAdmin(adminUrl, async (client) => {
    await client.query('set role uppsikt_owner')
    const held = await takeUp(client, municipalityId)
    const upTo = async (at: Date) => {
      const later = held.findIndex((one) => one.at > at)
      await write(client, held.splice(0, later === -1 ? held.length : later))
    }
    try {
      await work({ upTo })
    } finally {
      await write(client, held)
    }
  })
}

async function takeUp(client: pg.ClientBase, municipalityId: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `with gone as (delete from audit where municipality_id = $1 returning *)
      select g.at, to_jsonb(g) as row from gone g order by g.at, g.seq`,
    [municipalityId],
  )
  return rows
}

/** The trigger numbers each row and joins it to the one before. */
async function write(client: pg.ClientBase, rows: readonly Row[]): Promise<void> {
  await client.query(
    `insert into audit select r.* from jsonb_array_elements($1::jsonb) with ordinality as one (row, place),
        jsonb_populate_record(null::audit, one.row) as r order by one.place`,
    [JSON.stringify(rows.map(({ row }) => row))],
  )
}
