import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Asked } from './duty-rule.ts'

/** The sources that were asked for, or all. */
export function isAsked(column: string, asked: Asked): RawBuilder<boolean> {
  if (!asked.sourceIds) return sql<boolean>`true`
  return sql<boolean>`${sql.ref(column)} = any(${asked.sourceIds}::uuid[])`
}

/** What was done before the first of January last year is history: a rule no longer lists it. */
export function remembersFrom(today: IsoDate): IsoDate {
  return `${Number(today.slice(0, 4)) - 1}-01-01`
}

/** The day in Sweden of an instant in a column. */
export function swedishDay(column: string): RawBuilder<IsoDate> {
  return sql<IsoDate>`(${sql.ref(column)} at time zone 'Europe/Stockholm')::date`
}
