import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { endedFindingStates } from '#kernel/open-finding.ts'

/** A text column in Swedish order: å, ä and ö last, capitals among the small letters. */
export function swedish(column: string): RawBuilder<unknown> {
  return sql`${sql.ref(column)} collate "sv-SE-x-icu"`
}

/** The SQL of `isOpenFinding`: every list and count of open deficiencies asks this. */
export function openFinding(alias: string): RawBuilder<boolean> {
  const ended = sql.join(endedFindingStates.map((state) => sql.lit(state)))
  return sql<boolean>`(${sql.ref(`${alias}.state`)} not in (${ended}))`
}

/** Every word must be somewhere: "åkerbo norra" → '%åkerbo%', '%norra%'. */
export function patternsOf(words: string): string[] {
  return words.split(/\s+/).filter(Boolean).slice(0, 8).map(containing)
}

/** A pattern for what contains the text as it is typed: its own % and _ stand for themselves. */
export function containing(text: string): string {
  return `%${literal(text)}%`
}

export function startingWith(text: string): string {
  return `${literal(text)}%`
}

function literal(text: string): string {
  return text.replace(/[%_\\]/g, '\\$&')
}

/** A date column of the row beside, as a day to ask for. */
export function dayOf(column: string): RawBuilder<IsoDate> {
  return sql<IsoDate>`${sql.ref(column)}`
}

/** The day it is in Sweden. The database's own is the day in UTC: yesterday, for an hour or two after midnight. */
export const swedishToday = sql<IsoDate>`(now() at time zone 'Europe/Stockholm')::date`

/** The state that holds on a day, as known now. Its last day is the first day of the next: it does not hold then. */
export function holdsOn(alias: string, day: IsoDate | RawBuilder<IsoDate>): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${alias}.supersededAt`)} is null and ${coversDay(alias, day)})`
}

/** The same for a row that is never superseded. */
export function coversDay(alias: string, day: IsoDate | RawBuilder<IsoDate>): RawBuilder<boolean> {
  const [from, to] = [sql.ref(`${alias}.validFrom`), sql.ref(`${alias}.validTo`)]
  return sql<boolean>`(${from} <= ${day} and (${to} is null or ${to} > ${day}))`
}

/** What was brought in and taken back ends on its first day: it never held, and is in no list. */
export function everHeld(alias: string): RawBuilder<boolean> {
  const [from, to] = [sql.ref(`${alias}.validFrom`), sql.ref(`${alias}.validTo`)]
  return sql<boolean>`(${to} is null or ${to} > ${from})`
}

/** What is left to tell of what has been disposed of (gallrat): the certificate's number, for whoever may read it. */
export type Gone = { readonly number: number | null }

/** Null while the content is there. Whoever cannot read the disposal still learns that the content is gone. */
export function goneOf(alias: string, column = 'disposal_id'): RawBuilder<Gone | null> {
  const disposalId = sql.ref(`${alias}.${column}`)
  return sql<Gone | null>`case when ${disposalId} is not null then json_build_object('number',
    (select gone.number from disposal gone where gone.municipality_id = ${sql.ref(`${alias}.municipality_id`)}
      and gone.id = ${disposalId})) end`
}
