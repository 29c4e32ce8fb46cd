import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findImport, stepsFor, uploads } from '#modules/imports/public.ts'
import { appUrl } from '#platform/db/embedded-database.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'

/** An import under way while the process that does it is killed, as by a power cut. */
let world: World
let name: string
const started: ChildProcess[] = []
beforeAll(async () => {
  world = await makeWorld()
  const { rows } = await world.admin.query('select current_database() as name')
  name = (rows[0] as { name: string }).name // the column selected
})
afterEach(async () => {
  for (const one of started.splice(0)) await kill(one)
})
afterAll(() => world.close())

async function start(): Promise<ChildProcess> {
  const url = appUrl({ port: world.admin.port, appPassword: process.env['TEST_APP_PASSWORD'] ?? '' }, name)
  const env = { ...process.env, DATABASE_URL: url, SMTP_URL: '', MAIL_FROM: '' }
  const one = spawn(process.execPath, ['src/server/worker.ts'], { env, stdio: 'ignore' })
  started.push(one)
  await until(`select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and a.datname = current_database()
      and a.application_name = 'uppsikt import work') as is_so`)
  return one
}

async function kill(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return
  const ended = once(one, 'exit')
  one.kill('SIGKILL')
  await ended
}

function until(query: string): Promise<void> {
  return expect
    .poll(async () => (await world.admin.query<{ is_so: boolean }>(query)).rows[0]?.is_so, {
      timeout: 90_000,
    })
    .toBe(true)
}

/** Holds the table, so that the work stands still in the middle; gives what lets go of it. */
async function hold(table: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({
    host: world.admin.host,
    port: world.admin.port,
    user: world.admin.user ?? '',
    database: name,
    password: world.admin.password ?? '',
  })
  await holder.connect()
  await holder.query(`begin; lock table ${table} in exclusive mode`)
  return () => holder.end()
}

const stuck = `select exists (select from pg_stat_activity where datname = current_database()
  and wait_event_type = 'Lock' and application_name = 'uppsikt') as is_so`
const strategist = () => world.as(world.people.strategist, new Date())
const standing = async (id: string) => {
  const one = await withScope(world.db, scopeOf(world.people.strategist), (tx) => findImport(tx, id))
  if (!one) throw new Error('no such import')
  return one
}
const count = async (table: string) => {
  const { rows } = await world.admin.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  return rows[0]?.n
}

test('a process killed in the middle of reading and of bringing in leaves nothing half, and the next does it once', async () => {
  const lines = [
    'Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform;Gäller från',
    ...Array.from(
      { length: 40 },
      (_, at) => `08${at};Enhet ${at};Åkerbo Omsorg AB;Bostad med särskild service;LOU;2026-01-01`,
    ),
  ]
  const id = uuidv7()
  const steps = stepsFor(world.boards.care ?? '')
  const bytes = new TextEncoder().encode(lines.join('\r\n'))

  let letGo = await hold('import_row')
  let worker = await start()
  const uploaded = await uploads.office(strategist(), {
    id,
    boardId: world.boards.care ?? '',
    fileName: 'enheter.csv',
    bytes,
  })
  expect(uploaded).toMatchObject({ state: 'uploaded', isWorking: true })
  await until(stuck)
  await kill(worker)
  expect(await standing(id)).toMatchObject({ state: 'uploaded', working: { step: 'read' } })
  await letGo()
  expect(await count('import_row')).toBe(0)
  worker = await start()
  await expect.poll(async () => (await standing(id)).working, { timeout: 90_000 }).toBeNull()
  expect(await count('import_row')).toBe(40)

  const read = await standing(id)
  await steps.map(strategist(), {
    ...{ importId: id, revision: read.revision, validFrom: '2026-01-01', changeKind: 'change', note: '' },
    sheets: read.sheets.map(({ index, kind, columns }) => ({ index, kind, columns: { ...columns } })),
  })
  await expect.poll(async () => (await standing(id)).state, { timeout: 90_000 }).toBe('previewed')
  await expect.poll(async () => (await standing(id)).working, { timeout: 90_000 }).toBeNull()

  const before = await count('unit')
  letGo = await hold('unit_state')
  const asked = await steps.run(strategist(), { importId: id, revision: (await standing(id)).revision })
  expect(asked).toMatchObject({ state: 'previewed', isWorking: true })
  await until(stuck)
  await kill(worker)
  await letGo()
  await start()
  await expect.poll(async () => (await standing(id)).working, { timeout: 90_000 }).toBeNull()
  expect((await standing(id)).state).toBe('done')
  expect(await count('unit')).toBe((before ?? 0) + 40)
  const { rows } = await world.admin.query(
    `select detail ->> 'fileName' as file from audit where target_id = $1 and detail ? 'counts' and detail ? 'fileName'`,
    [id],
  )
  expect(rows, 'told once in the history').toEqual([{ file: 'enheter.csv' }])
}, 240_000)
