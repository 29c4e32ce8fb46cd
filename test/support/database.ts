import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { appUrl, withAdmin } from '#platform/db/embedded-database.ts'

export const TEMPLATE = 'uppsikt_template'

export type TestDatabase = {
  /** Signs in as the administrator, past row-level security: for arranging, never for asserting what a user sees. */
  readonly adminUrl: string
  /** Signs in as the application does. */
  readonly appUrl: string
  drop(): Promise<void>
}

/** A migrated database of its own, copied from the template. */
export function freshDatabase(): Promise<TestDatabase> {
  return copyOf(TEMPLATE)
}

/**
 * A database of its own that `fill` has filled: the first to ask fills it, and it is kept for the others of the run,
 * since a copy takes a moment and filling may take half a minute.
 */
export async function filledDatabase(
  name: string,
  fill: (database: TestDatabase) => Promise<unknown>,
): Promise<TestDatabase> {
  const server = new URL(needed('TEST_ADMIN_URL'))
  if (!(await exists(server, name))) {
    const database = await copyOf(TEMPLATE)
    await fill(database)
    const made = pg.escapeIdentifier(new URL(database.adminUrl).pathname.slice(1))
    await asAdmin(server, [`ALTER DATABASE ${made} RENAME TO ${pg.escapeIdentifier(name)}`])
  }
  return copyOf(name)
}

async function exists(server: URL, name: string): Promise<boolean> {
  let count: number | null = 0
  await withAdmin(server.href, async (admin) => {
    count = (await admin.query('select from pg_database where datname = $1', [name])).rowCount
  })
  return count === 1
}

async function copyOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = new URL(needed('TEST_ADMIN_URL'))
  // The grants on a database are not copied from its template.
  await asAdmin(server, [
    `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(template)}`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO uppsikt_app`,
    `GRANT CREATE, CONNECT ON DATABASE ${name} TO uppsikt_owner`,
  ])
  return {
    adminUrl: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    appUrl: appUrl({ port: Number(server.port), appPassword: needed('TEST_APP_PASSWORD') }, name),
    drop: () => asAdmin(server, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]),
  }
}

async function asAdmin(server: URL, statements: readonly string[]): Promise<void> {
  await withAdmin(server.href, async (admin) => {
    for (const statement of statements) await admin.query(statement)
  })
}

function needed(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the tests with vitest and test/support/global.ts.`)
  return value
}
