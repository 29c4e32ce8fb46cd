import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { AddArea, ChangeArea, EndArea } from './contract.ts'
import { lockArea, type ServiceArea } from './queries.ts'
import { fromFault, keyOf } from './rules.ts'

export const addServiceArea = command({
  verb: 'serviceArea.change',
  input: AddArea,
  target: () => Promise.resolve(null),
  async run({ db, actor, now }, _, { from, ...facts }) {
    const key = keyOf(facts.name)
    if (key === '') throw fieldProblem('name', 'required')
    const taken = await db.selectFrom('serviceArea').select('id').where('key', '=', key).executeTakeFirst()
    if (taken) throw fieldProblem('name', 'taken')
    const id = uuidv7(now.getTime())
    const row = { ...facts, municipalityId: actor.municipalityId, id, key, validFrom: from }
    await db.insertInto('serviceArea').values(row).execute()
    return { id, revision: 1 }
  },
  detail: (input) => ({ from: input.from }),
})

/** What the area said before is closed and kept; units go on referring to the same area. */
export const changeServiceArea = command({
  verb: 'serviceArea.change',
  input: ChangeArea,
  target: ({ db }, { areaId }) => lockArea(db, areaId),
  async run(context, area, { areaId, revision, from, ...facts }) {
    refuseStale(area, revision)
    const fault = fromFault(from, area, todayIn(context.now))
    if (fault) throw fieldProblem('from', fault)
    await keepEarlier(context, area, from)
    await save(context, area, { ...facts, validFrom: from, validTo: null })
    return { id: areaId, revision: area.revision + 1 }
  },
  detail: (input) => ({ from: input.from, inHouseOnly: input.inHouseOnly }),
})

export const endServiceArea = command({
  verb: 'serviceArea.change',
  input: EndArea,
  target: ({ db }, { areaId }) => lockArea(db, areaId),
  async run(context, area, { areaId, revision, endsOn }) {
    refuseStale(area, revision)
    if (endsOn < area.validFrom) throw fieldProblem('endsOn', 'dateBeforeOther')
    await save(context, area, { validTo: addDays(endsOn, 1) })
    return { id: areaId, revision: area.revision + 1 }
  },
  detail: (input) => ({ endsOn: input.endsOn }),
})

function refuseStale(area: ServiceArea, revision: number): void {
  if (area.revision !== revision) throw new Problem('stale', { current: area })
}

async function keepEarlier({ db, actor, now }: Context, area: ServiceArea, until: string): Promise<void> {
  const { id, key: _key, source: _source, revision: _revision, validTo, ...facts } = area
  const closed = validTo !== null && validTo < until ? validTo : until
  await db
    .insertInto('serviceAreaEarlier')
    .values({
      ...facts,
      municipalityId: actor.municipalityId,
      id: uuidv7(now.getTime()),
      serviceAreaId: id,
      validTo: closed,
      closedBy: actor.accountId,
      closedAt: now,
    })
    .execute()
}

async function save({ db }: Context, area: ServiceArea, patch: Partial<ServiceArea>): Promise<void> {
  await db
    .updateTable('serviceArea')
    .set({ ...patch, revision: area.revision + 1 })
    .where('id', '=', area.id)
    .execute()
}
