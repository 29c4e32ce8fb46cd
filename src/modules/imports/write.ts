import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import type { Area, Provider } from './known.ts'
import type { Saved } from './plan-base.ts'
import type { NewRole, SavedAccount } from './plan-people.ts'
import type { Plan } from './plan.ts'
import { writeAgreements } from './write-agreements.ts'
import { doneAt, inParts, statesOf, supersede, type Written } from './written.ts'

/** Writes the plan, a few statements for each kind. What is needed to take it back is given row by row. */
export async function writePlan(
  context: Context,
  plan: Plan,
  target: { boardId: string | null; isCorrection: boolean },
): Promise<Written[]> {
  const { boardId, isCorrection } = target
  return [
    ...(await writeAreas(context, plan.areas.saved, isCorrection)),
    ...(await writeProviders(context, plan.providers.saved)),
    ...(boardId ? await writeUnits(context, plan.units.touched, boardId) : []),
    ...(boardId ? await writeAgreements(context, plan.agreements.touched, boardId) : []),
    ...(await writePeople(context, plan.people.touched)),
  ]
}

async function writeAreas(context: Context, saved: readonly Saved<Area>[], isCorrection: boolean) {
  const { db, actor, now } = context
  const written: Written[] = []
  for (const { after, before, row } of saved) {
    const revision = after.revision + 1
    const values = { ...after, municipalityId: actor.municipalityId, revision }
    if (!before) await db.insertInto('serviceArea').values(values).execute()
    else {
      if (!isCorrection && before.validFrom < after.validFrom)
        await keepEarlier(context, before, after.validFrom)
      await db.updateTable('serviceArea').set(values).where('id', '=', after.id).execute()
    }
    const undo = before && { ...before }
    written.push(doneAt(row, { kind: 'areas', id: after.id, revision, before: undo, at: now.toISOString() }))
  }
  return written
}

async function keepEarlier({ db, actor, now }: Context, area: Area, until: string): Promise<void> {
  const {
    id,
    key: _key,
    source: _source,
    revision: _revision,
    municipalityId: _m,
    validTo: _to,
    ...facts
  } = area
  await db
    .insertInto('serviceAreaEarlier')
    .values({
      ...facts,
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      serviceAreaId: id,
      validTo: until,
      closedBy: actor.accountId,
      closedAt: now,
    })
    .execute()
}

async function writeProviders(
  { db, actor, now }: Context,
  saved: readonly Saved<Provider>[],
): Promise<Written[]> {
  const rows = saved.map(({ after }) => providerRow(after, actor.municipalityId))
  await inParts(rows, (part) =>
    db
      .insertInto('provider')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'id']).doUpdateSet((set) => ({
          name: set.ref('excluded.name'),
          organisationNumber: set.ref('excluded.organisationNumber'),
          kind: set.ref('excluded.kind'),
          email: set.ref('excluded.email'),
          managementSystemSeenOn: set.ref('excluded.managementSystemSeenOn'),
          validFrom: set.ref('excluded.validFrom'),
          validTo: set.ref('excluded.validTo'),
          revision: set.ref('excluded.revision'),
        })),
      )
      .execute(),
  )
  return saved.map(({ after, before, row }) => {
    const revision = (after.revision ?? 0) + 1
    return doneAt(row, {
      kind: 'providers',
      id: after.id,
      revision,
      before: before && { ...before },
      at: now.toISOString(),
    })
  })
}

function providerRow(after: Provider, municipalityId: string) {
  const { id, name, organisationNumber, kind, email, managementSystemSeenOn, validFrom, validTo, revision } =
    after
  return {
    municipalityId,
    id,
    name,
    organisationNumber: organisationNumber ?? null,
    kind: kind ?? 'private',
    email: email ?? null,
    managementSystemSeenOn: managementSystemSeenOn ?? null,
    validFrom: validFrom ?? '',
    validTo: validTo ?? null,
    revision: (revision ?? 0) + 1,
  }
}

async function writeUnits(
  { db, actor, now }: Context,
  touched: Plan['units']['touched'],
  boardId: string,
): Promise<Written[]> {
  const { municipalityId, accountId } = actor
  const fresh = touched.filter(({ unit }) => unit.isNew).map(({ unit }) => ({ id: unit.id, code: unit.code }))
  // A unit that was brought in and taken back keeps its identity and its code.
  await inParts(
    fresh.map((unit) => ({ municipalityId, boardId, ...unit })),
    (part) =>
      db
        .insertInto('unit')
        .values(part)
        .onConflict((conflict) => conflict.columns(['municipalityId', 'id']).doNothing())
        .execute(),
  )
  await supersede(
    db,
    'unit_state',
    touched.flatMap(({ unit }) => unit.superseded),
    now,
  )
  const states = touched.flatMap(({ unit }) =>
    unit.states
      .filter((state) => !state.isStored)
      .map(({ id, validFrom, validTo, facts, note }) => ({
        ...{ municipalityId, id, unitId: unit.id, boardId, validFrom, validTo, changeNote: note },
        ...{ recordedAt: now, recordedBy: accountId },
        ...facts,
      })),
  )
  await inParts(states, (part) => db.insertInto('unitState').values(part).execute())
  return touched.map(({ unit, row }) => doneAt(row, { kind: 'units', id: unit.id, ...statesOf(unit) }))
}

async function writePeople(
  { db, actor, now }: Context,
  touched: readonly SavedAccount[],
): Promise<Written[]> {
  const { municipalityId } = actor
  const made = touched.filter(({ before }) => !before)
  const accounts = made.map(({ after }) => {
    const { id, name, email, side, profession, providerId } = after
    return { municipalityId, id, name, email, state: 'invited' as const, side, profession, providerId }
  })
  await inParts(accounts, (part) => db.insertInto('account').values(part).execute())
  for (const { after, before } of touched)
    if (before)
      await db
        .updateTable('account')
        .set({ name: after.name, profession: after.profession, state: after.state })
        .$if(before.state === 'closed', (query) => query.set({ closedAt: null }))
        .where('id', '=', after.id)
        .execute()
  const roles = touched.flatMap((one) => one.roles).map((role: NewRole) => ({ municipalityId, ...role }))
  await inParts(roles, (part) => db.insertInto('roleAssignment').values(part).execute())
  return touched.map(({ after, before, row, roles: own }) => {
    const undo = before && { name: before.name, profession: before.profession, state: before.state }
    const isNew = !before || before.state === 'closed'
    const at = now.toISOString()
    return doneAt(row, {
      kind: 'people',
      id: after.id,
      isNew,
      before: undo,
      roles: own.map(({ id }) => id),
      at,
    })
  })
}
