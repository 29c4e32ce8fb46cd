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

/**
 * A serious or acute deficiency in an operation that needs a licence calls for a decision about IVO (SoL 27:7). A
 * licence is needed where somebody else than the municipality runs it (SoL 26:1), or where one is written down.
 */
export const ivoNeeded = sql<boolean>`(f.severity in ('serious', 'acute') and
  (s.operating_form <> 'inHouse' or (p.kind <> 'municipal' and s.licence <> '')))`
