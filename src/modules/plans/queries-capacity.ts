import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { listCandidates } from '#modules/followups/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { loadOf, type Estimate, type RoleHours } from './rules-capacity.ts'
import type { PlanItem } from './rules.ts'

export function listEstimates(db: Db, boardId: string): Promise<Estimate[]> {
  return (
    db
      .selectFrom('planEstimate')
      // Written by `keepEstimate` in this shape.
      .select(['serviceAreaId', 'kind', 'depth', sql<RoleHours>`hours`.as('hours')])
      .where('boardId', '=', boardId)
      .orderBy('kind')
      .orderBy('depth')
      .orderBy('id')
      .execute()
  )
}

/** What has been set of everybody's hours in some years, both counted in. */
export function listStaffHours(db: Db, boardId: string, years: { from: number; to: number }) {
  return db
    .selectFrom('staffHours')
    .select(['accountId', 'year', 'month', 'hours'])
    .where('boardId', '=', boardId)
    .where('year', '>=', years.from)
    .where('year', '<=', years.to)
    .orderBy('year')
    .orderBy('month')
    .orderBy('accountId')
    .execute()
}

/** Hours by `account:month`. */
export async function staffHoursOf(db: Db, boardId: string, year: number): Promise<Map<string, number>> {
  const rows = await listStaffHours(db, boardId, { from: year, to: year })
  return new Map(rows.map((row) => [`${row.accountId}:${row.month}`, row.hours]))
}

/** Everyone who can be in a team of the board, and what a year of the plan asks of each. */
export async function findLoad(
  db: Db,
  plan: { boardId: string },
  at: { year: number; items: readonly PlanItem[]; today: IsoDate },
) {
  const people = await listCandidates(db, plan.boardId, at.today)
  const names = new Map([
    ...at.items.flatMap((item) => item.team.map((member) => [member.accountId, member.name] as const)),
    ...people.map((person) => [person.id, person.name] as const),
  ])
  const professions = new Map(people.map((person) => [person.id, person.profession]))
  const load = loadOf(
    at.items.filter((item) => item.year === at.year),
    {
      estimates: await listEstimates(db, plan.boardId),
      people: people.map((person) => person.id),
      hours: await staffHoursOf(db, plan.boardId, at.year),
    },
  )
  return load.map((person) => ({
    ...person,
    name: names.get(person.accountId) ?? '',
    profession: professions.get(person.accountId) ?? '',
  }))
}
export type PersonLoadRow = Awaited<ReturnType<typeof findLoad>>[number]
