import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openMatter } from '#modules/meetings/public.ts'
import {
  type addItems,
  createYearPlan,
  factsFor,
  findYearPlan,
  listItems,
  missingIn,
  takeOwed,
  type PlanItem,
} from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { instant } from './times.ts'

type Request = Parameters<typeof addItems>[0]
export type Desk = { db: Db; strategist: Actor; boardId: string; at: (day: string) => Request }

export function requestAt(db: Db, actor: Actor, day: string): Request {
  return { db, actor, now: new Date(instant(day, '10:00')), commandId: uuidv7() }
}

export function read<Result>(desk: Desk, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return withScope(desk.db, scopeOf(desk.strategist), work)
}

export async function makePlan(desk: Desk, year: number, day: string): Promise<string> {
  const { id: matterId } = await openMatter(desk.at(day), {
    boardId: desk.boardId,
    caseNumber: `OMS ${String(year - 1).slice(2)}/812`,
    title: `Plan för verksamhetsuppföljning ${year}`,
  })
  const { id } = await createYearPlan(desk.at(day), {
    boardId: desk.boardId,
    fromYear: year,
    toYear: year,
    title: `Plan för verksamhetsuppföljning ${year}`,
    matterId,
    basis:
      'Planen vilar på fullmäktiges mål, nämndens riktlinje för uppföljning och resultatet av förra årets uppföljningar. Egen regi och privata utförare följs upp på lika villkor.',
    riskAnalysis: `Riskanalys för uppföljning ${year}, OMS ${String(year - 1).slice(2)}/790`,
    focusAreas: [{ year, areas: ['Kompetens', 'Dokumentation', 'Brukarens delaktighet'] }],
    notCovered: [
      {
        what: 'Personlig assistans hos privata utförare',
        why: 'Individavtalen följs upp av myndigheten för äldre och personer med funktionsnedsättning.',
      },
    ],
  })
  return id
}

export const itemsOf = (desk: Desk, planId: string): Promise<PlanItem[]> =>
  read(desk, (tx) => listItems(tx, planId))

export function missingOf(desk: Desk, planId: string, day: string) {
  return read(desk, async (tx) => {
    const plan = await findYearPlan(tx, planId)
    const planned = await listItems(tx, planId)
    return plan ? missingIn(await factsFor(tx, plan, { planned, today: day })) : []
  })
}

/** Puts what is owed into the plan; a share of one leaves nothing, less leaves some for the reader to put in. */
export async function takeMissing(
  desk: Desk,
  { planId, day, share }: { planId: string; day: string; share: number },
): Promise<void> {
  const missing = await missingOf(desk, planId, day)
  const keys = missing.slice(0, Math.ceil(missing.length * share)).map((row) => row.key)
  if (keys.length > 0) await takeOwed(desk.at(day), { yearPlanId: planId, keys })
}
