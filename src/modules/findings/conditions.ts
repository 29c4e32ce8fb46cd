import { sql, type RawBuilder } from 'kysely'
import type { FindingFilter } from './contract.ts'

/** When a finding was made, and which quality area its requirement serves. */
export function aboutConditions(filter: Pick<FindingFilter, 'year' | 'quality'>): RawBuilder<boolean>[] {
  const wanted: RawBuilder<boolean>[] = []
  if (filter.year)
    wanted.push(sql`extract(year from f.found_at at time zone 'Europe/Stockholm') = ${filter.year}`)
  if (filter.quality) wanted.push(servesArea(filter.quality))
  return wanted
}

/**
 * A serious or acute deficiency in an operation that needs a licence calls for a decision about IVO (SoL 27:7). A
 * licence is needed where somebody else than the municipality runs it (SoL 26:1), or where one is written down.
 */
export const ivoNeeded = sql<boolean>`(f.severity in ('serious', 'acute') and
  (s.operating_form <> 'inHouse' or (p.kind <> 'municipal' and s.licence <> '')))`

/** The requirement of a finding serves the area; the municipality's own areas through the national ones they answer to. */
export function servesArea(area: string): RawBuilder<boolean> {
  return sql`f.requirement_id in (select x.id from requirement x where x.quality_areas && (array[${area}::text]
    || array(select m.to_key from quality_area_mapping m where m.from_key = ${area}::text)))`
}
