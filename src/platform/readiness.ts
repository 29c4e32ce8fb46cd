import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import type { Db } from './db/pool.ts'
import { migrationNames } from './db/migrate.ts'

type State = 'ok' | 'fault'
export type Readiness = { readonly database: State; readonly migrations: State; readonly disk: State }

/** Below this a report may fail half-way, and PostgreSQL on the same disk is near its own end. */
const leastFreeMb = 50

/**
 * Whether requests should be sent here: the database answers and can be written to, it has every migration that this
 * version needs (newer ones are the migration's to judge), and there is room on the disks we write to.
 */
export async function readiness(db: Db): Promise<Readiness> {
  const [database, migrations, disk] = await Promise.all([
    stateOf(isWritable(db)),
    stateOf(hasMigrations(db)),
    stateOf(hasRoom()),
  ])
  return { database, migrations, disk }
}

export function isReady(state: Readiness): boolean {
  return Object.values(state).every((one) => one === 'ok')
}

async function stateOf(check: Promise<boolean>): Promise<State> {
  return (await check.catch(() => false)) ? 'ok' : 'fault'
}

async function isWritable(db: Db): Promise<boolean> {
  const { rows } = await sql<{
    writable: boolean
  }>`select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writable`.execute(
    db,
  )
  return rows[0]?.writable === true
}

async function hasMigrations(db: Db): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from migration.done`.execute(db)
  const done = new Set(rows.map((row) => row.name))
  return (await migrationNames()).every((name) => done.has(name))
}

async function hasRoom(): Promise<boolean> {
  const least = Number(process.env['LEAST_FREE_MB'] ?? leastFreeMb) * 1024 * 1024
  const places = [tmpdir(), process.env['DATA_DIR']].filter((place) => place !== undefined)
  const disks = await Promise.all(places.map((place) => statfs(place)))
  return disks.every((disk) => disk.bavail * disk.bsize >= least)
}
