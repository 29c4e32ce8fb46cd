import { sql } from 'kysely'
import { addItems, changeItems, setStaffHours, setVisitDay } from '#modules/plans/public.ts'
import { itemsOf, makePlan, takeMissing, type Desk } from './plan-desk.ts'

const months = [2, 3, 4, 5, 9, 10, 11, 3, 4, 10] as const

/** Next year's plan as it stands in the autumn: nearly all that is owed, with months, people and two secret days. */
export async function layDraft(desk: Desk, { year, day }: { year: number; day: string }): Promise<void> {
  const planId = await makePlan(desk, year, day)
  await takeMissing(desk, { planId, day, share: 0.97 })
  const items = await itemsOf(desk, planId)
  const reviewers = await reviewersOf(desk, day)
  for (const [at, month] of months.entries()) {
    const itemIds = items.filter((_, place) => place % months.length === at).map((item) => item.id)
    const leadId = reviewers[at % reviewers.length]
    if (itemIds.length > 0 && leadId)
      await changeItems(desk.at(day), { yearPlanId: planId, itemIds, month, leadId })
  }
  const homes = items.filter((item) => item.unitId !== null)
  const unannounced = homes.slice(4, 10).map((item) => item.id)
  await changeItems(desk.at(day), { yearPlanId: planId, itemIds: unannounced, announced: false })
  await addItems(desk.at(day), {
    yearPlanId: planId,
    year,
    month: 5,
    kind: 'theme',
    depth: 'basic',
    unitIds: homes.slice(0, 4).flatMap((item) => item.unitId ?? []),
    theme: 'Bemanning på natten',
    origin: 'theme',
    why: 'Brister i nattbemanningen återkom i flera uppföljningar i år.',
    ...(reviewers[0] ? { team: [{ accountId: reviewers[0], role: 'lead' as const }] } : {}), // the shape's words
  })
  await setHours(desk, { year, day, reviewers })
  await setDays(desk, { planId, day })
}

async function reviewersOf(desk: Desk, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct a.id from role_assignment r
    join account a on a.municipality_id = r.municipality_id and a.id = r.account_id and a.state = 'active'
    where r.board_id = ${desk.boardId} and r.role = 'reviewer' and r.valid_from <= ${day}
      and (r.valid_to is null or r.valid_to >= ${day}) order by a.id`.execute(desk.db)
  return rows.map((row) => row.id)
}

/** July is a quarter of a month, December and June are short. */
const monthHours = [64, 72, 80, 72, 72, 48, 20, 56, 80, 80, 72, 40]

async function setHours(
  desk: Desk,
  { year, day, reviewers }: { year: number; day: string; reviewers: readonly string[] },
): Promise<void> {
  await setStaffHours(desk.at(day), {
    boardId: desk.boardId,
    year,
    people: reviewers.map((accountId) => ({ accountId, hours: monthHours })),
  })
}

async function setDays(desk: Desk, { planId, day }: { planId: string; day: string }): Promise<void> {
  const secret = (await itemsOf(desk, planId)).filter((item) => !item.announced).slice(0, 2)
  for (const [at, item] of secret.entries())
    await setVisitDay(desk.at(day), {
      itemId: item.id,
      revision: 0,
      visitOn: `${item.year}-${item.half === 1 ? '04' : '10'}-${at === 0 ? '14' : '21'}`,
    })
}
