import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { coversDay } from '#platform/db/fragments.ts'

/** What the unit of the row beside was called on a day; its newest name where it had none then. */
export function unitNameOn(
  alias: string,
  day: IsoDate | RawBuilder<IsoDate>,
  column = 'unitId',
): RawBuilder<string> {
  return sql<string>`coalesce((select n.name from unit_state n
    where n.municipality_id = ${sql.ref(`${alias}.municipalityId`)} and n.unit_id = ${sql.ref(`${alias}.${column}`)}
      and n.superseded_at is null
    order by ${coversDay('n', day)} desc, n.valid_from desc limit 1), '')`
}
