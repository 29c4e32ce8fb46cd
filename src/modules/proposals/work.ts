import { sql, type Updateable } from 'kysely'
import type { Scope } from '#access/may.ts'
import type { PlanInput } from '#methods/planner/contract.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { PlanProposalTable } from '#platform/db/types.ts'
import { logFault } from '#platform/log.ts'
import { mostBeginnings, stateOf } from './rules.ts'
import { solveInThread, type Solving } from './solve-in-thread.ts'
import type { SolveNews } from './solve-thread.ts'

/** Whoever holds it computes the plans of the installation, one at a time: a computing takes a whole core. */
export const proposalLock = 'uppsikt plan computing'

type Doing = {
  readonly db: Db
  readonly scope: Scope
  readonly now: () => Date
  readonly ending: AbortSignal
}
type Work = NonNullable<Awaited<ReturnType<typeof begin>>>

/**
 * Computes one of the proposals that a municipality has asked for. Killed in the middle, it is begun again: it asks of
 * nothing but its own question, so it comes to the same answer. Asked to end, the work lays the proposal back for whoever
 * comes next.
 * @returns false when there is none, or the work was asked to end
 */
export async function workNext(
  db: Db,
  municipality: Municipality,
  { now, ending }: { now: () => Date; ending: AbortSignal },
): Promise<boolean> {
  if (ending.aborted) return false
  const doing = { db, scope: systemScope(municipality), now, ending }
  const work = await begin(doing)
  if (!work) return false
  await settle(doing, work, work.begun > mostBeginnings ? gaveUp('brokeOff') : await compute(doing, work))
  return true
}

/**
 * The one that has waited longest of the board whose turn it is, counted as begun before anything is done: a death is
 * remembered. What was broken off comes first; then the board for which nothing has been computed the longest.
 */
function begin({ db, scope, now }: Doing) {
  return withScope(db, scope, (tx) => {
    const next = tx
      .selectFrom('planProposal as p')
      .select('p.id')
      .where('p.endedAt', 'is', null)
      .orderBy(sql`p.state = 'queued'`)
      .orderBy(lastOfBoard, (order) => order.asc().nullsFirst())
      .orderBy('p.askedAt')
      .orderBy('p.id')
      .limit(1)
      .forUpdate()
      .skipLocked()
    return tx
      .updateTable('planProposal')
      .set((set) => ({
        ...{ state: 'working' as const, beganAt: now(), seconds: 0 },
        ...{ objective: null, bound: null, first: null, broken: null },
        begun: set('begun', '+', 1),
      }))
      .where('id', '=', next)
      .returning(['id', 'begun', 'mostSeconds', 'wantedGap', sql<PlanInput>`input`.as('input')])
      .executeTakeFirst()
  })
}

const lastOfBoard = sql<Date | null>`(select max(o.began_at) from plan_proposal o
  where o.municipality_id = p.municipality_id and o.board_id = p.board_id and o.ended_at is not null)`

type Outcome = Updateable<PlanProposalTable>

/** @returns what the proposal ends with; undefined when the work was asked to end first */
async function compute(doing: Doing, work: Work): Promise<Outcome | undefined> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 100) / 10
  const cut = Promise.withResolvers<Outcome | undefined>()
  const course: Course = { latest: {}, isExplaining: false, seconds, cut: cut.resolve }
  const solving = solveInThread(
    { input: work.input, seconds: work.mostSeconds, gap: work.wantedGap },
    (news) => {
      course.latest = { ...course.latest, ...toldBy(news) }
      course.isExplaining ||= news.kind === 'explaining'
      // At once: somebody waits for the first plan. What cannot be told is no fault of the work.
      if (news.kind === 'first')
        void tell(doing, work, { ...course.latest, seconds: seconds() }).catch(() => undefined)
    },
  )
  const pulse = setInterval(() => void beat(doing, work, { solving, course }), 1000)
  const isCut = () => cut.resolve(undefined)
  doing.ending.addEventListener('abort', isCut, { once: true })
  try {
    const ended = solving.done.then((news) => endOf(news, course.latest))
    const outcome = await Promise.race([ended, cut.promise])
    return outcome && { ...outcome, seconds: seconds() }
  } catch (cause) {
    logFault(cause, { where: 'plan proposals' })
    return { ...gaveUp('broke'), seconds: seconds() }
  } finally {
    clearInterval(pulse)
    doing.ending.removeEventListener('abort', isCut)
    await solving.end()
  }
}

/** What is known while it goes on. */
type Course = {
  latest: Outcome
  isExplaining: boolean
  readonly seconds: () => number
  readonly cut: (outcome: Outcome | undefined) => void
}

/** Once a second: how far it has come, and whether somebody has asked it to stop. */
async function beat(
  doing: Doing,
  work: Work,
  { solving, course }: { solving: Solving; course: Course },
): Promise<void> {
  const { first: _first, broken: _broken, ...told } = course.latest
  const row = await tell(doing, work, { ...told, seconds: course.seconds() }).catch(() => undefined)
  if (!row?.stopAskedAt) return
  solving.stop()
  // That there is no plan is known already; the search for why is left.
  if (course.isExplaining) course.cut({ ...withoutPlan, state: stateOf('working', 'refuse') })
}

/** Only while it is this beginning that goes on: one that was taken for dead writes nothing over the next. */
function tell({ db, scope }: Doing, work: Work, facts: Outcome) {
  return withScope(db, scope, (tx) =>
    tx
      .updateTable('planProposal')
      .set(facts)
      .where('id', '=', work.id)
      .where('state', '=', 'working')
      .where('begun', '=', work.begun)
      .returning('stopAskedAt')
      .executeTakeFirst(),
  )
}

async function settle(doing: Doing, work: Work, outcome: Outcome | undefined): Promise<void> {
  await tell(
    doing,
    work,
    // An orderly end is no death: the next one begins as if this one never had.
    outcome ? { ...outcome, endedAt: doing.now() } : { state: 'queued', begun: work.begun - 1, seconds: 0 },
  )
}

function toldBy(news: SolveNews): Outcome {
  if (news.kind === 'first')
    return {
      first: JSON.stringify(news.plan),
      broken: JSON.stringify(news.broken),
      objective: news.plan.objective ?? null,
      solverVersion: versionOf(news.plan),
    }
  if (news.kind === 'explaining') return { fault: 'explaining' }
  if (news.kind !== 'progress') return {}
  return {
    ...(Number.isFinite(news.objective) && { objective: news.objective }),
    ...(Number.isFinite(news.bound) && { bound: news.bound }),
  }
}

function endOf(news: SolveNews, latest: Outcome): Outcome {
  if (news.kind === 'plan')
    return {
      state: stateOf('working', 'finish'),
      ...{ answer: JSON.stringify(news.plan), first: null },
      broken: JSON.stringify(news.broken),
      objective: news.plan.objective ?? null,
      bound: news.plan.bound ?? null,
      solverVersion: versionOf(news.plan),
    }
  if (news.kind === 'impossible')
    return {
      ...withoutPlan,
      state: stateOf('working', 'refuse'),
      answer: JSON.stringify(news.plan),
      solverVersion: versionOf(news.plan),
    }
  return withinTime(latest)
}

const withoutPlan: Outcome = { first: null, broken: null, objective: null, bound: null, fault: '' }

/** Neither a better plan nor the proof that there is none: the first plan is kept where it holds every rule. */
function withinTime(latest: Outcome): Outcome {
  if (latest.broken === '[]')
    return { ...latest, state: stateOf('working', 'finish'), answer: latest.first ?? null }
  return { ...latest, ...gaveUp('noPlanInTime') }
}

function gaveUp(fault: string): Outcome {
  return { state: stateOf('working', 'giveUp'), fault }
}

function versionOf({ solver }: { solver: { name: string; version: string } }): string {
  return `${solver.name} ${solver.version}`
}
