import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { scopeOf } from '#access/may.ts'
import { makeRowsOfOperators } from '#test/operators.ts'
import { makeWorld, type World } from '#test/world.ts'
import { withScope } from './transaction.ts'

/** The second wall, proven over whatever tables there are: a new table without a policy fails here. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function names(query: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ name: string }>(query)
  return rows.map((row) => row.name)
}

test('every table has row-level security on and at least one policy', async () => {
  const open =
    await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p') and (not c.relrowsecurity
      or not exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`)
  expect(open).toEqual([])
})

test('every policy that lets somebody write also checks what is written', async () => {
  const unchecked = await names(`select polrelid::regclass || '.' || polname as name from pg_policy
    where polcmd in ('a', 'w', '*') and polwithcheck is null order by 1`)
  expect(unchecked).toEqual([])
})

test('no policy calls a function with a column of the row', async () => {
  const { rows } = await world.admin.query<{
    name: string
    text: string
  }>(`select tablename || '.' || policyname as name,
    coalesce(qual, '') || coalesce(with_check, '') as text from pg_policies where schemaname = 'public'`)
  const calls = rows.filter((row) => /scope\.\w+\((?!\)|'\w+'::text\))/.test(row.text))
  expect(calls.map((row) => row.name)).toEqual([])
})

test('at 23.30 in UTC the walls go by the day it is in Sweden, in winter and in summer', async () => {
  const { rows } = await world.admin.query<{ winter: string; summer: string }>(
    `select scope.day_of('2026-11-23T23:30Z')::text as winter, scope.day_of('2026-06-30T22:30Z')::text as summer`,
  )
  expect(rows).toEqual([{ winter: '2026-11-24', summer: '2026-07-01' }])
  expect(
    await names(`select tablename || '.' || policyname as name from pg_policies
      where concat(qual, with_check) ~* 'current_date|localtimestamp'
      union all select proname from pg_proc
      where pronamespace in ('public'::regnamespace, 'scope'::regnamespace, 'auth'::regnamespace)
        and prosrc ~* 'current_date|localtimestamp'`),
  ).toEqual([])
})

/** Table by table what the commands of operators change; of every other column the database refuses them the change. */
const ofOperators: Readonly<Record<string, readonly string[]>> = {
  action: ['description', 'due_on', 'follow_up_on', 'owner', 'revision', 'state', 'title'],
  action_plan: ['revision', 'state', 'submitted_at', 'submitted_by'],
  document_request: [
    ...['assigned_to', 'extension_answer', 'extension_asked_until', 'extension_reason', 'revision', 'state'],
  ],
  hearing: [
    ...['answered_at', 'answered_by', 'extension_answer', 'extension_answer_reason', 'extension_asked_until'],
    ...['extension_reason', 'no_comments', 'opened_at', 'revision', 'state', 'statement'],
  ],
  hearing_comment: ['kind', 'sent_at', 'text'],
}

test('a provider who writes past every page changes only the columns that its commands change', async () => {
  expect(
    await names(`select distinct tablename as name from pg_policies where schemaname = 'public'
    and policyname = 'operator_updates' order by 1`),
  ).toEqual(Object.keys(ofOperators))
  await makeRowsOfOperators(world)
  for (const [table, own] of Object.entries(ofOperators)) {
    const columns = await names(`select attname as name from pg_attribute
      where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped order by 1`)
    const open: string[] = []
    for (const column of columns) if (!(await isRefused(table, column))) open.push(column)
    expect(open, table).toEqual(own)
  }
})

/** A value that differs from what stands there, whatever its type. */
async function isRefused(table: string, column: string): Promise<boolean> {
  const { rows } = await world.admin.query<{ type: string }>(
    `select format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attname = $2`,
    [table, column],
  )
  const value = others[rows[0]?.type ?? ''] ?? `'annat'`
  const changed = withScope(world.db, scopeOf(world.people.manager), async (tx) => {
    const { numAffectedRows } =
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.raw(value)}`.execute(tx)
    if (numAffectedRows === 0n) throw new Error(`no row of ${table} to change`)
    throw new Error('changed, and taken back')
  })
  const told = await changed.catch((error: unknown) => String(error))
  if (told.includes('no row of')) throw new Error(told)
  return told.includes('an operator changes more')
}

const others: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  'uuid[]': 'array[gen_random_uuid()]',
  date: "'2031-05-05'",
  'timestamp with time zone': "'2031-05-05T08:00:00Z'",
  integer: '77',
  boolean: 'true',
  jsonb: `'{"annat": 1}'`,
  bytea: "'annat'",
}

test('the application’s role owns nothing, signs in without powers and cannot step past the policies', async () => {
  const { rows } = await world.admin
    .query(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles
    where rolname = 'uppsikt_app'`)
  expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false })
  expect(await names(`select relname as name from pg_class where relowner = 'uppsikt_app'::regrole`)).toEqual(
    [],
  )
  const owner = await world.admin.query(`select rolcanlogin from pg_roles where rolname = 'uppsikt_owner'`)
  expect(owner.rows[0]).toEqual({ rolcanlogin: false })
})

test('the municipality comes first in every primary key and every unique constraint', async () => {
  const exceptions = ['municipality', 'throttle', 'session_token_hash_key', 'account_link_token_hash_key']
  const others =
    await names(`select case when con.contype = 'p' then con.conrelid::regclass::text else con.conname end as name
    from pg_constraint con join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
    where con.contype in ('p', 'u') and con.connamespace = 'public'::regnamespace and a.attname <> 'municipality_id'
    order by 1`)
  expect(others.filter((name) => !exceptions.includes(name))).toEqual([])
})

test('functions that step past the policies are few, known, and fix their search path', async () => {
  const known = await names(`select p.oid::regproc::text as name from pg_proc p
    where p.prosecdef and p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace, 'scope'::regnamespace)
    and not coalesce(array_to_string(p.proconfig, ',') ~ 'search_path=public, pg_temp', false)`)
  expect(known).toEqual([])
  const all = await names(`select p.oid::regproc::text as name from pg_proc p where p.prosecdef
    and p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace, 'scope'::regnamespace) order by 1`)
  expect(all).toMatchSnapshot()
})

test('without a scope nothing at all is readable', async () => {
  const tables = await names(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const seen = await world.db.transaction().execute(async (tx) => {
    await sql`set local role uppsikt_app`.execute(tx)
    const counts = []
    for (const table of tables.filter((name) => name !== 'throttle')) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx)
      if (rows[0]?.n !== 0) counts.push(table)
    }
    return counts
  })
  expect(seen).toEqual([])
})

test('the scope does not outlive its transaction, whether it ends well or badly', async () => {
  const scope = scopeOf(world.people.strategist)
  await withScope(world.db, scope, (tx) => sql`select 1`.execute(tx))
  await withScope(world.db, scope, (tx) => sql`select 1 / 0`.execute(tx)).catch(() => undefined)
  const left = await Promise.all(
    Array.from({ length: 6 }, () =>
      sql<{
        m: string | null
        r: string
      }>`select nullif(current_setting('app.municipality', true), '') as m`.execute(world.db),
    ),
  )
  expect(left.map(({ rows }) => rows[0]?.m ?? null)).toEqual(Array(6).fill(null))
})

test('a strategist of one municipality finds no row of the other in any table', async () => {
  const tables =
    await names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relkind = 'r' and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'municipality_id')`)
  for (const actor of Object.values(world.people)) {
    const foreign = await withScope(world.db, scopeOf(actor), async (tx) => {
      const found = []
      for (const table of tables) {
        const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
          where municipality_id <> ${actor.municipalityId}`.execute(tx)
        if (rows[0]?.n !== 0) found.push(table)
      }
      return found
    })
    expect(foreign, actor.name).toEqual([])
  }
})
