import { z } from 'zod'
import { hasWords, orderBy, type SortKey } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { wordsOf } from './difference.ts'
import { listItems } from './queries-items.ts'
import { listDecidedItems, listVersionHeads, type YearPlan } from './queries.ts'
import { differencesOf, type Difference } from './rules-difference.ts'
import type { PlanItem } from './rules.ts'

export const comparedKinds = ['moved', 'added', 'removed', 'changed'] as const
export type ComparedKind = (typeof comparedKinds)[number]

/** One row that differs between two versions: how, in words, and the reason that was given last. */
export type Compared = {
  itemId: string
  kind: ComparedKind
  name: string
  serviceAreaId: string | null
  areaName: string
  year: number
  words: string
  reason: string
}

/** The version that is worked on, beside the decided ones. */
export const working = 'utkast'
const compareSorts = ['namn', 'omrade', 'slag', 'ar'] as const
export const CompareFilter = z.object({
  ...listFields,
  from: z.coerce.number().int().min(1).optional(),
  to: z.union([z.literal(working), z.coerce.number().int().min(1)]).optional(),
  kind: z.enum(comparedKinds).optional(),
  area: z.uuid().optional(),
  sort: sortBy(compareSorts, 'slag'),
})
export type CompareFilter = z.output<typeof CompareFilter>

type Chosen = { from: number; to: number | typeof working }
export type Comparison = Chosen & {
  /** What can be chosen, the latest first. */
  decided: number[]
  hasWorking: boolean
  rows: Compared[]
}

/**
 * Any two versions of a plan against each other, the earlier one first. Asked for nothing, or for what is not there: the
 * working version against the latest that is decided, else the two latest. Undefined where there are not two.
 */
export async function compareVersions(
  db: Db,
  plan: Pick<YearPlan, 'id' | 'state' | 'version'>,
  asked: { from?: number | undefined; to?: number | typeof working | undefined },
): Promise<Comparison | undefined> {
  const decided = [...new Set((await listVersionHeads(db, plan.id)).map(({ version }) => version))]
  const hasWorking = plan.state !== 'decided' && decided.length > 0 && !decided.includes(plan.version)
  const chosen = chosenOf(asked, { decided, hasWorking })
  if (!chosen) return undefined
  const { from, to } = chosen
  const before = await listDecidedItems(db, plan.id, from)
  const after = await (to === working ? listItems(db, plan.id) : listDecidedItems(db, plan.id, to))
  const upTo = to === working ? plan.version : to
  const reasons = await listReasonsBetween(db, plan.id, { after: from, upTo })
  const rows = differencesOf(before, after).map((difference) => rowOf(difference, reasons))
  return { ...chosen, decided, hasWorking, rows }
}

type Known = { decided: readonly number[]; hasWorking: boolean }

function chosenOf(
  asked: { from?: number | undefined; to?: number | typeof working | undefined },
  known: Known,
) {
  const { decided, hasWorking } = known
  const isThere = (version: number | typeof working | undefined) =>
    version === working ? hasWorking : version !== undefined && decided.includes(version)
  const to = isThere(asked.to) ? asked.to : hasWorking ? working : decided[0]
  const usual = decided.find((version) => to === working || version < Number(to))
  const from = isThere(asked.from) && asked.from !== to ? asked.from : usual
  if (from === undefined || to === undefined) return undefined
  // The earlier one first, whichever way they were asked for.
  return to !== working && to < from ? { from: to, to: from } : { from, to }
}

/** The reason given last for each row after one version and up to another; a lock is nobody's reason for a row. */
async function listReasonsBetween(
  db: Db,
  yearPlanId: string,
  { after, upTo }: { after: number; upTo: number },
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('planChange')
    .distinctOn('planItemId')
    .select(['planItemId', 'reason'])
    .where('yearPlanId', '=', yearPlanId)
    .where('version', '>', after)
    .where('version', '<=', upTo)
    .where('kind', 'not in', ['pinned', 'unpinned'])
    .where('reason', '<>', '')
    .orderBy('planItemId')
    .orderBy('changedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ planItemId, reason }) => [planItemId, reason]))
}

function rowOf(difference: Difference, reasons: ReadonlyMap<string, string>): Compared {
  const item = difference.kind === 'differs' ? difference.is : difference.item
  return {
    itemId: item.id,
    kind: kindOf(difference),
    ...placeOf(item),
    words: wordsOf(difference),
    reason: reasons.get(item.id) ?? '',
  }
}

function kindOf(difference: Difference): ComparedKind {
  if (difference.kind !== 'differs') return difference.kind
  return difference.moved ? 'moved' : 'changed'
}

function placeOf({ name, serviceAreaId, areaName, year }: PlanItem) {
  return { name, serviceAreaId, areaName, year }
}

const keys: Readonly<Record<string, SortKey<Compared>>> = {
  namn: ({ name }) => name,
  omrade: ({ areaName }) => areaName,
  slag: ({ kind }) => comparedKinds.indexOf(kind),
  ar: ({ year }) => year,
}

/** What of the differences a filter keeps, in the order asked for; the order is total. */
export function filterCompared(rows: readonly Compared[], filter: CompareFilter): Compared[] {
  const asked = orderBy(keys, filter.sort, ({ name }) => name)
  return rows
    .filter((row) => filter.kind === undefined || row.kind === filter.kind)
    .filter((row) => filter.area === undefined || row.serviceAreaId === filter.area)
    .filter((row) => hasWords([row.name, row.areaName, row.reason], filter.q))
    .toSorted(
      (one, other) =>
        asked(one, other) || compareSwedish(one.name, other.name) || one.itemId.localeCompare(other.itemId),
    )
}
