import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { ChangeUnit, CreateUnit, type UnitFacts } from './contract.ts'
import { factNames, type ChangeKind, type UnitStatus } from './rules.ts'
import { changedFrom, correctedOn, covers, recordTime, type Rewriting } from './validity.ts'

export const createUnit = command({
  verb: 'unit.create',
  input: CreateUnit,
  target: async ({ db }, { boardId }) => (await findBoard(db, boardId)) && { boardId },
  async run(context, _board, { id, boardId, code, from, note, ...facts }) {
    await addUnit(context, { id, boardId, code, from, note, facts })
    return { id, revision: 1 }
  },
  detail: (input) => ({ from: input.from }),
})

type NewUnit = { id: string; boardId: string; code: string; from: string; note: string; facts: UnitFacts }

/** A unit with its first state. */
export async function addUnit(context: Context, { id, boardId, code, from, note, facts }: NewUnit) {
  const { db, actor, now } = context
  if (await isCodeTaken(db, code)) throw fieldProblem('code', 'taken')
  await refuseUnknown(db, facts)
  await db.insertInto('unit').values({ municipalityId: actor.municipalityId, id, boardId, code }).execute()
  await insertStates(context, { id, boardId }, [
    { ...facts, validFrom: from, validTo: null, changeNote: note, recordedAt: now },
  ])
}

/**
 * A unit becomes something else from a day, or was wrongly described. Neither overwrites: the rows that no longer hold
 * are put out of force with the time of it, so that what was known on any day can be shown.
 */
export const changeUnit = command({
  verb: 'unit.change',
  input: ChangeUnit,
  target: ({ db }, { unitId }) => lockUnit(db, unitId),
  async run(context, unit, { unitId, kind, from, note, revision, ...facts }) {
    const { db } = context
    const recorded = await statesOf(db, unitId)
    if (recorded.length !== revision) {
      const inForce = recorded.filter((state) => state.supersededAt === null)
      throw new Problem('stale', { current: { revision: recorded.length, states: inForce.map(factsOf) } })
    }
    await refuseUnknown(db, facts)
    return { id: unitId, revision: await rewriteUnit(context, unit, { kind, from, note, facts }) }
  },
  detail: (input) => ({ kind: input.kind, from: input.from }),
})

type Rewritten = { kind: ChangeKind; from: string; note: string; facts: UnitFacts }

/** Writes what is different from a day, or was wrong. @returns how many states are recorded after it */
async function rewriteUnit(
  context: Context,
  unit: { id: string; boardId: string },
  { kind, from, note, facts }: Rewritten,
): Promise<number> {
  const { db } = context
  const recorded = await statesOf(db, unit.id)
  const inForce = recorded.filter((state) => state.supersededAt === null)
  const rewriting = kind === 'change' ? changedFrom(inForce, from) : correctedOn(inForce, from)
  if (!rewriting) throw fieldProblem('from', 'nothingThatDay')
  const recordedAt = recordTime(context.now, recorded)
  await supersede(db, unit.id, rewriting, recordedAt)
  const rows = rewriting.added.map(({ validFrom, validTo, factsOf: id }) => {
    const kept = inForce.find((state) => state.id === id)
    const changeNote = kept ? kept.changeNote : note
    return { ...(kept ? factsOf(kept) : facts), validFrom, validTo, changeNote, recordedAt }
  })
  await insertStates(context, unit, rows)
  return recorded.length + rows.length
}

/**
 * Another status from a day on, in every state that is known after it too: a unit that has gone into another does not
 * come back with a renaming that was already recorded.
 * @throws Problem invalidInput at `on` where nothing is known of that day
 */
export async function setStatusFrom(
  context: Context,
  unit: { id: string; boardId: string },
  given: { on: string; status: UnitStatus; note: string },
): Promise<void> {
  const inForce = (await statesOf(context.db, unit.id)).filter((state) => state.supersededAt === null)
  const held = inForce.find((state) => covers(state, given.on))
  if (!held) throw fieldProblem('on', 'notInForce')
  const later = inForce.filter((state) => state.validFrom > given.on)
  for (const state of [held, ...later]) {
    const from = state === held ? given.on : state.validFrom
    const facts = { ...factsOf(state), status: given.status }
    if (state.status !== given.status)
      await rewriteUnit(context, unit, { kind: 'change', from, note: given.note, facts })
  }
}

type NewState = UnitFacts & {
  validFrom: string
  validTo: string | null
  changeNote: string
  recordedAt: Date
}
type StateRow = Awaited<ReturnType<typeof statesOf>>[number]

async function insertStates(
  { db, actor, now }: Context,
  unit: { id: string; boardId: string },
  states: readonly NewState[],
): Promise<void> {
  const rows = states.map((state) => ({
    municipalityId: actor.municipalityId,
    id: uuidv7(now.getTime()),
    unitId: unit.id,
    boardId: unit.boardId,
    recordedBy: actor.accountId,
    ...state,
  }))
  await db.insertInto('unitState').values(rows).execute()
}

async function supersede(db: Db, unitId: string, rewriting: Rewriting, at: Date): Promise<void> {
  if (rewriting.superseded.length === 0) return
  await db
    .updateTable('unitState')
    .set({ supersededAt: at })
    .where('unitId', '=', unitId)
    .where('id', 'in', [...rewriting.superseded])
    .execute()
}

function statesOf(db: Db, unitId: string) {
  return db
    .selectFrom('unitState')
    .select(['id', 'validFrom', 'validTo', 'recordedAt', 'supersededAt', 'changeNote', ...factNames])
    .where('unitId', '=', unitId)
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
}

function factsOf(state: StateRow): UnitFacts {
  const { id: _id, recordedAt: _at, supersededAt: _out, validFrom: _from, validTo: _to, ...facts } = state
  const { changeNote: _note, laws, ...rest } = facts
  // The column has a check constraint with just these three.
  return { ...rest, laws: laws as UnitFacts['laws'] }
}

export function lockUnit(db: Db, unitId: string) {
  return db
    .selectFrom('unit')
    .select(['id', 'id as unitId', 'boardId'])
    .where('id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()
}

function findBoard(db: Db, boardId: string) {
  return db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
}

async function isCodeTaken(db: Db, code: string): Promise<boolean> {
  return (await db.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirst()) !== undefined
}

/** A provider or service area that does not exist in this municipality is a fault at its field. */
async function refuseUnknown(db: Db, facts: UnitFacts): Promise<void> {
  const provider = await db
    .selectFrom('provider')
    .select('id')
    .where('id', '=', facts.providerId)
    .executeTakeFirst()
  if (!provider) throw fieldProblem('providerId', 'chooseOne')
  const area = await db
    .selectFrom('serviceArea')
    .select('id')
    .where('id', '=', facts.serviceAreaId)
    .executeTakeFirst()
  if (!area) throw fieldProblem('serviceAreaId', 'chooseOne')
}
