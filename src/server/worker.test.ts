import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createRequests } from '#modules/followups/public.ts'
import { anchorFile } from '#platform/audit/anchors.ts'
import { appUrl } from '#platform/db/embedded-database.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'

/** The background work as a process of its own, as it runs beside the web server. */
let world: World
let url: string
let anchors: string
const started: ChildProcess[] = []
beforeAll(async () => {
  world = await makeWorld()
  anchors = await mkdtemp(path.join(tmpdir(), 'uppsikt-worker-'))
  const { rows } = await world.admin.query('select current_database() as name')
  const { name } = rows[0] as { name: string } // the column selected
  url = appUrl({ port: world.admin.port, appPassword: process.env['TEST_APP_PASSWORD'] ?? '' }, name)
})
afterEach(async () => {
  for (const one of started.splice(0)) await stop(one)
})
afterAll(async () => {
  await rm(anchors, { recursive: true, force: true })
  await world.close()
})

function start(): ChildProcess {
  const env = { ...process.env, DATABASE_URL: url, SMTP_URL: '', MAIL_FROM: '', AUDIT_ANCHOR_DIR: anchors }
  const one = spawn(process.execPath, ['src/server/worker.ts'], { env, stdio: 'ignore' })
  started.push(one)
  return one
}

async function stop(one: ChildProcess): Promise<number | null> {
  if (one.exitCode !== null || one.signalCode !== null) return one.exitCode
  const ended = once(one, 'exit')
  one.kill('SIGTERM')
  await ended
  return one.exitCode
}

const holders = async () => {
  const { rows } = await world.admin.query(
    `select pid from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and l.granted
        and l.pid in (select pid from pg_stat_activity where application_name = 'uppsikt background work')`,
  )
  return rows as { pid: number }[] // the column selected
}

const owed = async (rule: string) => {
  const { rows } = await world.admin.query('select count(*)::int as n from duty where rule = $1', [rule])
  return (rows[0] as { n: number }).n // the column selected
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return
    await sleep(100)
  }
  expect.fail(`never: ${what}`)
}

test('what a command makes owed is known a moment later; two processes share the work; the end is quiet', async () => {
  const one = start()
  await until('the work begins', async () => (await holders()).length === 1)
  const other = start()
  const { prepared, line } = followUpsIn(world)
  const followUpId = await prepared()
  await until('the follow-up is owed', async () => (await owed('followUp.carryOut')) === 1)
  await createRequests(world.as(world.people.reviewer), { followUpId, requests: [line('Rutin')] })
  await until('the request is owed', async () => (await owed('request.handIn')) === 1)
  expect(await holders(), 'one works, the other waits').toHaveLength(1)
  expect(await stop(one)).toBe(0)
  await until('the other takes over', async () => (await holders()).length === 1)
  expect(await stop(other)).toBe(0)
}, 120_000)

test('when the database throws it out, it comes back and goes on', async () => {
  start()
  await until('the work begins', async () => (await holders()).length === 1)
  const [before] = await holders()
  await world.admin.query('delete from duty_event; delete from duty')
  await world.admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and application_name in ('uppsikt background work', 'uppsikt')`)
  await until('it works again', async () => {
    const [now] = await holders()
    return now !== undefined && now.pid !== before?.pid
  })
  await until('what is owed is known again', async () => (await owed('followUp.carryOut')) > 0)
  await until('the head of the log is told', async () => existsSync(path.join(anchors, anchorFile)))
}, 120_000)
