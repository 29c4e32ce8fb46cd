import { isExcused } from '../support/watch.ts'
import { shown } from './ask.ts'
import type { Answer, Ground, Person, Sent } from './ground.ts'
import { count, type Tally, type Tried } from './tally.ts'
import { marker } from './values.ts'

/** No answer may take longer, whatever is asked. */
const slowestAllowed = 2000

export type Judged = Tried & { readonly person: Person | undefined; readonly sent: Sent }
/** What an answer of this kind has to be besides: undefined when it is. */
export type Wanted = (answer: Answer) => string | undefined

/** Sends it, and holds the answer against everything that must be so of every answer. */
export async function tryOnce(
  ground: Ground,
  tally: Tally,
  judged: Judged,
  wanted: readonly Wanted[] = [],
): Promise<Answer> {
  const answer = await ground.send(judged.person, judged.sent)
  count(tally, judged, answer)
  const changed = await ground.changes.since()
  const reasons = [...always, ...wanted].map((ask) => ask(answer))
  for (const why of [...reasons, changedWrongly(answer, changed), changedByReading(judged.sent, changed)])
    if (why !== undefined) fault(tally, judged, why)
  return answer
}

export function fault(tally: Tally, { area, what, kind, person, sent }: Judged, why: string): void {
  tally.faults.push({ area, what, kind, why, sent: shown(person, sent) })
}

const always: readonly Wanted[] = [
  ({ status, text }) => (status === 0 ? `no answer (${text})` : undefined),
  ({ status }) => (status >= 500 ? `answers ${status}` : undefined),
  ({ ms }) => (ms > slowestAllowed ? `takes more than ${slowestAllowed} ms` : undefined),
  ({ text }) => {
    const told = innards.find((pattern) => pattern.test(text))
    return told ? `tells of its inside: ${told.source}` : undefined
  },
]

/** What only the code or the database says. */
const innards: readonly RegExp[] = [
  /\bat [\w.<>[\] ]+ \(?(?:file:\/\/)?\/[^\s)]+:\d+:\d+/,
  /node_modules\//,
  /syntax error at or near/,
  /violates (?:foreign key|unique|check|row-level)/,
  /invalid input syntax for type/,
]

export function changedWrongly({ status }: Answer, changed: readonly string[]): string | undefined {
  const wrong = status >= 400 && status < 500 ? changed.filter((change) => !isExcused(change)) : []
  return wrong.length > 0 ? `a refusal changes rows: ${wrong.join(', ')}` : undefined
}

/** What would run: a script or a tag of the sender's own, or a link that is a program. */
const running = new RegExp(
  `<script[^>]*>\\s*${marker}|<[a-z][^>"]*\\son\\w+=${marker}|<svg/onload|(?:href|src|action)="javascript:`,
  'i',
)

/** What reading leaves behind: a draft read, a token or calendar used, a sign-in begun elsewhere, who is at a protocol. */
const marks: ReadonlySet<string> = new Set([
  'update hearing',
  'update api_token',
  'update calendar_feed',
  'insert pending_sign_in',
  'insert presence',
  'update presence',
])

function changedByReading({ method }: Sent, changed: readonly string[]): string | undefined {
  const wrong = changed.filter((change) => !isExcused(change) && !marks.has(change))
  return method === 'GET' && wrong.length > 0 ? `reading changes rows: ${wrong.join(', ')}` : undefined
}

/** Hostile signs stand in a page as text only. */
export function isInert({ headers, text }: Answer): string | undefined {
  const isPage = headers['content-type']?.includes('text/html') === true
  return isPage && running.test(text) ? 'hostile text stands in the page as markup' : undefined
}

/** What is no address, or longer than any, is refused by the server before there is a page or an API to answer. */
export const isAtTheGate = ({ status, text }: Answer) => (status === 400 || status === 431) && text === ''

export function isFramed(answer: Answer): string | undefined {
  const { headers } = answer
  if (isAtTheGate(answer)) return undefined
  const lacking = ['content-security-policy', 'x-content-type-options', 'cache-control'].filter(
    (name) => headers[name] === undefined,
  )
  return lacking.length > 0 ? `lacks ${lacking.join(', ')}` : undefined
}
