import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { withAdmin } from '#platform/db/embedded-database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { freshDatabase, type TestDatabase } from '#test/database.ts'
import { reading } from './database.ts'
import { writeWhole } from './export.ts'
import { fileOut } from './out.ts'
import { restoreWhole } from './restore.ts'
import { listMigrations } from './schema.ts'
import { openSource } from './source.ts'
import { zipSink } from './zip-write.ts'

/** Three times every migration, on a machine that may have other work. */
vi.setConfig({ testTimeout: 90_000 })

/** Databases without anything in them, as whoever restores after a loss has them. */
let known: TestDatabase
let folder: string
const made: string[] = []

beforeAll(async () => {
  known = await freshDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-restore-'))
})
afterAll(async () => {
  for (const name of made)
    await withAdmin(known.adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`))
  await rm(folder, { recursive: true, force: true })
  await known.drop()
})

async function newDatabase(): Promise<string> {
  const name = `new_${randomBytes(6).toString('hex')}`
  await withAdmin(known.adminUrl, (admin) => admin.query(`create database ${name}`))
  made.push(name)
  return Object.assign(new URL(known.adminUrl), { pathname: `/${name}` }).href
}

async function backUp(adminUrl: string, name: string): Promise<string> {
  const file = path.join(folder, name)
  await withAdmin(adminUrl, (admin) =>
    admin.query(`insert into municipality (id, name) values ($1, 'Exempelkommun')`, [uuidv7()]),
  )
  await reading(adminUrl, async (client, migrations) => {
    const sink = zipSink(await fileOut(file))
    await writeWhole({ client }, sink, { kind: 'backup', madeAt: new Date(), migrations })
    await sink.end()
  })
  return file
}

async function restore(adminUrl: string, file: string): Promise<void> {
  const source = await openSource(file)
  try {
    await restoreWhole(adminUrl, source)
  } finally {
    await source.close()
  }
}

const stepsOf = (adminUrl: string) =>
  withAdmin(adminUrl, async (client) => (await listMigrations(client)).map(({ name }) => name))

const namesIn = (adminUrl: string) =>
  withAdmin(adminUrl, async (client) => (await client.query('select name from municipality')).rows)

test('a backup of an older version is restored as it was, and then brought up to date', async () => {
  const all = (await readdir('migrations')).filter((name) => name.endsWith('.sql')).sort()
  const older = new Set(all.filter((name) => name <= '0360-whole-exports.sql'))
  const from = await newDatabase()
  await migrate(from, { upTo: older })
  const file = await backUp(from, 'older')
  const into = await newDatabase()
  await restore(into, file)
  expect(older.size).toBeLessThan(all.length)
  expect(await stepsOf(into)).toEqual(all)
  expect(await namesIn(into)).toEqual([{ name: 'Exempelkommun' }])
})

test('a backup of a newer version is refused, and nothing is restored', async () => {
  const from = await newDatabase()
  await migrate(from)
  await withAdmin(from, (admin) =>
    admin.query(`insert into migration.done (name, checksum) values ('9999-later.sql', repeat('0', 64))`),
  )
  const file = await backUp(from, 'newer')
  const into = await newDatabase()
  await expect(restore(into, file)).rejects.toThrow('nyare eller annan version')
  expect(await namesIn(into)).toEqual([])
})

test('where there is a municipality already, nothing is restored over it', async () => {
  const from = await newDatabase()
  await migrate(from)
  const file = await backUp(from, 'same')
  await expect(restore(from, file)).rejects.toThrow('inte tom')
  expect(await namesIn(from)).toHaveLength(1)
})
