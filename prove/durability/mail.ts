import { setTimeout as sleep } from 'node:timers/promises'
import { rowsOf, type Place } from './place.ts'

const sentWithinMs = 150_000

/** How the mail went: what the server took, against what the queue says. */
export type MailTold = {
  readonly sent: number
  /** Under way when its process was killed: the queue says so, and an administrator sends it again or not. */
  readonly unsure: number
  readonly waiting: number
  readonly faults: readonly string[]
}

/** `taken`: the mails as the mail server took them; each carries its id. */
export async function mailTold(place: Place, taken: readonly string[]): Promise<MailTold> {
  const rows = await rowsOf<{ id: string; state: string }>(
    await place.adminUrl(),
    'select id, state from mail_delivery',
  )
  const arrived = arrivals(taken)
  const timesOf = ({ id }: { id: string }) => arrived.get(id) ?? 0
  const ofState = (...states: string[]) => rows.filter(({ state }) => states.includes(state))
  const twice = rows.filter((row) => timesOf(row) > 1).length
  const missing = ofState('sent').filter((row) => timesOf(row) === 0).length
  const early = ofState('queued').filter((row) => timesOf(row) > 0).length
  const faults = Object.entries({
    'arrived twice': twice,
    'said sent but never arrived': missing,
    'arrived but still queued': early,
    'not sent by a worker that runs again': ofState('queued').length,
  })
  return {
    sent: ofState('sent').length,
    unsure: ofState('sending', 'failed').length,
    waiting: ofState('queued').length,
    faults: faults.filter(([, count]) => count > 0).map(([what, count]) => `${count} mails ${what}`),
  }
}

/** How often each mail arrived, by the id in its message id. */
function arrivals(taken: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const mail of taken) {
    const id = /^Message-ID: <([0-9a-f-]{36})/im.exec(mail)?.[1]
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

/** The worker goes on by itself: what waits is sent within a round or two. */
export async function untilMailIsSent(place: Place): Promise<void> {
  for (const deadline = Date.now() + sentWithinMs; Date.now() < deadline; await sleep(1000)) {
    const waiting = await rowsOf(
      await place.adminUrl(),
      `select id from mail_delivery where state = 'queued' limit 1`,
    )
    if (waiting.length === 0) return
  }
}
