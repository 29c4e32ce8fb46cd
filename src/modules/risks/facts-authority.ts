import { sql } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { factTables, type AuthorityState, type Facts } from './fact-rules.ts'
import type { Asked, RiskUnit } from './units.ts'

type Authority = NonNullable<Facts['authority']>
type Inspection = {
  id: string
  unitId: string | null
  providerId: string
  state: AuthorityState
  onDay: IsoDate
}

/**
 * Inspections with demands, from the register that the product comes with. A board that has never written one there
 * keeps them elsewhere: then nothing is known, rather than that all is well.
 */
export async function authorities(
  db: Db,
  asked: Asked,
  units: readonly RiskUnit[],
): Promise<Map<string, Authority>> {
  if (!(await usesRegister(db, asked))) return new Map()
  const byProvider = Map.groupBy(await listInspections(db, asked), (row) => row.providerId)
  return new Map(
    units.map(({ unitId, providerId }) => {
      const concerning = (byProvider.get(providerId) ?? []).filter(
        (row) => row.unitId === null || row.unitId === unitId,
      )
      return [unitId, gravest(concerning)]
    }),
  )
}

async function usesRegister(db: Db, { boardId }: Asked): Promise<boolean> {
  const { rows } = await sql`select from register_entry e
    join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id
    where k.key = 'tillsyn' and k.is_on and e.board_id = ${boardId} and e.removed_at is null limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** One that is closed says something for two years. The kind is known by its key, its states by theirs. */
async function listInspections(db: Db, { boardId, on }: Asked): Promise<Inspection[]> {
  const { rows } = await sql<Inspection>`
    select e.id, e.unit_id, e.provider_id, e.state, (e.facts ->> 'decidedOn') as on_day
      from register_entry e
      join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id
      where k.key = 'tillsyn' and k.is_on and e.board_id = ${boardId} and e.removed_at is null
        and e.provider_id is not null and coalesce(e.facts ->> 'demands', '') <> ''
        and e.facts ->> 'decidedOn' <= ${on}
        and (e.state in ('open', 'answered')
          or e.state = 'closed' and e.facts ->> 'decidedOn' > ${addMonths(on, -24)})
      order by on_day desc, e.id`.execute(db)
  return rows
}

function gravest(rows: readonly Inspection[]): Authority {
  const weightOf = (row: Inspection) => factTables.authority[row.state] - (row.unitId === null ? 1 : 0)
  const row = rows.toSorted((one, other) => weightOf(other) - weightOf(one))[0]
  if (!row) return { state: 'none', ofWholeProvider: false, on: null, entryId: null }
  return { state: row.state, ofWholeProvider: row.unitId === null, on: row.onDay, entryId: row.id }
}
