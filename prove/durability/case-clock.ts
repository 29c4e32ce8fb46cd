import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isWritingAgain, keptLines, line, secondsUntil, type Line } from './case.ts'
import { rowsOf } from './place.ts'
import type { Service } from './service.ts'
import { isClear, seenText, watch } from './watch.ts'

const hour = 3_600_000
const clockFile = path.join(tmpdir(), `uppsikt-clock-${process.pid}`)

/** The programs of the service read their clock through shifted-clock.ts; the database keeps its own. */
export const clockEnv = {
  NODE_OPTIONS: '--import=./prove/durability/shifted-clock.ts',
  CLOCK_SHIFT_FILE: clockFile,
}

/** The clock of web server and worker is set back one hour while people write, and right again. */
export async function clockCase(service: Service): Promise<Line[]> {
  const { place, installation } = service
  const writing = service.write()
  await sleep(3_000)
  const before = await latestWrite(service)
  const reader = watch(place, installation)
  writeFileSync(clockFile, String(-hour))
  await sleep(1_000)
  const seconds = await secondsUntil(service, isWritingAgain(service))
  await sleep(5_000)
  const wentBack = before.getTime() - (await latestWrite(service)).getTime()
  const seen = await reader.stop()
  await writing.stop()
  writeFileSync(clockFile, '0')
  await sleep(1_000)
  const isBack = wentBack > hour / 2
  return [
    line('clock one hour back', 'the service sees it', [
      `its last row is ${Math.round(wentBack / 60_000)} min earlier`,
      isBack,
    ]),
    line('who writes', 'writes on', [`after ${seconds.toFixed(1)} s`, seconds < 10]),
    line('who is signed in and reads', 'stays signed in', [seenText(seen), isClear(seen)]),
    ...(await keptLines(service, writing)),
  ]
}

/** When the newest row of the log says that it was written, by the clock of the service. */
async function latestWrite({ place }: Service): Promise<Date> {
  const [row] = await rowsOf<{ at: Date }>(
    await place.adminUrl(),
    `select at from audit where outcome = 'done' order by seq desc limit 1`,
  )
  if (!row) throw new Error('Nothing has been written')
  return row.at
}
