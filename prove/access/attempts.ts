import type { Verb } from '#access/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isExcused, type Touched } from '../support/watch.ts'
import { changes, expectedOf, isDenied, outcomeOf, type Outcome } from './expected.ts'
import { inBatches } from '../support/batches.ts'
import type { Got } from './http.ts'
import { requestAt, withCommandId, type Request } from './requests.ts'
import { openRows } from './rows.ts'
import type { Stage } from './stage.ts'
import type { Thing } from './things.ts'
import { placeNames, type Person, type PlaceName } from './world.ts'

/** Somebody tried something: what the tables say, and what came. */
export type Tried = {
  readonly thing: Thing
  readonly who: string
  readonly person: Person | undefined
  readonly where: PlaceName | 'signedOut' | 'closedAccount' | 'expiredSession'
  readonly address: string
  readonly expected: readonly Outcome[]
  readonly got: Outcome
  readonly status: number
  /** Rows that were changed though nothing should be, or that are another municipality's. */
  readonly touched: readonly Touched[]
  readonly isRight: boolean
}

/**
 * Every person of the own place tries every thing at every place; first all that must be stopped, then what is only read,
 * then what may change something, and the ways out last.
 */
export async function tryAll(
  stage: Stage,
  things: readonly Thing[],
  say: (line: string) => void,
): Promise<Tried[]> {
  const attempts = await attemptsOn(stage, things)
  say(`${attempts.length} attempts on ${things.length} things.`)
  await takeTouched(stage)
  const turns = [...Map.groupBy(attempts, turnOf)].sort(([one], [other]) => one - other)
  const tried: Tried[] = []
  for (const [turn, inTurn] of turns) {
    tried.push(...(await tryTogether(stage, inTurn)))
    say(`${inTurn.length} that ${says[turn] ?? ''} are made.`)
  }
  return withoutDone(tried)
}

const says = ['must be stopped', 'only read', 'may change something', 'lead out']

function turnOf({ thing, expected }: Attempt): number {
  if (thing.route === '/logga-ut' || thing.verbs.some((verb) => endsAccess.has(verb))) return 3
  if (isDenied(expected)) return 0
  return changes(thing) ? 2 : 1
}

/** Who is closed, moved or given another password by one attempt could not make the next. */
const endsAccess: ReadonlySet<Verb> = new Set([
  ...(['account.close', 'account.review', 'account.assign', 'account.resetPassword'] as const),
  ...(['account.changePassword', 'account.resetFactors', 'account.endSessions', 'session.end'] as const),
  'account.endAllSessions',
])

async function attemptsOn(stage: Stage, things: readonly Thing[]): Promise<Attempt[]> {
  const ground = { stage, rows: await openRows(stage.admin, stage.places) }
  const attempts: Attempt[] = []
  for (const thing of things)
    for (const place of placeNames) {
      const request = await requestAt(ground, thing, place)
      if (request) attempts.push(...attemptsAt(stage, thing, request))
    }
  return attempts
}

type Attempt = { thing: Thing; person: Person | undefined; request: Request; expected: readonly Outcome[] }

/** Nobody of the twin tries: it is enough that its rows are tried. Sessions that are over are tried at the own place. */
function attemptsAt(stage: Stage, thing: Thing, request: Request): Attempt[] {
  return [undefined, ...stage.people.filter(({ at }) => at === 'own')]
    .filter((person) => person?.way === 'signedIn' || request.place === 'own')
    .map((person) => ({ thing, person, request, expected: expectedOf(thing, person, request) }))
    .filter(({ expected }) => request.place !== 'otherMunicipality' || isDenied(expected))
}

/** Several at a time, since nothing wrong may come of them; where something did, each is tried again alone. */
async function tryTogether(stage: Stage, attempts: readonly Attempt[]): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const some of inBatches(attempts)) {
    const answers = await Promise.all(some.map((attempt) => send(stage, attempt)))
    const touched = await takeTouched(stage)
    const together = some.map((attempt, at) => told(stage, attempt, { answer: answers[at]!, touched })) // one answer for each
    if (together.every((one) => one.touched.length === 0)) tried.push(...together)
    else tried.push(...(await tryEach(stage, together, some)))
  }
  return Promise.all(tried.map((one) => orNothing(stage, one)))
}

/** Whose change it was; where it does not come again, it stays with all of them. */
async function tryEach(
  stage: Stage,
  together: readonly Tried[],
  some: readonly Attempt[],
): Promise<readonly Tried[]> {
  const alone: Tried[] = []
  for (const attempt of some) {
    const answer = await send(stage, attempt)
    alone.push(told(stage, attempt, { answer, touched: await takeTouched(stage) }))
  }
  return alone.some(({ touched }) => touched.length > 0) ? alone : together
}

/** What somebody has done already may be gone for the next who may do it. */
function withoutDone(tried: readonly Tried[]): Tried[] {
  const done = new Set(
    tried.flatMap((one) =>
      changes(one.thing) && one.got === 'opens' ? [`${one.thing.name} ${one.address}`] : [],
    ),
  )
  const isGone = ({ thing, address, got, touched, expected }: Tried) =>
    got === 'notFound' && !isDenied(expected) && touched.length === 0 && done.has(`${thing.name} ${address}`)
  return tried.map((one) => (isGone(one) ? { ...one, isRight: true } : one))
}

/**
 * A list that hangs on a hidden row may answer as one that hangs on no row at all: empty, and the same to the byte. That
 * is for those who may ask; for the others there is nothing to open.
 */
async function orNothing(stage: Stage, tried: Tried): Promise<Tried> {
  const cookie = tried.person?.cookie
  if (tried.isRight || tried.got !== 'opens' || cookie === undefined || !isUnderRow(tried)) return tried
  const accept = 'application/json'
  const [held, none] = [tried.address, tried.address.replaceAll(identifier, () => uuidv7())].map((path) =>
    stage.send({ path: `/api/v1${path}`, cookie, accept }),
  )
  const isSame = (await held)?.body.toString() === (await none)?.body.toString()
  return isSame ? { ...tried, got: 'notFound', isRight: tried.touched.length === 0 } : tried
}

function isUnderRow({ thing, person, address }: Tried): boolean {
  const isAsked = person !== undefined && thing.may?.(person.role) === true
  return isAsked && thing.kind === 'reading' && address.search(identifier) >= 0
}

const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What was changed since the last time it was asked, and is more than any request may: coming in is open to everybody. */
async function takeTouched({ changes: seen }: Stage): Promise<readonly Touched[]> {
  const touched = await seen.rows()
  return touched.filter(({ act, table }) => !isExcused(`${act} ${table}`) && !ofComingIn.has(table))
}

const ofComingIn: ReadonlySet<string> = new Set(['session', 'half_sign_in', 'pending_sign_in'])

/** Under a command id of its own; whoever was signed out by what they did before comes in again. */
async function send(stage: Stage, { request, person, expected }: Attempt): Promise<Got> {
  const sent = withCommandId(request.sent)
  if (!person) return stage.send(sent)
  const got = await stage.send({ ...sent, cookie: person.cookie })
  if (outcomeOf(got) !== 'signIn' || expected.includes('signIn')) return got
  await stage.enter(person)
  return stage.send({ ...sent, cookie: person.cookie })
}

type Come = { readonly answer: Got; readonly touched: readonly Touched[] }

function told(
  { places }: Stage,
  { thing, person, request, expected }: Attempt,
  { answer, touched }: Come,
): Tried {
  const got = outcomeOf(answer)
  const isForeign = ({ municipalityId }: Touched) =>
    municipalityId !== null && municipalityId !== places.own.municipalityId
  const wrong = isDenied(expected) ? touched : touched.filter(isForeign)
  return {
    ...{
      thing,
      person,
      who: person?.role ?? 'nobody',
      where: whereOf(person, request),
      address: request.address.path,
    },
    ...{ expected, got, status: answer.status, touched: wrong },
    isRight: expected.includes(got) && wrong.length === 0,
  }
}

function whereOf(person: Person | undefined, { place }: Request): Tried['where'] {
  if (!person) return 'signedOut'
  return person.way === 'signedIn' ? place : person.way
}
