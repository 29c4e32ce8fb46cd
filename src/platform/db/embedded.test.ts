import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { temporaryFolder } from '#test/cluster.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withAdmin } from './embedded-database.ts'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'

let dataDir = ''
let server: EmbeddedServer

beforeAll(async () => {
  dataDir = await temporaryFolder()
  server = await startEmbedded({ dataDir })
  await ask('CREATE TABLE kept (word text)')
}, 60_000)

afterAll(async () => {
  await server?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('what was acknowledged is still there after the database is killed', async () => {
  await ask("INSERT INTO kept VALUES ('sparad')")
  await killed()
  server = await startEmbedded({ dataDir })
  expect(await ask('SELECT word FROM kept')).toEqual([{ word: 'sparad' }])
}, 60_000)

test('a start while the database of a killed parent still runs takes that database over', async () => {
  const again = await startEmbedded({ dataDir })
  expect(again.pid).toBe(server.pid)
  expect(again.adminUrl('postgres')).toBe(server.adminUrl('postgres'))
})

test('a lock file whose number now belongs to a stranger does not stop the start', async () => {
  await killed()
  const lock = path.join(dataDir, 'postgres', 'postmaster.pid')
  const [, ...rest] = (await readFile(lock, 'utf8')).split('\n')
  await writeFile(lock, [process.pid, ...rest].join('\n'))
  server = await startEmbedded({ dataDir })
  expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }])
}, 60_000)

test('another port is taken, and remembered, when somebody else holds ours', async () => {
  const before = server.port
  await server.stop()
  const stranger = createServer().listen(before, '127.0.0.1')
  await new Promise((resolve) => stranger.once('listening', resolve))
  server = await startEmbedded({ dataDir })
  await new Promise((resolve) => stranger.close(resolve))
  const after = server.port
  await server.stop()
  server = await startEmbedded({ dataDir })
  expect(after).not.toBe(before)
  expect(server.port).toBe(after)
}, 60_000)

test('the database never runs as root, and answers on loopback only', async () => {
  const { uid } = await stat(path.join(dataDir, 'postgres'))
  expect(uid).not.toBe(0)
  if (process.platform === 'linux') expect((await stat(`/proc/${server.pid}`)).uid).toBe(uid)
  expect(await ask('SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
})

test('passwords are readable by their owner only, and a wrong one is refused', async () => {
  expect((await stat(path.join(dataDir, 'cluster.json'))).mode & 0o777).toBe(0o600)
  const wrong = server.adminUrl('postgres').replace(/:[^:@]+@/, ':gissat@')
  await expect(withAdmin(wrong, async () => 'in')).rejects.toMatchObject({ code: '28P01' })
})

test('what is written survives a power cut: nothing durable is switched off', async () => {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']
  const rows = await ask(`SELECT setting FROM pg_settings WHERE name IN ('${names.join("','")}')`)
  expect(rows).toEqual(names.map(() => ({ setting: 'on' })))
})

async function ask(sql: string): Promise<unknown[]> {
  return withAdmin(server.adminUrl('postgres'), async (admin) => (await admin.query(sql)).rows)
}

async function killed(): Promise<void> {
  process.kill(server.pid, 'SIGKILL')
  await server.exited
}
