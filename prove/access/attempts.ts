import { uuidv7 } from '#kernel/ids.ts'
import { isExcused, type Touched } from '../support/watch.ts'
import { expectedOf, isDenied, outcomeOf, type Outcome } from './expected.ts'
import type { Got } from './http.ts'
import { requestAt, type Request } from './requests.ts'
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

/** Every person of the own place tries every thing at every place; first all that must be stopped, then the rest. */
export async function tryAll(
  stage: Stage,
  things: readonly Thing[],
  say: (line: string) => void,
): Promise<Tried[]> {
  const ground = { stage, rows: await openRows(stage.admin, stage.places) }
  const asked: { thing: Thing; request: Request }[] = []
  for (const thing of things)
    for (const place of placeNames) {
      const request = await requestAt(ground, thing, place)
      if (request) asked.push({ thing, request })
    }
  await takeTouched(stage)
  say(`${asked.length} addresses found.`)
  const inOrder = asked.flatMap(({ thing, request }) => attemptsOn(stage, thing, request))
  const [stopped = [], letIn = []] = [true, false].map((denied) =>
    inOrder.filter(({ expected }) => isDenied(expected) === denied),
  )
  const tried = await tryStopped(stage, stopped)
  say(`${tried.length} attempts that must be stopped are made.`)
  for (const attempt of letIn) tried.push(await tryAlone(stage, attempt))
  return tried
}

type Attempt = { thing: Thing; person: Person | undefined; request: Request; expected: readonly Outcome[] }

/** Nobody of the twin tries: it is enough that its rows are tried. Sessions that are over are tried at the own place. */
function attemptsOn(stage: Stage, thing: Thing, request: Request): Attempt[] {
  return [undefined, ...stage.people.filter(({ at }) => at === 'own')]
    .filter((person) => person?.way === 'signedIn' || request.place === 'own')
    .map((person) => ({ thing, person, request, expected: expectedOf(thing, person, request) }))
    .filter(({ expected }) => request.place !== 'otherMunicipality' || isDenied(expected))
}

const together = 8

/** Several at a time, since nothing may come of them; where something did, each is tried again alone. */
async function tryStopped(stage: Stage, attempts: readonly Attempt[]): Promise<Tried[]> {
  const tried: Tried[] = []
  for (let from = 0; from < attempts.length; from += together) {
    const some = attempts.slice(from, from + together)
    const answers = await Promise.all(some.map((attempt) => send(stage, attempt)))
    if ((await takeTouched(stage)).length === 0)
      tried.push(...some.map((attempt, at) => told(attempt, answers[at]!, []))) // one answer for each
    else for (const attempt of some) tried.push(await tryAlone(stage, attempt))
  }
  return Promise.all(tried.map((one) => orNothing(stage, one)))
}

/** A list that hangs on a hidden row may answer as one that hangs on no row at all: empty, and the same to the byte. */
async function orNothing(stage: Stage, tried: Tried): Promise<Tried> {
  if (tried.isRight || tried.thing.kind !== 'reading' || tried.got !== 'opens') return tried
  const { cookie = '' } = tried.person ?? {}
  const accept = 'application/json'
  const [held, none] = [tried.address, tried.address.replaceAll(identifier, () => uuidv7())].map((path) =>
    stage.send({ path: `/api/v1${path}`, cookie, accept }),
  )
  const isSame = (await held)?.body.toString() === (await none)?.body.toString()
  return isSame ? { ...tried, got: 'notFound', isRight: tried.touched.length === 0 } : tried
}

const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

async function tryAlone(stage: Stage, attempt: Attempt): Promise<Tried> {
  const answer = await send(stage, attempt)
  const changed = await takeTouched(stage)
  const isForeign = ({ municipalityId }: Touched) =>
    municipalityId !== null && municipalityId !== stage.places.own.municipalityId
  return told(attempt, answer, isDenied(attempt.expected) ? changed : changed.filter(isForeign))
}

/** What was changed since the last time it was asked, and is more than any request may. */
async function takeTouched({ changes }: Stage): Promise<readonly Touched[]> {
  return (await changes.rows()).filter(({ act, table }) => !isExcused(`${act} ${table}`))
}

function send(stage: Stage, { request, person }: Attempt): Promise<Got> {
  return stage.send(person ? { ...request.sent, cookie: person.cookie } : request.sent)
}

function told(
  { thing, person, request, expected }: Attempt,
  answer: Got,
  touched: readonly Touched[],
): Tried {
  const got = outcomeOf(answer.status, answer.headers['location'] ?? '')
  return {
    ...{
      thing,
      person,
      who: person?.role ?? 'nobody',
      where: whereOf(person, request),
      address: request.address.path,
    },
    ...{ expected, got, status: answer.status, touched },
    isRight: expected.includes(got) && touched.length === 0,
  }
}

function whereOf(person: Person | undefined, { place }: Request): Tried['where'] {
  if (!person) return 'signedOut'
  return person.way === 'signedIn' ? place : person.way
}
