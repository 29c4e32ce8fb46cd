import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '#kernel/ids.ts'
import { appUrl } from '#platform/db/embedded-database.ts'
import { readSecrets } from '#platform/db/embedded-files.ts'
import { findProcess, signal } from '#platform/processes.ts'
import { startNode, startWeb, stopProcess } from '../../bench/stage.ts'
import { keptLines, line, secondsUntil, type Line } from './case.ts'
import { rowsOf, type Place } from './place.ts'
import type { Service } from './service.ts'

const races = 40
const lockName = 'uppsikt background work'

/** A second web server and a second worker on the same database. */
export async function twoCase(service: Service): Promise<Line[]> {
  const { place, installation } = service
  const env = { DATABASE_URL: await serviceUrl(place), PUBLIC_URL: installation.origin, ...service.mailEnv }
  const web = await startWeb(env)
  const worker = startNode(['src/server/worker.ts'], env)
  try {
    const bases = [installation.base, web.base]
    const writing = service.write(bases)
    await sleep(3_000)
    return [
      await sameAnswers(service, bases),
      await oneWorks(service),
      await otherTakesOver(service),
      ...(await keptLines(service, writing)),
      await sessionEndsOnBoth(place, installation.origin, bases),
    ]
  } finally {
    await web.stop()
    await stopProcess(worker)
  }
}

async function serviceUrl(place: Place): Promise<string> {
  const secrets = await readSecrets(place.dataDir)
  if (!secrets) throw new Error('The database has no key file')
  return appUrl(secrets, 'uppsikt')
}

/** The same request to both at the same moment, under one id: done once, and both are told the same. */
async function sameAnswers({ place, installation }: Service, bases: readonly string[]): Promise<Line> {
  let differ = 0
  const titles: string[] = []
  for (let race = 0; race < races; race += 1) {
    const title = `kapplopp ${race} prov`
    titles.push(title)
    const init = {
      method: 'POST',
      headers: {
        ...{ origin: installation.origin, cookie: place.cookies.registrar },
        ...{ 'content-type': 'application/json', 'idempotency-key': uuidv7() },
      },
      body: JSON.stringify({ boardId: place.boardId, caseNumber: title, title }),
    }
    const answers = await Promise.all(bases.map((base) => fetch(`${base}/api/v1/matters`, init)))
    const [one, other] = await Promise.all(answers.map((answer) => answer.text()))
    if (one !== other || answers.some((answer) => answer.status !== 201)) differ += 1
  }
  const rows = await rowsOf(await place.adminUrl(), 'select from matter where title = any($1)', [titles])
  const got = `${rows.length} made, ${differ} answered differently`
  return line(`${races} changes sent to both at once`, 'each once, one answer', [
    got,
    rows.length === races && differ === 0,
  ])
}

/** Looked at many times, not once: who holds the lock of the background work. */
async function oneWorks({ place }: Service): Promise<Line> {
  const counts = new Set<number>()
  for (let look = 0; look < 20; look += 1) {
    counts.add((await holders(place)).length)
    await sleep(100)
  }
  return line('two workers', 'one works at a time', [
    `${[...counts].join(' or ')} at a time`,
    counts.size === 1 && counts.has(1),
  ])
}

async function otherTakesOver(service: Service): Promise<Line> {
  const [before] = await holders(service.place)
  const own = await service.installation.processOf('worker')
  if (own && findProcess(own.pid)) signal(own.pid, 'SIGKILL')
  const seconds = await secondsUntil(
    service,
    async () => {
      const [now] = await holders(service.place)
      return now !== undefined && now !== before
    },
    60,
  )
  return line('the one that works killed', 'the other goes on', [
    `after ${seconds.toFixed(1)} s`,
    seconds < 30,
  ])
}

async function holders(place: Place): Promise<number[]> {
  const rows = await rowsOf<{ pid: number }>(
    await place.adminUrl(),
    `select pid from pg_locks, hashtextextended($1, 0) as key
      where locktype = 'advisory' and granted and objsubid = 1
        and classid::bigint = (key >> 32) & 4294967295 and objid::bigint = key & 4294967295`,
    [lockName],
  )
  return rows.map(({ pid }) => pid)
}

async function sessionEndsOnBoth(place: Place, origin: string, bases: readonly string[]): Promise<Line> {
  const cookie = place.cookies.registrar
  const status = async (base = '') =>
    (await fetch(`${base}/arenden`, { headers: { cookie }, redirect: 'manual' })).status
  const before = await Promise.all(bases.map(status))
  await fetch(`${bases[0]}/logga-ut`, { method: 'POST', headers: { cookie, origin }, redirect: 'manual' })
  const after = await Promise.all(bases.map(status))
  const got = `${before.join(' and ')} before, ${after.join(' and ')} after signing out on one`
  return line('a session', 'valid on both, ended on both', [
    got,
    got.startsWith('200 and 200') && after.every((one) => one === 303),
  ])
}
