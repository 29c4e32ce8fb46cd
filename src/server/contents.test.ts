import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { fillOnce } from './contents.ts'

let world: World
let dataDir: string
beforeAll(async () => {
  world = await makeWorld()
  dataDir = await mkdtemp(path.join(tmpdir(), 'uppsikt-contents-'))
})
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true })
  await world.close()
})

test('whoever starts for the first time where a municipality has been restored does not get the demo beside it', async () => {
  const { user, password, host, port, database } = world.admin
  const adminUrl = `postgres://${user}:${password}@${host}:${port}/${database}`
  const names = async () => (await world.admin.query('select name from municipality order by name')).rows
  const before = await names()
  const env = { ...process.env, DATABASE_URL: adminUrl, MIGRATION_DATABASE_URL: adminUrl }
  const signal = new AbortController().signal
  const filled = await fillOnce({ dataDir, database: 'embedded', adminUrl, wanted: 'demo', env, signal })
  expect(filled).toBe('empty')
  expect(await names()).toEqual(before)
  expect(JSON.parse(await readFile(path.join(dataDir, 'contents.json'), 'utf8'))).toEqual({
    embedded: 'empty',
  })
})
