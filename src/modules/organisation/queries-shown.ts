import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { findUnit } from './queries.ts'
import type { Unit } from './rules.ts'

/** A unit to open: as it is on the day, else as it first will be, else as it last was. */
export async function findUnitNearest(
  db: Db,
  unitId: string,
  day: IsoDate,
): Promise<{ unit: Unit; isInForce: boolean } | undefined> {
  const unit = await findUnit(db, unitId, day)
  if (unit) return { unit, isInForce: true }
  const nearest = await db
    .selectFrom('unitState')
    .select('validFrom')
    .where('unitId', '=', unitId)
    .where('supersededAt', 'is', null)
    .orderBy((order) => order.case().when('validFrom', '>', day).then(0).else(1).end())
    .orderBy((order) => order.case().when('validFrom', '>', day).then(order.ref('validFrom')).end(), 'asc')
    .orderBy('validFrom', 'desc')
    .executeTakeFirst()
  const shown = nearest && (await findUnit(db, unitId, nearest.validFrom))
  return shown && { unit: shown, isInForce: false }
}
