import type { IsoDate } from '#kernel/dates.ts'
import { findLoad, standingOf, type PersonLoadRow, type PlanItem } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { pageFrom, pageOf } from './filter.ts'

type Plan = { id: string; boardId: string }
export type LoadFilter = {
  years: readonly number[]
  q: string
  person: string | null
  over: boolean
  page: number
}

/** The load view's address: which years, whom, and whether only those who are overbooked. */
export function loadFilterFrom(url: URL, years: readonly number[]): LoadFilter {
  const { searchParams } = url
  const asked = Number(searchParams.get('ar'))
  return {
    years: years.includes(asked) ? [asked] : years,
    q: (searchParams.get('q') ?? '').trim().toLowerCase(),
    person: searchParams.get('vem'),
    over: searchParams.has('overbokade', 'ja'),
    page: pageFrom(url),
  }
}

type Given = { items: readonly PlanItem[]; filter: LoadFilter; today: IsoDate }
type Month = { asked: number; has: number | null }

/** How many people a page of the load holds, in each of its years. */
const peoplePerPage = 25

/** Every person's hours by month, year by year, with the sums of all; who has neither hours nor rows is only counted. */
export async function loadsOf(db: Db, plan: Plan, { items, filter, today }: Given) {
  const years: { year: number; people: PersonLoadRow[] }[] = []
  for (const year of filter.years)
    years.push({ year, people: await findLoad(db, plan, { year, items, today }) })
  const wanted = new Set(
    years.flatMap(({ people }) => people.filter((one) => isWantedLoad(one, filter))).map(idOf),
  )
  const order = [...new Set(years.flatMap(({ people }) => people.map(idOf)))]
  const listed = pageOf(
    order.filter((id) => wanted.has(id)),
    filter.page,
    peoplePerPage,
  )
  return {
    listed: { ...listed, rows: listed.rows.length },
    years: years.map(({ year, people }) => yearOf(year, people, { items, shown: new Set(listed.rows) })),
  }
}
export type Loads = Awaited<ReturnType<typeof loadsOf>>
export type LoadYear = Loads['years'][number]
export type LoadRow = LoadYear['rows'][number]

const idOf = ({ accountId }: PersonLoadRow) => accountId
const isIdle = (row: PersonLoadRow) => row.asked === 0 && row.has === 0
const overIn = (months: readonly Month[]) => months.filter((month) => standingOf(month) === 'over').length

/** Whom the load's filter keeps. */
export function isWantedLoad(row: PersonLoadRow, { q, person, over }: LoadFilter): boolean {
  if (isIdle(row) || (person !== null && row.accountId !== person)) return false
  if (over && overIn(row.months) === 0) return false
  return `${row.name} ${row.profession}`.toLowerCase().includes(q)
}

function yearOf(
  year: number,
  people: readonly PersonLoadRow[],
  given: { items: readonly PlanItem[]; shown: ReadonlySet<string> },
) {
  const sum = sumOf(people)
  const alone = given.items.filter((item) => item.year === year && item.team.length === 0)
  return {
    year,
    rows: people
      .filter((row) => given.shown.has(row.accountId))
      .map((row) => ({ ...row, months: row.months.map(withStanding) })),
    sum: { ...sum, months: sum.months.map(withStanding) },
    quarters: quartersOf(sum),
    over: people.reduce((count, row) => count + overIn(row.months), 0),
    idle: people.filter(isIdle).length,
    unstaffed: { count: alone.length, hours: alone.reduce((hours, item) => hours + item.hours, 0) },
  }
}

function withStanding(month: Month) {
  return { ...month, standing: standingOf(month) }
}

function sumOf(people: readonly PersonLoadRow[]) {
  const months = Array.from({ length: 12 }, (_, at): Month => {
    const of = people.flatMap((row) => row.months[at] ?? [])
    const has = of.flatMap((month) => month.has ?? [])
    return { asked: total(of.map(({ asked }) => asked)), has: has.length === 0 ? null : total(has) }
  })
  return {
    months,
    asked: total(people.map(({ asked }) => asked)),
    has: total(months.map(({ has }) => has ?? 0)),
  }
}

/** Whether the year is even: each quarter's hours against what there is, and its part of the hours of the year. */
function quartersOf(sum: { months: readonly Month[]; asked: number }) {
  return [0, 1, 2, 3].map((at) => {
    const months = sum.months.slice(at * 3, at * 3 + 3)
    const asked = total(months.map((month) => month.asked))
    const has = total(months.map((month) => month.has ?? 0))
    return {
      quarter: at + 1,
      asked,
      has,
      share: has === 0 ? null : asked / has,
      ofYear: sum.asked === 0 ? 0 : asked / sum.asked,
    }
  })
}

function total(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) * 10) / 10
}
