import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { levels, purposes, followUpKinds } from './rules.ts'
import { followUpsMatching, type Reader } from './queries-list.ts'
import { FollowUpFilter } from './contract.ts'

/** How many of the year's follow-ups that are of something. One follow-up can serve several purposes. */
export type CountRow = { key: string; name?: string; count: number }
export type YearCounts = {
  total: number
  purposes: readonly CountRow[]
  kinds: readonly CountRow[]
  levels: readonly CountRow[]
  areas: readonly CountRow[]
}

/**
 * The year's follow-ups that are not cancelled, by the day they are due: the same rows as the list shows for the year,
 * so that every number can be opened and counted.
 */
export async function countYear(db: Db, year: number, reader: Reader): Promise<YearCounts> {
  const filter = FollowUpFilter.parse({ year, state: 'notCancelled' })
  const rows = await followUpsMatching(db, filter, reader)
    .select(['f.kind', 'f.level', 'f.purposes', 's.serviceAreaId', 'a.name as areaName'])
    .orderBy(sql`a.name collate "sv-SE-x-icu"`)
    .orderBy('f.id')
    .execute()
  const areas = new Map(rows.map((row) => [row.serviceAreaId ?? '', row.areaName ?? '']))
  return {
    total: rows.length,
    purposes: purposes.map((key) => tally(key, rows, (row) => row.purposes.includes(key))),
    kinds: followUpKinds.map((key) => tally(key, rows, (row) => row.kind === key)),
    levels: levels.map((key) => tally(key, rows, (row) => row.level === key)),
    areas: [...areas].map(([key, name]) => ({
      ...tally(key, rows, (row) => (row.serviceAreaId ?? '') === key),
      name,
    })),
  }
}

function tally<Row>(key: string, rows: readonly Row[], fits: (row: Row) => boolean): CountRow {
  return { key, count: rows.filter(fits).length }
}
