import { sql, type RawBuilder } from 'kysely'
import type { FindingFilter } from './contract.ts'

/** When a finding was made, and which quality area its requirement serves. */
export function aboutConditions(filter: Pick<FindingFilter, 'year' | 'quality'>): RawBuilder<boolean>[] {
  const wanted: RawBuilder<boolean>[] = []
  if (filter.year)
    wanted.push(sql`extract(year from f.found_at at time zone 'Europe/Stockholm') = ${filter.year}`)
  if (filter.quality)
    wanted.push(
      sql`f.requirement_id in (select x.id from requirement x where ${filter.quality} = any(x.quality_areas))`,
    )
  return wanted
}
