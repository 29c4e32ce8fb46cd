/** How a mail goes: from the queue, by one attempt or several, to sent or failed. */
export const deliveryStates = ['queued', 'sending', 'sent', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Somebody who opens the notice within this time needs no mail. What is acute does not wait. */
export const quietMinutes = 10

/** A notice older than this is history: a municipality that turns mail on is not flooded by its past. */
export const oldestHours = 48

/** Minutes to wait after each attempt that may be made again; after the last of them it has failed. */
export const waits = [1, 5, 30, 120, 360] as const

/** Longer than any sending takes: what is still under way then, was broken off. */
export const leaseMinutes = 10

export type Outcome = {
  /**
   * `later`: refused for now, or never reached: tried again. `never`: refused for good. `unsure`: the content had left
   * us when the line broke, so it may have arrived.
   */
  readonly kind: 'sent' | 'later' | 'never' | 'unsure'
  readonly code: number | null
  readonly answer: string
}

export type Attempted = {
  readonly state: DeliveryState
  readonly nextAt: Date
  readonly endedAt: Date | null
}

/**
 * What an attempt makes of a mail. At most once: what may have arrived is not sent again by the system, because two
 * mails about the same thing make people stop reading them; an administrator who knows better sends it again by hand.
 */
export function afterAttempt(outcome: Outcome, attempts: number, now: Date): Attempted {
  if (outcome.kind === 'sent') return { state: 'sent', nextAt: now, endedAt: now }
  const wait = waits[attempts - 1]
  if (outcome.kind !== 'later' || wait === undefined) return { state: 'failed', nextAt: now, endedAt: now }
  return { state: 'queued', nextAt: new Date(now.getTime() + wait * 60_000), endedAt: null }
}

export type MailConfig = {
  readonly state: 'ready'
  readonly url: URL
  readonly from: string
  /** Where the links of a mail lead. */
  readonly home: URL
  /** Encryption is demanded everywhere but on the machine itself. */
  readonly needsTls: boolean
}
export type NoMail = { readonly state: 'off' | 'incomplete'; readonly missing: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

const needed = ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'] as const

/** None of the settings: mail is off and nothing is wrong. Some of them: says which are missing or cannot be read. */
export function mailConfig(environment: Environment): MailConfig | NoMail {
  if (!environment['SMTP_URL'] && !environment['MAIL_FROM']) return { state: 'off', missing: [] }
  const url = urlOf(environment['SMTP_URL'], ['smtp:', 'smtps:'])
  const home = urlOf(environment['PUBLIC_URL'], ['http:', 'https:'])
  const from = environment['MAIL_FROM'] ?? ''
  const good = [
    url !== undefined,
    /^[^\s@<>]+@[^\s@<>]+$|<[^\s@<>]+@[^\s@<>]+>$/.test(from),
    home !== undefined,
  ]
  if (!url || !home || good.includes(false))
    return { state: 'incomplete', missing: needed.filter((_, at) => !good[at]) }
  return { state: 'ready', url, from, home, needsTls: !isLoopback(url.hostname) }
}

function urlOf(text: string | undefined, schemes: readonly string[]): URL | undefined {
  const url = URL.parse(text ?? '')
  return url && schemes.includes(url.protocol) && url.hostname !== '' ? url : undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
