import { sql } from 'kysely'
import { listYearPlans, setStaffHours } from '#modules/plans/public.ts'
import { askProposal } from '#modules/proposals/public.ts'
import { scopeOf } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { movedDay } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { instant, lastDay } from './times.ts'

/** How much of a full month each gives to follow-up beside the rest of the work. */
const shares = { sas: 0.5, mas: 0.4, mar: 0.3, strategist: 0.3 } as const
const fullMonths = [64, 72, 80, 72, 72, 48, 20, 56, 80, 80, 72, 40]

/** Hours of those who are not reviewers alone, so that a proposal for next year's plan has its teams. */
export async function staffTheTeams(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const strategist = await actorOf(db, given, 'strategist')
    const { rows } = await sql<{ accountId: string; role: keyof typeof shares; boardId: string }>`
      select distinct r.account_id, r.role, r.board_id from role_assignment r
      join board b on b.municipality_id = r.municipality_id and b.id = r.board_id and b.name = 'Omsorgsnämnden'
      join account a on a.municipality_id = r.municipality_id and a.id = r.account_id and a.state = 'active'
      where r.municipality_id = ${given.municipalityId} and r.role = any(${Object.keys(shares)}::text[])
      order by r.account_id`.execute(db)
    const boardId = rows[0]?.boardId
    if (!boardId) return
    const now = new Date(instant(movedDay(given.asOf, '2026-11-09'), '10:30'))
    await setStaffHours(
      { db, actor: strategist, now, commandId: uuidv7() },
      {
        boardId,
        year: Number(given.asOf.slice(0, 4)) + 1,
        people: rows.map(({ accountId, role }) => ({
          accountId,
          hours: fullMonths.map((hours) => Math.round(hours * shares[role])),
        })),
      },
    )
  } finally {
    await db.destroy()
  }
}

/**
 * A proposal for next year's plan. It is asked for here, and computed by the background work as soon as that is up: the
 * seconds it takes are more than the loading of a demo may.
 */
export async function askForProposal(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const strategist = await actorOf(db, given, 'strategist')
    const plans = await withScope(db, scopeOf(strategist), listYearPlans)
    const draft = plans.find((plan) => plan.state === 'draft')
    if (!draft) return
    const now = new Date(instant(lastDay(given.asOf), '15:20'))
    const asked = { db, actor: strategist, now, commandId: uuidv7() }
    await askProposal(asked, { yearPlanId: draft.id, mostSeconds: 10, gapPercent: 5 })
  } finally {
    await db.destroy()
  }
}
