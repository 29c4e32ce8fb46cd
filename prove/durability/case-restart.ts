import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, signal } from '#platform/processes.ts'
import { isWritingAgain, keptLines, line, secondsUntil, type Line } from './case.ts'
import { isReplaced } from './installation.ts'
import type { Service } from './service.ts'
import { isClear, seenText, watch } from './watch.ts'

const times = 3

/** The database is restarted as its administrator would do it, while people write. */
export async function restartCase(service: Service): Promise<Line[]> {
  const writing = service.write()
  const reader = watch(service.place, service.installation)
  const down: number[] = []
  for (let time = 0; time < times; time += 1) {
    await sleep(2_000)
    down.push(await restart(service))
  }
  const seen = await reader.stop()
  const worst = Math.max(...down)
  return [
    line(`database restarted ${times} times`, 'up by itself', [
      `${worst.toFixed(1)} s down at worst`,
      worst < 30,
    ]),
    line('who reads meanwhile', 'the page, or told to wait', [seenText(seen), isClear(seen)]),
    ...(await keptLines(service, writing)),
  ]
}

async function restart(service: Service): Promise<number> {
  const { installation } = service
  const database = await installation.processOf('database')
  if (!database) throw new Error('The database does not run')
  // PostgreSQL's fast shutdown.
  signal(database.pid, 'SIGINT')
  const back = isWritingAgain(service)
  return secondsUntil(service, async () => (await isReplaced(installation, 'database', database)) && back())
}

/** The parent alone is killed: what it kept goes on, and the next start takes over. */
export async function parentCase(service: Service): Promise<Line[]> {
  const { installation } = service
  const writing = service.write()
  await sleep(1_500)
  const parent = installation.parent()
  const web = await installation.processOf('web')
  if (!parent || !web) throw new Error('The service does not run')
  signal(parent.pid, 'SIGKILL')
  const goesOn = isWritingAgain(service)
  const seconds = await secondsUntil(service, goesOn)
  signal(web.pid, 'SIGKILL')
  await sleep(1_000)
  const isDown = !(await installation.isReady())
  await installation.start()
  const leftovers = isAlive(web) || isAlive(parent)
  await secondsUntil(service, isWritingAgain(service))
  return [
    line('the parent killed', 'the service goes on', [`wrote on after ${seconds.toFixed(1)} s`, seconds < 5]),
    line('then the web server too', 'down, as nobody keeps it', [isDown ? 'down' : 'up', isDown]),
    line('started again', 'takes over, nothing is left', [
      leftovers ? 'left over' : 'taken over',
      !leftovers,
    ]),
    ...(await keptLines(service, writing)),
  ]
}
