import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { matrix, roles } from '#access/roles.ts'
import type { Figures } from './rules.ts'

/** A month of the log, up to the row that was the last when its review was made. */
export type LogMonth = { readonly month: IsoDate; readonly lastSeq: number }
export type Search = LogMonth & { readonly figures: Figures }

/** The rows of persons in the month. What the system itself does has nobody to ask. */
export function rowsOf({ month, lastSeq }: LogMonth): RawBuilder<unknown> {
  return sql`audit l join account a on a.municipality_id = l.municipality_id and a.id = l.account_id
    where l.seq <= ${lastSeq}
      and l.at >= (${month}::date::timestamp at time zone 'Europe/Stockholm')
      and l.at < ((${month}::date + interval '1 month') at time zone 'Europe/Stockholm')`
}

/** When it was for whoever did it. */
export const swedishTime = sql`(l.at at time zone 'Europe/Stockholm')`
export const swedishDay = sql<IsoDate>`${swedishTime}::date`

/** Every reading by a person. A token's are of a system, which reads by day and night. */
export const readByPerson = sql<boolean>`l.outcome = 'read' and not l.detail ? 'token'`

/** What is done with the administrator's power: the verbs that not everybody has. */
export const adminVerbs: readonly string[] = Object.entries<readonly string[]>(matrix)
  .filter(([, holders]) => holders.includes('admin') && holders.length < roles.length)
  .map(([verb]) => verb)

/** Held the role on the day of the row, whatever they hold now. */
export const wasAdmin = sql<boolean>`exists (select from role_assignment r
  where r.municipality_id = l.municipality_id and r.account_id = l.account_id and r.role = 'admin'
    and r.valid_from <= ${swedishDay} and (r.valid_to is null or r.valid_to >= ${swedishDay}))`
