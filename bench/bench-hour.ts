import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorsOf, mixedLoad } from './bench-mixed.ts'
import type { Stage } from './stage.ts'
import type { Outcome } from './table.ts'

/** `BENCH_HOUR_MINUTES=5` tries the command itself; what is told in docs/benchmarks.md is an hour. */
const minutes = Number(process.env['BENCH_HOUR_MINUTES'] ?? 60)
const warmMinutes = 1
const leak = 1.5

/** What the web server holds in memory after an hour of the mixed load, against what it held when it was warm. */
export async function benchHour(stage: Stage): Promise<Outcome[]> {
  await mixedLoad(stage, warmMinutes * 60)
  const warm = await residentOf(stage.webPid)
  const hour = await mixedLoad(stage, minutes * 60)
  const busy = await residentOf(stage.webPid)
  await sleep(30_000) // what is let go when nobody asks
  const after = await residentOf(stage.webPid)
  return [
    {
      what: `memory after ${minutes} minutes of 50 people, ${hour.answers.length} requests, ${errorsOf(hour)}`,
      ours: `${busy.now} MB, ${after.now} MB half a minute later, ${busy.most} MB at most`,
      reference: `${warm.now} MB after the first minute`,
      ratio: busy.now / warm.now,
      budget: `under ${leak} times, no errors`,
      kept: busy.now < leak * warm.now && hour.errors === 0,
    },
  ]
}

/** Resident megabytes as Linux tells them. */
async function residentOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024)
  return { now: of('VmRSS'), most: of('VmHWM') }
}
