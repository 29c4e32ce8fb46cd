import { yearMonth } from '#kernel/dates.ts'
import { monthsOf, type Depth, type ItemKind, type PlanItem, type TeamRole } from './rules.ts'

/** Hours of one follow-up for each part of the team. */
export type RoleHours = Partial<Record<TeamRole, number>>

/** What the product starts with; every number is the municipality's to change, for all areas or for one. */
const standardHours: Readonly<Record<ItemKind, Readonly<Record<Depth, RoleHours>>>> = {
  planned: { basic: { lead: 12, second: 6 }, inDepth: { lead: 28, second: 14, mas: 8 } },
  theme: { basic: { lead: 10, second: 6 }, inDepth: { lead: 20, second: 12 } },
  targeted: { basic: { lead: 10, second: 6 }, inDepth: { lead: 20, second: 12 } },
  revisit: { basic: { lead: 6, second: 3 }, inDepth: { lead: 10, second: 5 } },
  eventDriven: { basic: { lead: 24, second: 16 }, inDepth: { lead: 40, second: 24 } },
  actions: { basic: { lead: 12 }, inDepth: { lead: 16 } },
  selfCheck: { basic: { lead: 24, second: 12 }, inDepth: { lead: 40, second: 20 } },
}

export type Estimate = { serviceAreaId: string | null; kind: ItemKind; depth: Depth; hours: RoleHours }
export type EstimateKey = { serviceAreaId: string | null; kind: ItemKind; depth: Depth }

/** The area's own estimate, else the board's, else what the product starts with. */
export function estimateFor(estimates: readonly Estimate[], key: EstimateKey): RoleHours {
  const same = estimates.filter((one) => one.kind === key.kind && one.depth === key.depth)
  const own = same.find((one) => one.serviceAreaId !== null && one.serviceAreaId === key.serviceAreaId)
  return (own ?? same.find((one) => one.serviceAreaId === null))?.hours ?? standardHours[key.kind][key.depth]
}

export function totalHours(hours: RoleHours): number {
  return rounded(Object.values(hours).reduce((sum, part) => sum + part, 0))
}

/**
 * What each person of a row's team is to give. A person's own number counts first; the rest of the row's hours is
 * shared as the estimate shares it between the roles that are filled.
 */
export function hoursOfTeam(
  item: Pick<PlanItem, 'hours' | 'team'>,
  estimate: RoleHours,
): Map<string, number> {
  const fixed = item.team.filter((member) => member.hours !== null)
  const open = item.team.filter((member) => member.hours === null)
  const left = Math.max(0, item.hours - fixed.reduce((sum, member) => sum + (member.hours ?? 0), 0))
  const weights = open.map((member) => estimate[member.role] ?? estimate.second ?? 1)
  const all = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const shares = weights.map((weight) => rounded((left * weight) / all))
  // What the tenths leave over is the first one's: the parts are the row's hours, not nearly so.
  const rest = left - shares.reduce((sum, share) => sum + share, 0)
  return new Map([
    ...fixed.map((member) => [member.accountId, member.hours ?? 0] as const),
    ...open.map((member, at) => {
      const share = shares[at] ?? 0
      return [member.accountId, at === 0 ? rounded(share + rest) : share] as const
    }),
  ])
}

export type LoadItem = Pick<
  PlanItem,
  'hours' | 'team' | 'month' | 'half' | 'year' | 'kind' | 'depth' | 'serviceAreaId'
>

/** A person's hours month by month: what the plan asks and what there is. `has` null: no hours have been set. */
export type PersonLoad = {
  accountId: string
  months: { asked: number; has: number | null }[]
  asked: number
  has: number
}

/** A row that lies in a half-year is spread even over its six months. */
export function loadOf(
  items: readonly LoadItem[],
  given: {
    estimates: readonly Estimate[]
    people: readonly string[]
    hours: ReadonlyMap<string, number>
  },
): PersonLoad[] {
  const asked = new Map<string, number[]>()
  for (const item of items) {
    const months = monthsOf(item)
    for (const [accountId, hours] of hoursOfTeam(item, estimateFor(given.estimates, item))) {
      const row = asked.get(accountId) ?? Array.from({ length: 12 }, () => 0)
      for (const month of months) row[month - 1] = (row[month - 1] ?? 0) + hours / months.length
      asked.set(accountId, row)
    }
  }
  const everyone = [...new Set([...given.people, ...asked.keys()])]
  return everyone.map((accountId) => personLoad(accountId, asked.get(accountId), given.hours))
}

function personLoad(
  accountId: string,
  asked: readonly number[] | undefined,
  hours: ReadonlyMap<string, number>,
): PersonLoad {
  const months = Array.from({ length: 12 }, (_, at) => ({
    asked: rounded(asked?.[at] ?? 0),
    has: hours.get(`${accountId}:${at + 1}`) ?? null,
  }))
  return {
    accountId,
    months,
    // Of the months as they are, not of their tenths: the year is then what its rows ask.
    asked: rounded((asked ?? []).reduce((sum, month) => sum + month, 0)),
    has: rounded(months.reduce((sum, month) => sum + (month.has ?? 0), 0)),
  }
}

/** Hours that rows ask of people, by `person month`, "2027-05"; only where they ask anything. */
export function askedHours(
  items: readonly LoadItem[],
  estimates: readonly Estimate[],
): ReadonlyMap<string, number> {
  const hours = new Map<string, number>()
  for (const [year, of] of Map.groupBy(items, (item) => item.year))
    for (const { accountId, months } of loadOf(of, { estimates, people: [], hours: new Map() }))
      for (const [at, { asked }] of months.entries())
        if (asked > 0) hours.set(`${accountId} ${yearMonth(year, at + 1)}`, asked)
  return hours
}

export type Standing = 'none' | 'unset' | 'free' | 'full' | 'over'

/** Overbooked (överbokad) is more than there is; full from nine tenths. Where no hours are set, nothing can be said. */
export function standingOf(month: { asked: number; has: number | null }): Standing {
  if (month.has === null) return month.asked === 0 ? 'none' : 'unset'
  if (month.asked > month.has + 0.05) return 'over'
  if (month.asked === 0) return 'none'
  return month.asked >= month.has * 0.9 ? 'full' : 'free'
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
