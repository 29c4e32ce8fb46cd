import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { agreementsCovering, followUnits } from '#modules/agreements/public.ts'
import { addUnit, lockUnit, predecessorsOf, setStatusFrom, unitsOn } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { RecordSuccession, WithdrawSuccession } from './contract.ts'
import { refuseShape } from './rules.ts'

type Unit = { id: string; boardId: string }

/**
 * Units go into others: merged, divided or replaced, on a day that may have been. Those that end do so that day, those
 * that are new begin, and the chain remembers it. What was found, shown and frozen stays with the unit and the operator
 * it was about.
 */
export const recordSuccession = command({
  verb: 'unit.change',
  input: RecordSuccession,
  target: async ({ db }, { fromUnitIds }) => lockUnit(db, fromUnitIds[0] ?? ''),
  async run(context, first, input) {
    const from = await lockAll(context, first, input.fromUnitIds, 'fromUnitIds')
    const into = await lockAll(context, first, input.toUnitIds, 'toUnitIds')
    // A unit that takes in the others is named on both sides by whoever sees it so: it goes on.
    const entering = from.filter((unit) => !into.some((other) => other.id === unit.id))
    const arriving = [...into, ...input.newUnits.map(({ id }) => ({ id, boardId: first.boardId }))]
    refuseShape(input.kind, { from: entering.length, to: arriving.length, goesOn: input.goesOn })
    await refuseRound(context, entering, into)
    await refuseNotInForce(context, into, input.on)
    await addNew(context, first.boardId, input)
    const ending = input.kind === 'split' && input.goesOn ? [] : entering
    for (const unit of ending)
      await setStatusFrom(context, unit, { on: input.on, status: 'ended', note: input.note })
    if (ending.length === 0) await refuseNotInForce(context, entering, input.on)
    const agreements = await followAgreements(context, { entering, ending, arriving, input })
    const ids = await insertSuccessions(context, { entering, arriving, input })
    return {
      id: first.id,
      successionIds: ids,
      newUnitIds: input.newUnits.map((unit) => unit.id),
      ...agreements,
    }
  },
  detail: ({ kind, on, fromUnitIds }, { successionIds, followed }) => ({
    kind,
    on,
    from: fromUnitIds,
    successions: successionIds,
    agreements: followed,
  }),
})

/** Of one board, in the order of their ids, so that two who merge at the same time never wait for each other. */
async function lockAll(context: Context, first: Unit, ids: readonly string[], path: string): Promise<Unit[]> {
  const units: Unit[] = []
  for (const id of [...new Set(ids)].sort()) {
    const unit = await lockUnit(context.db, id)
    if (!unit) throw fieldProblem(path, 'chooseOne')
    if (unit.boardId !== first.boardId) throw fieldProblem(path, 'otherBoard')
    units.push({ id: unit.id, boardId: unit.boardId })
  }
  return units
}

async function refuseRound(
  context: Context,
  entering: readonly Unit[],
  into: readonly Unit[],
): Promise<void> {
  for (const unit of entering) {
    const before = await predecessorsOf(context.db, unit.id)
    if (into.some((other) => before.includes(other.id))) throw fieldProblem('toUnitIds', 'goesRound')
  }
}

async function refuseNotInForce({ db }: Context, units: readonly Unit[], day: string): Promise<void> {
  const ids = units.map((unit) => unit.id)
  if (ids.length === 0) return
  const found = await unitsOn(db, day)
    .select('u.id')
    .where('u.id', 'in', ids)
    .where('s.status', '<>', 'ended')
    .execute()
  if (found.length !== ids.length) throw fieldProblem('on', 'notInForce')
}

async function addNew(context: Context, boardId: string, input: RecordSuccession): Promise<void> {
  for (const [at, { id, code, ...facts }] of input.newUnits.entries())
    try {
      await addUnit(context, { id, boardId, code, from: input.on, note: input.note, facts })
    } catch (cause) {
      const fault = cause instanceof Problem && cause.code === 'invalidInput' ? cause.fields[0] : undefined
      throw fault ? fieldProblem(`newUnits.${at}.${fault.path}`, fault.code) : cause
    }
}

type Passing = {
  entering: readonly Unit[]
  ending: readonly Unit[]
  arriving: readonly Unit[]
  input: RecordSuccession
}

/** An agreement follows to the units its own provider runs that day; one that cannot is named, not bent. */
async function followAgreements(context: Context, { entering, ending, arriving, input }: Passing) {
  const { db } = context
  if (input.agreements === 'stay') return { followed: [], notFollowed: [] }
  const [followed, notFollowed]: [string[], string[]] = [[], []]
  const run = await unitsOn(db, input.on)
    .select(['u.id', 's.providerId'])
    .where(
      'u.id',
      'in',
      arriving.map((unit) => unit.id),
    )
    .execute()
  const units = entering.map((unit) => unit.id)
  for (const agreement of await agreementsCovering(db, units, input.on)) {
    const own = run.filter((unit) => unit.providerId === agreement.providerId).map((unit) => unit.id)
    if (own.length === 0) {
      notFollowed.push(agreement.caseNumber)
      continue
    }
    const ended = ending.map((unit) => unit.id)
    await followUnits(context, agreement, { ending: ended, units: own, from: input.on })
    followed.push(agreement.id)
  }
  return { followed, notFollowed }
}

async function insertSuccessions(
  { db, actor, now }: Context,
  { entering, arriving, input }: Omit<Passing, 'ending'>,
): Promise<string[]> {
  const rows = entering.flatMap((from) =>
    arriving.map((to) => ({
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      boardId: from.boardId,
      fromUnitId: from.id,
      toUnitId: to.id,
      kind: input.kind,
      happenedOn: input.on,
      note: input.note,
      recordedAt: now,
      recordedBy: actor.accountId,
    })),
  )
  await db.insertInto('unitSuccession').values(rows).execute()
  return rows.map((row) => row.id)
}

/** It was not so: the link is taken back with its reason, and the unit that ended by it may go on from that day. */
export const withdrawSuccession = command({
  verb: 'unit.change',
  input: WithdrawSuccession,
  async target({ db }, { successionId }) {
    const row = await db
      .selectFrom('unitSuccession')
      .select(['id', 'boardId', 'fromUnitId', 'happenedOn', 'withdrawnAt'])
      .where('id', '=', successionId)
      .forUpdate()
      .executeTakeFirst()
    const unit = row && (await lockUnit(db, row.fromUnitId))
    return row && unit && { id: unit.id, unitId: unit.id, boardId: row.boardId, row }
  },
  async run(context, { row, ...unit }, { reason, restore }) {
    const { db, actor, now } = context
    if (row.withdrawnAt) throw new Problem('alreadyDone')
    await db
      .updateTable('unitSuccession')
      .set({ withdrawnAt: now, withdrawnBy: actor.accountId, withdrawnReason: reason })
      .where('id', '=', row.id)
      .execute()
    if (restore) await setStatusFrom(context, unit, { on: row.happenedOn, status: 'active', note: reason })
    return { id: row.id, unitId: unit.id }
  },
  detail: ({ successionId, restore }) => ({ successionId, restore }),
})
