import type { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '#kernel/ids.ts'
import { call, load, percentile, type Answer, type Load, type Timed } from './measure.ts'
import type { Stage } from './stage.ts'
import { milliseconds, type Outcome } from './table.ts'

const users = 50
const seconds = 20
/** A day of work is measured, not its first seconds: a server just started learns its questions on every connection. */
const warmUp = 15
/** Between an answer and the next request; a person at work is slower. */
const pause = { least: 500, spread: 1000 }

type Saved = { revision: number }

/** Fifty people at once, each with a follow-up of their own: three reads to each verdict that is saved. */
export async function benchMixed(stage: Stage): Promise<Outcome[]> {
  const empty = (agent: Agent) => atEase(() => call(agent, { url: `${stage.base}/om` }))
  await mixedLoad(stage, warmUp)
  const reference = await load(users, seconds / 2, empty)
  const ours = await mixedLoad(stage, seconds)
  const [mine, theirs] = [tail(ours.answers), tail(reference.answers)]
  return [
    {
      what: `${users} people, ${ours.perSecond.toFixed(0)} requests a second, a quarter writes: p99`,
      ours: `${milliseconds(mine)}, ${errorsOf(ours)}`,
      reference: `${milliseconds(theirs)} the page /om at the same pace`,
      ratio: mine / theirs,
      budget: 'under 300 ms, no errors',
      kept: mine < 300 && ours.errors === 0,
    },
  ]
}

/** What has been saved so far, so that the next load goes on from there. */
const revisions = new Map<string, number>()

export function mixedLoad(stage: Stage, forSeconds: number): Promise<Load> {
  return load(users, forSeconds, (agent, user, turn) =>
    atEase(() =>
      turn % 4 === 3 ? write(stage, { agent, user, turn }) : read(stage, agent, user + turn, user),
    ),
  )
}

async function atEase(ask: () => Promise<Timed>): Promise<Timed> {
  await sleep(pause.least + Math.random() * pause.spread)
  return ask()
}

function read(
  { base, people, followUps }: Stage,
  agent: Agent,
  number: number,
  user: number,
): Promise<Timed> {
  const [person, followUp] = [people[user], followUps[user]]
  if (!person || !followUp) throw new Error('More users than people')
  const addresses = [
    '/enheter?q=sol&sortera=-brister',
    `/enheter/${followUp.unitId}`,
    `/uppfoljningar/${followUp.id}`,
    `/uppfoljningar/${followUp.id}/protokoll`,
    '/api/v1/units?q=norra&sort=namn',
  ]
  return call(agent, { url: base + addresses[number % addresses.length], cookie: person.cookie })
}

type Writing = { agent: Agent; user: number; turn: number }

async function write({ base, people, followUps }: Stage, { agent, user, turn }: Writing) {
  const rowIds = followUps[user]?.rowIds ?? []
  const rowId = rowIds[turn % rowIds.length] ?? ''
  const answer = await call(agent, {
    url: `${base}/api/v1/protocol-rows/${rowId}`,
    method: 'PUT',
    cookie: people[user]?.cookie ?? '',
    headers: { origin: base, 'idempotency-key': uuidv7() },
    body: {
      revision: revisions.get(rowId) ?? 1,
      verdict: turn % 8 === 3 ? 'met' : 'partly',
      level: 2,
      note: `Sett vid besöket ${turn}`,
    },
  })
  const revision = revisionIn(answer)
  if (revision !== undefined) revisions.set(rowId, revision)
  return answer
}

/**
 * Of the row as it was saved, or as somebody else has it. A change that was carried out although its answer never came is
 * refused once; a load that does not read what the row is now, as people do, is refused that row for the rest of its time.
 */
function revisionIn({ status, body }: Answer): number | undefined {
  if (status !== 200 && status !== 412) return undefined
  // The contract of the operation: SavedRow, and the row as it is in the problem `stale`.
  const answer = JSON.parse(body.toString()) as Partial<Saved> & { current?: Partial<Saved> }
  return answer.revision ?? answer.current?.revision
}

/** With what they answered, and how often: a refusal tells something else than a fault. */
export function errorsOf({ answers, errors }: Load): string {
  if (errors === 0) return 'no errors'
  const statuses = answers.map(({ status }) => status).filter((status) => status < 200 || status >= 300)
  const counts = [...Map.groupBy(statuses, (status) => status)].map(
    ([status, of]) => `${of.length} of ${status}`,
  )
  return `${errors} errors (${counts.toSorted().join(', ')})`
}

function tail(answers: readonly Timed[]): number {
  return percentile(
    answers.map(({ ms }) => ms),
    99,
  )
}
