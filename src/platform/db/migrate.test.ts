import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#test/database.ts'
import { isReady, readiness } from '../readiness.ts'
import { migrate, migrationNames } from './migrate.ts'
import { openDatabase } from './pool.ts'

/** Rolling the application back: an older version meets the database that a newer one has brought up to date. */
let database: TestDatabase
let folder: string
const own = '9990-newer-adds.sql'
const breaking = '9991-newer-breaks.sql'

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'uppsikt-migrations-'))
  for (const name of await migrationNames())
    await writeFile(join(folder, name), await readFile(join('migrations', name)))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database?.drop()
})

test('the version before goes on with a database to which a newer one has only added', async () => {
  await writeFile(
    join(folder, own),
    '-- additive: the version before never asks for it\ncreate table newer (id int);',
  )
  expect(await migrate(database.adminUrl, { folder })).toEqual([own])
  expect(await migrate(database.adminUrl)).toEqual([])
  const db = openDatabase(database.appUrl, 1)
  expect((await readiness(db)).migrations).toBe('ok')
  await db.destroy()
})

test('the version before stops, in words, at a change that it cannot work with', async () => {
  await writeFile(join(folder, breaking), 'drop table newer;')
  expect(await migrate(database.adminUrl, { folder })).toEqual([breaking])
  await expect(migrate(database.adminUrl)).rejects.toThrow(`en nyare version av Uppsikt (${breaking})`)
})

test('a server whose database lacks a migration takes no requests, and one without its database neither', async () => {
  const admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
  const last = (await migrationNames()).at(-1)
  await admin.query('delete from migration.done where name = $1', [last])
  await admin.end()
  const db = openDatabase(database.appUrl, 1)
  const state = await readiness(db)
  expect(state).toMatchObject({ database: 'ok', migrations: 'fault' })
  expect(isReady(state)).toBe(false)
  await db.destroy()
  const gone = openDatabase('postgres://nobody@127.0.0.1:1/none', 1)
  expect(await readiness(gone)).toMatchObject({ database: 'fault', migrations: 'fault' })
  await gone.destroy()
})

test('a full disk is told before a report fails on it', async () => {
  process.env['LEAST_FREE_MB'] = String(1e12)
  const db = openDatabase(database.appUrl, 1)
  expect((await readiness(db)).disk).toBe('fault')
  delete process.env['LEAST_FREE_MB']
  expect((await readiness(db)).disk).toBe('ok')
  await db.destroy()
})
