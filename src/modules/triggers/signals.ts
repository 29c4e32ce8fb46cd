import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { stateAfter } from '#kernel/moves.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findUnit, unitNameOn } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { patternsOf, swedish, swedishToday } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { CloseSignal, RegisterSignal, SendSignal, type SignalFilter } from './contract-signals.ts'
import { signalMoves, type Fact } from './rules.ts'

async function unitOf({ db, now }: Context, { unitId }: { unitId: string }) {
  const unit = await findUnit(db, unitId, todayIn(now))
  return unit && { boardId: unit.boardId, unitId: unit.id, providerId: unit.providerId }
}

/**
 * Somebody who works in a unit tells the office, and gets a receipt. The row can be written and not read from there: the
 * unit's manager has no way to it, and the office is not told who it was. The log holds it, as it holds every command.
 */
export const sendSignal = command({
  verb: 'signal.send',
  input: SendSignal,
  target: unitOf,
  run: (context, place, { what, happened }) =>
    write(context, {
      ...{ ...place, what, happened, source: 'staff', way: 'system' },
      ...{ receivedOn: todayIn(context.now), registeredBy: null },
    }),
})

/** What reached the office in another way. */
export const registerSignal = command({
  verb: 'signal.register',
  input: RegisterSignal,
  target: unitOf,
  run(context, place, { unitId: _unit, ...told }) {
    if (told.receivedOn > todayIn(context.now)) throw fieldProblem('receivedOn', 'dateInFuture')
    return write(context, { ...place, ...told, registeredBy: context.actor.accountId })
  },
  detail: ({ source, way }) => ({ source, way }),
})

type Place = { boardId: string; unitId: string; providerId: string }
type New = Place & {
  what: string
  happened: string
  source: 'staff' | 'resident' | 'relative' | 'union' | 'authority' | 'other'
  way: 'system' | 'telephone' | 'letter' | 'meeting'
  receivedOn: IsoDate
  registeredBy: string | null
}

async function write({ db, actor, now }: Context, signal: New) {
  const id = uuidv7(now.getTime())
  const receipt = receiptOf(signal.receivedOn)
  await db
    .insertInto('signal')
    .values({
      ...{ ...signal, municipalityId: actor.municipalityId, id, receipt, receivedAt: now, state: 'new' },
    })
    .execute()
  return { id, receipt }
}

/** Letters alone, none of which is taken for a digit: it is read aloud over a telephone, and is no person's number. */
function receiptOf(day: IsoDate): string {
  const letters = 'ABCDEFGHJKLMNPRSTUVXYZ'
  const drawn = Array.from({ length: 8 }, () => letters[randomInt(letters.length)])
  return `S-${day.slice(0, 4)}-${drawn.join('')}`
}

/** A signal that leads to nothing says why. */
export const closeSignal = command({
  verb: 'signal.close',
  input: CloseSignal,
  target: ({ db }, { signalId }) =>
    db
      .selectFrom('signal')
      .select(['id', 'boardId', 'unitId', 'state', 'revision'])
      .where('id', '=', signalId)
      .forUpdate()
      .executeTakeFirst(),
  async run({ db, actor, now }, signal, { revision, reason }) {
    const state = stateAfter(signalMoves, signal.state, 'close')
    if (revision !== signal.revision)
      throw new Problem('stale', { current: { state: signal.state, revision: signal.revision } })
    await db
      .updateTable('signal')
      .set({
        state,
        closedReason: reason,
        handledBy: actor.accountId,
        handledAt: now,
        revision: revision + 1,
      })
      .where('id', '=', signal.id)
      .execute()
    return { id: signal.id, revision: revision + 1 }
  },
})

/** The signals that a proposal rests on have led to it. */
export async function useSignals(
  { db, actor, now }: Context,
  proposalId: string,
  facts: readonly Fact[],
): Promise<void> {
  const ids = facts.filter(({ kind }) => kind === 'signal').map(({ sourceId }) => sourceId)
  if (ids.length === 0) return
  await db
    .updateTable('signal')
    .set((set) => ({
      ...{ state: 'used', proposalId, handledBy: actor.accountId, handledAt: now },
      revision: set('revision', '+', 1),
    }))
    .where('id', 'in', ids)
    .where('state', '=', 'new')
    .execute()
}

const columns = ['s.id', 's.boardId', 's.unitId', 's.source', 's.way', 's.receipt', 's.receivedOn'] as const

function signals(db: Db) {
  return db
    .selectFrom('signal as s')
    .select([...columns, 's.state', 's.proposalId', unitNameOn('s', swedishToday).as('unitName')])
}

export function findSignal(db: Db, signalId: string) {
  return signals(db)
    .select(['s.what', 's.happened', 's.closedReason', 's.revision', 's.handledAt'])
    .where('s.id', '=', signalId)
    .executeTakeFirst()
}

const orders = {
  datum: sql`s.received_on`,
  enhet: swedish('unitName'),
  avsandare: sql`s.source`,
  lage: sql`s.state`,
} as const

/** One page of the inbox, in a total order, with the number of all that match. */
export async function listSignals(db: Db, filter: SignalFilter) {
  let query = signals(db)
  if (filter.state) query = query.where('s.state', '=', filter.state)
  if (filter.source) query = query.where('s.source', '=', filter.source)
  if (filter.unit) query = query.where('s.unitId', '=', filter.unit)
  for (const like of patternsOf(filter.q))
    query = query.where(
      sql<boolean>`(s.receipt ilike ${like} or s.what ilike ${like} or ${unitNameOn('s', swedishToday)} ilike ${like})`,
    )
  const ordered = query
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('s.receivedAt', 'desc')
    .orderBy('s.id')
  const { rows, total } = await paged(ordered, filter)
  return { signals: rows, total }
}
export type SignalRow = Awaited<ReturnType<typeof listSignals>>['signals'][number]
