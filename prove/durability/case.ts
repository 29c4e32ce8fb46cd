import { setTimeout as sleep } from 'node:timers/promises'
import { isKept, verdictOf } from './check.ts'
import { lastSaid } from './installation.ts'
import { mailTold, untilMailIsSent } from './mail.ts'
import type { Service } from './service.ts'
import { people, type Writing } from './writers.ts'

/** One line of a case: what was tried, what should come of it, what came, and whether it held. */
export type Line = {
  readonly what: string
  readonly expected: string
  readonly got: string
  readonly held: boolean
}

export function line(what: string, expected: string, [got, held]: readonly [string, boolean]): Line {
  return { what, expected, got, held }
}

/** What every case ends with: all that was acknowledged during it is there, once, and so is the mail. */
export async function keptLines({ place, journal, taken }: Service, writing: Writing): Promise<Line[]> {
  await writing.stop()
  await untilMailIsSent(place)
  const verdict = await verdictOf(place, journal)
  const mail = await mailTold(place, taken)
  const { checked, lost, doubled, broken, strange } = verdict
  const faults = [...broken, ...strange, ...mail.faults]
  const counts = `${checked} acknowledged, ${lost.length} lost, ${doubled.length} doubled, ${mail.sent} mails`
  return [
    line('what was acknowledged', 'all there, each once', [counts, lost.length + doubled.length === 0]),
    line('log, numbers, answers, mail', 'no fault', [
      faults.join('; ') || 'none',
      isKept(verdict) && mail.faults.length === 0,
    ]),
  ]
}

/** Seconds until something holds; what never does is a fault that says what the service said last. */
export async function secondsUntil(
  { place }: Service,
  holds: () => Promise<boolean>,
  withinSeconds = 180,
): Promise<number> {
  const began = performance.now()
  for (; ; await sleep(50)) {
    const seconds = (performance.now() - began) / 1000
    if (await holds()) return seconds
    if (seconds > withinSeconds) throw new Error(`Not within ${withinSeconds} s:\n${await lastSaid(place)}`)
  }
}

/** Ready, and more has been acknowledged than was under way when it was asked. */
export function isWritingAgain({ installation, journal }: Service): () => Promise<boolean> {
  const enough = journal.acknowledged.length + people.length
  return async () => (await installation.isReady()) && journal.acknowledged.length > enough
}
