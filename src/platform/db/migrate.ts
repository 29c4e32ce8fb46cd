import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/**
 * Brings the database up to date: makes the two roles, then runs migrations/*.sql in order, each in a transaction.
 * Forward only; a changed file that was already run stops the start. Two processes at once take turns.
 * `upTo` names the only ones to be run: a backup is read back into the version it was made from.
 * @returns the names that were run now
 */
export async function migrate(
  adminUrl: string,
  { folder = defaultFolder(), upTo }: { folder?: string; upTo?: ReadonlySet<string> } = {},
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'uppsikt migration' })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('uppsikt migration', 0))`)
    await prepareRoles(client)
    const done = await runOnes(client)
    const files = await migrationFiles(folder)
    refuseChanged(files, done)
    refuseNewer(files, done)
    const waiting = files.filter(({ name }) => !done.has(name) && (upTo?.has(name) ?? true))
    for (const file of waiting) await run(client, file)
    return waiting.map((file) => file.name)
  } finally {
    await client.end()
  }
}

/** The names of the migrations that this version has. */
export async function migrationNames(folder = defaultFolder()): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
}

type MigrationFile = { name: string; text: string; checksum: string; additive: boolean }
type Done = { name: string; checksum: string; additive: boolean }

/**
 * So begins a migration that the version before it can go on with: new tables, new columns that may be empty, new
 * indexes. It is what makes rolling back the application possible without rolling back the database.
 */
const additiveMark = /^-- additive\b/

async function prepareRoles(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'uppsikt_owner') then
      create role uppsikt_owner nologin nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'uppsikt_app') then
      create role uppsikt_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
    execute format('grant uppsikt_owner, uppsikt_app to %I', current_user);
    execute format('grant create, connect on database %I to uppsikt_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to uppsikt_app', current_database());
  end $$`)
  await client.query('create extension if not exists pg_trgm; create extension if not exists btree_gist')
  await client.query(
    'grant create, usage on schema public to uppsikt_owner; grant usage on schema public to uppsikt_app',
  )
  await client.query(`create schema if not exists migration;
    create table if not exists migration.done (
    name text primary key, checksum text not null, run_at timestamptz not null default now());
    alter table migration.done add column if not exists additive boolean not null default false;
    grant usage on schema migration to uppsikt_app;
    grant select on migration.done to uppsikt_app`)
}

async function runOnes(client: pg.Client): Promise<Map<string, Done>> {
  const { rows } = await client.query<Done>('select name, checksum, additive from migration.done')
  return new Map(rows.map((row) => [row.name, row]))
}

async function migrationFiles(folder: string): Promise<readonly MigrationFile[]> {
  return Promise.all(
    (await migrationNames(folder)).map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { name, text, checksum, additive: additiveMark.test(text) }
    }),
  )
}

function refuseChanged(files: readonly MigrationFile[], done: ReadonlyMap<string, Done>): void {
  const changed = files.find((file) => done.has(file.name) && done.get(file.name)?.checksum !== file.checksum)
  if (changed)
    throw new Error(`Migration ${changed.name} was changed after it was run: add a new file instead.`)
}

/** An older application meets a newer database: it goes on where the newer migrations only added. */
function refuseNewer(files: readonly MigrationFile[], done: ReadonlyMap<string, Done>): void {
  const known = new Set(files.map((file) => file.name))
  const newer = [...done.values()].find((one) => !known.has(one.name) && !one.additive)
  if (newer)
    throw new Error(
      `Databasen har uppdaterats av en nyare version av Uppsikt (${newer.name}), som den här versionen inte kan arbeta med. ` +
        'Starta den nyare versionen, eller läs tillbaka säkerhetskopian från före uppdateringen.',
    )
}

async function run(client: pg.Client, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin')
    await client.query('set local role uppsikt_owner')
    await client.query(file.text)
    await client.query('reset role')
    await client.query('insert into migration.done (name, checksum, additive) values ($1, $2, $3)', [
      file.name,
      file.checksum,
      file.additive,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${file.name} failed`, { cause: error })
  }
}

function defaultFolder(): string {
  return join(process.env['UPPSIKT_ROOT'] ?? process.cwd(), 'migrations')
}
