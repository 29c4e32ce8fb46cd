import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from './chance.ts'
import { noteStrange, type Journal, type Kind } from './journal.ts'

const patienceMs = 40_000
const pauseMs = 400
/** How many of those whose answer was lost do not come back, and how many send again although they were answered. */
const shares = { givesUp: 0.02, sendsTwice: 0.05 }

export type Write = {
  readonly kind: Kind
  readonly commandId: string
  readonly path: string
  readonly method: 'POST' | 'PUT' | 'PATCH'
  /** JSON to the API, fields to a page. */
  readonly body: Readonly<Record<string, unknown>>
  readonly isForm?: true
  /** What it is known by in the database; of the answer where the server names it. */
  readonly key: string | ((answer: Answered) => string)
  /** The next step builds on this one, so it is sent until it is answered. */
  readonly insists?: true
}
export type Answered = Readonly<Record<string, unknown>>

export type Sender = {
  /** Where to send: with several servers, another one at each call. */
  readonly base: () => string
  readonly origin: string
  readonly cookie: string
  readonly journal: Journal
  readonly chance: Chance
}

/**
 * Sends as a careful client does: the same command id again until it is answered, and now and then once more although
 * it was. @returns what was answered; undefined when it was given up or refused
 */
export async function deliver(sender: Sender, write: Write): Promise<Answered | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    if (attempt > 0) sender.journal.repeats += 1
    const answer = await send(sender, write)
    if (answer.kind === 'done') return acknowledged(sender, write, answer.body)
    if (answer.kind === 'strange')
      return void noteStrange(sender.journal, `${answer.status} on ${write.kind}`)
    sender.journal.refusals += 1
    if (!write.insists && sender.chance.next() < shares.givesUp) return void giveUp(sender, write)
    await sleep(pauseMs)
  }
}

async function acknowledged(sender: Sender, write: Write, body: Answered): Promise<Answered> {
  const key = typeof write.key === 'string' ? write.key : write.key(body)
  sender.journal.acknowledged.push({ commandId: write.commandId, kind: write.kind, key })
  if (sender.chance.next() >= shares.sendsTwice) return body
  sender.journal.repeats += 1
  const again = await send(sender, write)
  if (again.kind === 'strange') noteStrange(sender.journal, `${again.status} on ${write.kind} sent again`)
  if (again.kind === 'done' && JSON.stringify(again.body) !== JSON.stringify(body))
    noteStrange(sender.journal, `another answer to ${write.kind} sent again`)
  return body
}

function giveUp({ journal }: Sender, { commandId, kind, key }: Write): void {
  if (typeof key === 'string') journal.givenUp.push({ commandId, kind, key })
}

type Sent = { kind: 'done'; body: Answered } | { kind: 'lost' } | { kind: 'strange'; status: number | string }

const unclear = {
  kind: 'strange',
  status: '503 that loses what was typed or does not say when to try again,',
} as const

/** Says when to try again; and a page gives the form back, to be sent under the same id. */
function isClear(answer: Response, text: string, { isForm, commandId }: Write): boolean {
  return answer.headers.has('retry-after') && (!isForm || text.includes(commandId))
}

async function send(sender: Sender, write: Write): Promise<Sent> {
  const answer = await fetch(sender.base() + write.path, {
    method: write.method,
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
    ...(write.isForm ? asForm(sender, write) : asJson(sender, write)),
  }).catch(() => undefined)
  const text = await answer?.text().catch(() => undefined)
  // The line that breaks before the last byte has told nothing.
  if (!answer || text === undefined) return { kind: 'lost' }
  if (answer.status === 503) return isClear(answer, text, write) ? { kind: 'lost' } : unclear
  if (write.isForm ? isSaved(answer) : answer.ok)
    return { kind: 'done', body: write.isForm ? {} : parsed(text) }
  return { kind: 'strange', status: answer.status }
}

/** A page answers a form that was saved with the way on; one that has lost the session leads to sign-in. */
function isSaved(answer: Response): boolean {
  return answer.status === 303 && !(answer.headers.get('location') ?? '').startsWith('/logga-in')
}

function parsed(text: string): Answered {
  // Every operation of the API answers an object.
  return JSON.parse(text) as Answered
}

function asForm({ origin, cookie }: Sender, { body, commandId }: Write): RequestInit {
  const fields = Object.entries({ ...body, commandId }).map(([name, value]) => [name, String(value)])
  return { headers: { origin, cookie, accept: 'text/html' }, body: new URLSearchParams(fields) }
}

function asJson({ origin, cookie }: Sender, { body, commandId }: Write): RequestInit {
  const headers = { origin, cookie, 'content-type': 'application/json', 'idempotency-key': commandId }
  return { headers, body: JSON.stringify(body) }
}
