import type pg from 'pg'
import { withAdmin } from '../db/embedded-database.ts'
import { listMigrations, type Migration } from './schema.ts'

/** A look at everything as it stood at one moment, past the walls of row-level security: as the owner of the tables. */
export function reading<Result>(
  adminUrl: string,
  work: (client: pg.ClientBase, migrations: readonly Migration[]) => Promise<Result>,
): Promise<Result> {
  return within(adminUrl, 'begin isolation level repeatable read, read only', work)
}

/** All or nothing. */
export function writing<Result>(
  adminUrl: string,
  work: (client: pg.ClientBase, migrations: readonly Migration[]) => Promise<Result>,
): Promise<Result> {
  return within(adminUrl, 'begin', work)
}

function within<Result>(
  adminUrl: string,
  begin: string,
  work: (client: pg.ClientBase, migrations: readonly Migration[]) => Promise<Result>,
): Promise<Result> {
  return withAdmin(adminUrl, async (client) => {
    await client.query(begin)
    try {
      const migrations = await listMigrations(client)
      if (migrations.length > 0) await client.query('set local role uppsikt_owner')
      const result = await work(client, migrations)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
}

/** By its id, its name, or its name as in an address. @throws Error when it is none or several */
export async function findMunicipality(
  client: pg.ClientBase,
  wanted: string,
): Promise<{ id: string; name: string }> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'select id, name from municipality order by name',
  )
  const found = rows.filter(({ id, name }) =>
    [id, name.toLowerCase(), slugOf(name)].includes(wanted.toLowerCase()),
  )
  const [only] = found
  if (only && found.length === 1) return only
  const names = rows.map(({ id, name }) => `${slugOf(name)} (${id})`).join(', ')
  throw new Error(`Ange kommunen med --municipality. Här finns: ${names || 'ingen'}.`)
}

export function slugOf(name: string): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}
