import { z } from 'zod'
import { todayIn, yearMonth } from '#kernel/dates.ts'
import { findItem, findYearPlan, type PlanItem } from '#modules/plans/public.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import type { Db } from '#platform/db/pool.ts'
import { brokenNow, filterBroken } from './laid-broken.ts'
import { BrokenFilter } from './contract-broken.ts'
import { moveOutcomes } from './laid-effect.ts'
import { rowWhy } from './laid-why.ts'
import { layPlan, type LaidPlan } from './laid.ts'

const tag = 'Plan proposals'
const ofItem = z.object({ itemId: z.uuid() })

/** What the planner says of the draft as it stands: the same as the pages tell, for who may read proposals. */
export const laidApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/broken-rules',
    tag,
    verb: 'proposal.read',
    summary: 'Lista reglerna som utkastet bryter / List the rules that the draft breaks',
    description:
      'By the independent check, each with its row; people with too many hours by month apart. `unset` are people of whom no hours are known.',
    params: z.object({ yearPlanId: z.uuid() }),
    query: BrokenFilter.omit({ page: true, limit: true }),
    answer: z.object({
      rows: z.array(z.looseObject({ rule: z.string(), sentence: z.string(), year: z.number().int() })),
      overbooked: z.array(z.looseObject({ staffId: z.string(), month: z.string(), hours: z.number() })),
      unset: z.array(z.string()),
    }),
    run: async (tx, { yearPlanId, ...filter }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      if (!plan) return undefined
      const now = brokenNow(await layPlan(tx, plan, { today: todayIn(new Date()) }))
      return { ...now, rows: filterBroken(now.rows, BrokenFilter.parse(filter)) }
    },
  }),
  reading({
    path: '/year-plan-items/{itemId}/why',
    tag,
    verb: 'proposal.read',
    summary: 'Läs varför en rad ligger där den ligger / Read why a row lies where it does',
    description:
      'Sentences on rules and goals, what it breaks, and each month of its year: whether it goes and what it costs. A row with only a half-year is told of by halves. `known` is false for rows that proposals do not compute.',
    params: ofItem,
    answer: z.looseObject({ known: z.boolean(), sentences: z.array(z.string()) }),
    run: async (tx, { itemId }) => {
      const found = await laidWith(tx, itemId)
      const why = found && rowWhy(found.laid, found.item)
      return found && { known: why !== undefined, ...(why ?? { sentences: [], months: [], halves: [] }) }
    },
  }),
  reading({
    path: '/year-plan-items/{itemId}/move-effects/{month}',
    tag,
    verb: 'proposal.read',
    summary: 'Pröva en flytt / Try a move',
    description:
      'What moving the row to a month of its year would break, who would have too many hours and what it means for the goals: with the team that has the time, and where that is another, with the team kept. Nothing is changed. Null for what has only a half-year or is not computed.',
    params: ofItem.extend({ month: z.coerce.number().int().min(1).max(12) }),
    answer: z.object({ effect: z.looseObject({}).nullable() }),
    run: async (tx, { itemId, month }) => {
      const found = await laidWith(tx, itemId)
      if (!found) return undefined
      const { laid, item } = found
      const to = yearMonth(item.year, month)
      return { effect: (item.announced ? moveOutcomes(laid, item.id, to) : undefined) ?? null }
    },
  }),
]

async function laidWith(db: Db, itemId: string): Promise<{ laid: LaidPlan; item: PlanItem } | undefined> {
  const item = await findItem(db, itemId)
  const plan = item && !item.removed ? await findYearPlan(db, item.yearPlanId) : undefined
  return item && plan && { item, laid: await layPlan(db, plan, { today: todayIn(new Date()) }) }
}
