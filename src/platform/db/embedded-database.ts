import pg from 'pg'
import type { EmbeddedServer } from './embedded.ts'

/** The role that the web server and the worker sign in with: it owns nothing and row-level security binds it. */
const APP = 'uppsikt_app'

export type DatabaseAddresses = { readonly adminUrl: string; readonly appUrl: string }

/** Makes the database and the application's role when they are missing. Everything in them comes by migration. */
export async function prepareDatabase(server: EmbeddedServer, database: string): Promise<DatabaseAddresses> {
  await withAdmin(server.adminUrl('postgres'), async (admin) => {
    await makeAppRole(admin, server.appPassword)
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (!rowCount) await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
  })
  return { adminUrl: server.adminUrl(database), appUrl: appUrl(server, database) }
}

export function appUrl(server: Pick<EmbeddedServer, 'port' | 'appPassword'>, database: string): string {
  return `postgres://${APP}:${server.appPassword}@127.0.0.1:${server.port}/${database}`
}

/** Runs something with one connection of the administrator, and closes it whatever happens. */
export async function withAdmin<T>(adminUrl: string, run: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl })
  // A connection that breaks tells the query under way; told once more with nobody listening, it would end the process.
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    return await run(admin)
  } finally {
    await admin.end()
  }
}

async function makeAppRole(admin: pg.Client, password: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [APP])
  const attributes = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT'
  const verb = rowCount ? 'ALTER' : 'CREATE'
  await admin.query(`${verb} ROLE ${APP} ${attributes} PASSWORD ${pg.escapeLiteral(password)}`)
}
