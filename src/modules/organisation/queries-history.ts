import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { coversDay } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { factNames } from './rules.ts'
import { unitNameOn } from './unit-name.ts'

/** Every state of a unit that was ever recorded, with names instead of ids beside them. */
function statesOf(db: Db, unitId: string) {
  return db
    .selectFrom('unitState as s')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 's.municipalityId').onRef('p.id', '=', 's.providerId'),
    )
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 's.municipalityId').onRef('w.id', '=', 's.recordedBy'),
    )
    .select([
      's.id',
      ...factNames.map((name) => `s.${name}` as const),
      'p.name as providerName',
      'a.name as serviceArea',
      's.changeNote',
      's.validFrom',
      's.validTo',
      's.recordedAt',
      'w.name as recordedBy',
      's.supersededAt',
    ])
    .where('s.unitId', '=', unitId)
}

/** In the order it was recorded; what was recorded at once stands in the order of the days. */
export function unitHistory(db: Db, unitId: string) {
  return statesOf(db, unitId).orderBy('s.recordedAt').orderBy('s.validFrom').orderBy('s.id').execute()
}

export type UnitStateRow = Awaited<ReturnType<typeof unitHistory>>[number]

/** The unit as it was on a day, by what was known at a moment: "as then". With both now, it is the unit as it is. */
export function unitAsThen(
  db: Db,
  unitId: string,
  validOn: IsoDate,
  knownAt: Date,
): Promise<UnitStateRow | undefined> {
  return statesOf(db, unitId)
    .where(coversDay('s', validOn))
    .where('s.recordedAt', '<=', knownAt)
    .where((where) => where.or([where('s.supersededAt', 'is', null), where('s.supersededAt', '>', knownAt)]))
    .executeTakeFirst()
}

/** The last moment of a day in Sweden: what was known "on 12 March" includes what was recorded that evening. */
export async function endOfDay(db: Db, day: IsoDate): Promise<Date> {
  const found = await sql<{ at: Date }>`select
    ((${day}::date + 1)::timestamp at time zone 'Europe/Stockholm') - interval '1 microsecond' as at`.execute(
    db,
  )
  const [row] = found.rows
  if (!row) throw new RangeError('no such day')
  return row.at
}

/** Where a unit came from and what became of it: merges, splits, replacements. */
export function listUnitSuccessions(db: Db, unitId: string, day: IsoDate) {
  return db
    .selectFrom('unitSuccession as x')
    .select(['x.id', 'x.kind', 'x.happenedOn', 'x.note', 'x.fromUnitId', 'x.toUnitId'])
    .select([
      unitNameOn('x', day, 'fromUnitId').as('fromName'),
      unitNameOn('x', day, 'toUnitId').as('toName'),
    ])
    .where('x.withdrawnAt', 'is', null)
    .where((where) => where.or([where('x.fromUnitId', '=', unitId), where('x.toUnitId', '=', unitId)]))
    .orderBy('x.happenedOn', 'desc')
    .orderBy('x.id')
    .execute()
}
