import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { signal } from '#platform/processes.ts'
import { isWritingAgain, keptLines, line, secondsUntil, type Line } from './case.ts'
import type { Service } from './service.ts'
import { isClear, seenText, watch } from './watch.ts'

const stalls = [4, 45]
/** A proxy before the service gives up after a minute: people are told well before that. */
const longestAnswer = 40

/** The database stops for a while in the middle of what it does (SIGSTOP), as on a disk that hangs, and goes on. */
export async function slowCase(service: Service): Promise<Line[]> {
  const lines: Line[] = []
  const writing = service.write()
  for (const seconds of stalls) {
    await sleep(2_000)
    const reader = watch(service.place, service.installation)
    await stall(service, seconds)
    const back = await secondsUntil(service, isWritingAgain(service))
    const seen = await reader.stop()
    const isSoon = seen.slowest < longestAnswer && isClear(seen)
    lines.push(
      line(`database still for ${seconds} s`, 'goes on by itself', [
        `writes again after ${back.toFixed(1)} s`,
        back < 30,
      ]),
      line('who reads meanwhile', `answered within ${longestAnswer} s`, [seenText(seen), isSoon]),
    )
  }
  return [...lines, ...(await keptLines(service, writing))]
}

async function stall({ installation }: Service, seconds: number): Promise<void> {
  const database = await installation.processOf('database')
  if (!database) throw new Error('The database does not run')
  // First the one that starts new sessions, then all that it had started.
  signal(database.pid, 'SIGSTOP')
  const sessions = await childrenOf(database.pid)
  for (const pid of sessions) signal(pid, 'SIGSTOP')
  await sleep(seconds * 1000)
  for (const pid of [...sessions, database.pid]) signal(pid, 'SIGCONT')
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      // The name of the program stands in parentheses and may hold spaces: count from behind it.
      return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
    }),
  )
  return pids.map(Number).filter((_, at) => parents[at] === parent)
}
