import { rowsOf, type Place } from './place.ts'

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
  const arrived = new Map<string, number>()
  for (const { id } of rows) arrived.set(id, taken.filter((mail) => mail.includes(id)).length)
  const ofState = (...states: string[]) => rows.filter(({ state }) => states.includes(state))
  const twice = [...arrived.values()].filter((times) => times > 1).length
  const missing = ofState('sent').filter(({ id }) => arrived.get(id) === 0).length
  const early = ofState('queued').filter(({ id }) => arrived.get(id) !== 0).length
  const faults = Object.entries({
    'arrived twice': twice,
    'said sent but never arrived': missing,
    'arrived but still queued': early,
  })
  return {
    sent: ofState('sent').length,
    unsure: ofState('sending', 'failed').length,
    waiting: ofState('queued').length,
    faults: faults.filter(([, count]) => count > 0).map(([what, count]) => `${count} mails ${what}`),
  }
}
