import { sql } from 'kysely'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { AddQualityArea, ChangeQualityArea, EndQualityArea, MoveQualityArea } from './contract-areas.ts'
import { isOwn, keyOf } from './rules.ts'

/** The municipality's own quality areas and focus areas. What has been written under one keeps it for ever. */
export const addQualityArea = command({
  verb: 'framework.change',
  input: AddQualityArea,
  target: () => Promise.resolve(null),
  async run(context, _, { framework, name, description, mapsTo, from }) {
    const { db, actor, now } = context
    const within = await db
      .selectFrom('framework')
      .select('id')
      .where('key', '=', framework)
      .executeTakeFirst()
    if (!within) throw fieldProblem('framework', 'chooseOne')
    const key = `${framework}/${keyOf(name)}`
    if (key === `${framework}/`) throw fieldProblem('name', 'required')
    const taken = await db.selectFrom('qualityArea').select('id').where('key', '=', key).executeTakeFirst()
    if (taken) throw fieldProblem('name', 'taken')
    const id = uuidv7(now.getTime())
    const row = { municipalityId: actor.municipalityId, id, frameworkId: within.id, key, name, description }
    await db
      .insertInto('qualityArea')
      .values({ ...row, validFrom: from, position: await lastPosition(db) })
      .execute()
    await mapTo(context, key, mapsTo)
    return { id, revision: 1 }
  },
  detail: ({ framework, from }) => ({ framework, from }),
})

export const changeQualityArea = command({
  verb: 'framework.change',
  input: ChangeQualityArea,
  target: ({ db }, { areaId }) => lockOwnArea(db, areaId),
  async run(context, area, { revision, name, description, mapsTo }) {
    refuseStale(area, revision)
    await save(context.db, area, { name, description })
    await mapTo(context, area.key, mapsTo)
    return { id: area.id, revision: revision + 1 }
  },
  detail: (_input, _result, { key, name }) => ({ key, nameBefore: name }),
})

export const moveQualityArea = command({
  verb: 'framework.change',
  input: MoveQualityArea,
  target: ({ db }, { areaId }) => lockOwnArea(db, areaId),
  async run({ db }, area, { after }) {
    const other = after === null ? undefined : await lockOwnArea(db, after)
    if (after !== null && (other?.frameworkId !== area.frameworkId || after === area.id))
      throw fieldProblem('after', 'chooseOne')
    await putAfter(db, area, after)
    return { id: area.id }
  },
  detail: (_input, _result, { key }) => ({ key }),
})

export const endQualityArea = command({
  verb: 'framework.change',
  input: EndQualityArea,
  target: ({ db }, { areaId }) => lockOwnArea(db, areaId),
  async run({ db }, area, { revision, endsOn }) {
    refuseStale(area, revision)
    if (endsOn !== null && area.validFrom !== null && endsOn < area.validFrom)
      throw fieldProblem('endsOn', 'dateBeforeOther')
    await save(db, area, { validTo: endsOn && addDays(endsOn, 1) })
    return { id: area.id, revision: revision + 1 }
  },
  detail: ({ endsOn }, _result, { key }) => ({ key, endsOn }),
})

/** A national area is found by nobody here: it is not the municipality's to change. */
async function lockOwnArea(db: Db, areaId: string) {
  const row = await db
    .selectFrom('qualityArea as a')
    .innerJoin('framework as f', (join) =>
      join.onRef('f.municipalityId', '=', 'a.municipalityId').onRef('f.id', '=', 'a.frameworkId'),
    )
    .select(['a.id', 'a.key', 'a.name', 'a.description', 'a.frameworkId', 'a.validFrom', 'a.validTo'])
    .select(['a.revision', 'f.key as framework'])
    .where('a.id', '=', areaId)
    .forUpdate('a')
    .executeTakeFirst()
  return row && isOwn(row.framework) ? row : undefined
}

type OwnArea = NonNullable<Awaited<ReturnType<typeof lockOwnArea>>>
type Patch = Partial<Pick<OwnArea, 'name' | 'description' | 'validTo'>>

function refuseStale(area: OwnArea, revision: number): void {
  if (area.revision !== revision) throw new Problem('stale', { current: area })
}

async function save(db: Db, area: OwnArea, patch: Patch): Promise<void> {
  await db
    .updateTable('qualityArea')
    .set({ ...patch, revision: area.revision + 1 })
    .where('id', '=', area.id)
    .execute()
}

/** What the area answers to is just these, and only national areas. */
async function mapTo({ db, actor }: Context, fromKey: string, keys: readonly string[]): Promise<void> {
  const wanted = [...new Set(keys)]
  const known = await db
    .selectFrom('qualityArea as a')
    .innerJoin('framework as f', (join) =>
      join.onRef('f.municipalityId', '=', 'a.municipalityId').onRef('f.id', '=', 'a.frameworkId'),
    )
    .select(['a.key', 'f.key as framework'])
    .where('a.key', 'in', ['', ...wanted])
    .execute()
  if (known.filter(({ framework }) => !isOwn(framework)).length !== wanted.length)
    throw fieldProblem('mapsTo', 'chooseOne')
  await db.deleteFrom('qualityAreaMapping').where('fromKey', '=', fromKey).execute()
  if (wanted.length === 0) return
  const rows = wanted.map((toKey) => ({ municipalityId: actor.municipalityId, fromKey, toKey }))
  await db.insertInto('qualityAreaMapping').values(rows).execute()
}

async function lastPosition(db: Db): Promise<number> {
  const last = await db
    .selectFrom('qualityArea')
    .select((select) => select.fn.max('position').as('position'))
    .executeTakeFirst()
  return (last?.position ?? 0) + 1
}

/** The framework keeps the places it has among the others; its areas change between them. */
async function putAfter(db: Db, area: OwnArea, after: string | null): Promise<void> {
  await sql`with mine as (
      select id, position, row_number() over (order by position, id) as place
      from quality_area where framework_id = ${area.frameworkId}::uuid
    ), wanted as (
      select id, row_number() over (order by case when id = ${area.id}::uuid
        then coalesce((select place from mine where id = ${after}::uuid), 0) + 0.5 else place end) as place from mine
    )
    update quality_area a set position = m.position from wanted w join mine m on m.place = w.place
    where a.id = w.id and a.framework_id = ${area.frameworkId}::uuid`.execute(db)
}
