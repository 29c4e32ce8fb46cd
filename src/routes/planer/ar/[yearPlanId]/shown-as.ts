import type { IsoDate } from '#kernel/dates.ts'
import { listLastMonths, type PlanItem, type YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { loadFilterFrom, loadsOf } from './load.ts'
import { wheelOf } from './wheel.ts'

/** The ways a plan is looked at, by the word in its address. The table needs none. */
const views = { tavla: 'board', hjul: 'wheel', belastning: 'load' } as const
export type View = 'table' | (typeof views)[keyof typeof views]

export function viewFrom({ searchParams }: URL): View {
  const asked = searchParams.get('vy') ?? ''
  // Just checked to be one of them.
  return Object.hasOwn(views, asked) ? views[asked as keyof typeof views] : 'table'
}

type Given = {
  url: URL
  years: readonly number[]
  /** All that stands in the plan, and what the filter keeps of it. */
  all: readonly PlanItem[]
  items: readonly PlanItem[]
  meetings: readonly { id: string; heldOn: IsoDate; papersBy: IsoDate }[]
  today: IsoDate
}

/** What the year wheel and the load need beside the rows; null for the views that do not show it. */
export async function shownAs(db: Db, plan: YearPlan, view: View, given: Given) {
  return {
    wheels: view === 'wheel' ? await wheelsOf(db, plan, given) : null,
    loads: view === 'load' ? await loadsOf(db, plan, loadGiven(given)) : null,
  }
}

async function wheelsOf(db: Db, plan: YearPlan, { url, years, all, items, meetings, today }: Given) {
  const last = await listLastMonths(db, plan, { items: all, today })
  const asked = Number(url.searchParams.get('ar'))
  const shown = years.includes(asked) ? [asked] : years
  return shown.map((year) => wheelOf(items, year, { meetings, last }))
}

function loadGiven({ url, years, all, today }: Given) {
  return { items: all, filter: loadFilterFrom(url, years), today }
}
