import { sql } from 'kysely'
import { swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { HourRole } from './rules-hours.ts'

export type HourEntry = {
  id: string
  accountId: string
  name: string
  role: HourRole
  year: number
  month: number
  hours: number
  note: string
  recordedAt: Date
  recordedByName: string
  /** Null: it holds. */
  replacedAt: Date | null
  replacedByName: string
  replacedReason: string
}

/** All that has been said of a follow-up's hours: what holds first, and what it took the place of. */
export function listHours(db: Db, followUpId: string): Promise<HourEntry[]> {
  return db
    .selectFrom('usedHours as h')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'h.municipalityId').onRef('a.id', '=', 'h.accountId'),
    )
    .innerJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'h.municipalityId').onRef('w.id', '=', 'h.recordedBy'),
    )
    .leftJoin('account as c', (join) =>
      join.onRef('c.municipalityId', '=', 'h.municipalityId').onRef('c.id', '=', 'h.replacedBy'),
    )
    .select(['h.id', 'h.accountId', 'a.name', 'h.year', 'h.month', 'h.hours', 'h.note', 'h.recordedAt'])
    .select(['h.replacedAt', 'h.replacedReason', 'w.name as recordedByName'])
    .select([sql<HourRole>`h.role`.as('role'), sql<string>`coalesce(c.name, '')`.as('replacedByName')])
    .where('h.followUpId', '=', followUpId)
    .orderBy(sql`h.replaced_at is not null`)
    .orderBy(swedish('a.name'))
    .orderBy('h.year')
    .orderBy('h.month')
    .orderBy('h.recordedAt', 'desc')
    .orderBy('h.id')
    .execute()
}

/** Hours of the board's follow-ups month by month, whoever worked them. */
export function sumHoursByMonth(db: Db, given: { boardId: string; years: readonly number[] }) {
  return db
    .selectFrom('usedHours')
    .select((select) => ['year', 'month', select.fn.sum<number>('hours').as('used')])
    .where('boardId', '=', given.boardId)
    .where('year', 'in', [...given.years])
    .where('replacedAt', 'is', null)
    .groupBy(['year', 'month'])
    .orderBy('year')
    .orderBy('month')
    .execute()
}
