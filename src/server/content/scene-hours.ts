import { sql } from 'kysely'
import { addDays } from '#kernel/dates.ts'
import { recordHours } from '#modules/followups/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { earlier, instant, lastDay } from './times.ts'

type Done = { id: string; accountId: string; isLead: boolean; inDepth: boolean; dueOn: string; place: number }

/** What this year's and last year's follow-ups took, so that next year's plan is held against something. */
export async function countTheHours(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const actor = await actorOf(db, given, 'strategist')
    for (const done of await listDone(db, given)) {
      const day = earlier(addDays(done.dueOn, 7), lastDay(given.asOf))
      const now = new Date(instant(day, '15:20'))
      await recordHours(
        { db, actor, now, commandId: uuidv7() },
        {
          followUpId: done.id,
          accountId: done.accountId,
          year: Number(done.dueOn.slice(0, 4)),
          month: Number(done.dueOn.slice(5, 7)),
          hours: hoursOf(done),
        },
      )
    }
  } finally {
    await db.destroy()
  }
}

/** In depth takes longer than the estimates say, and whoever goes along gives less: something to read in the comparison. */
function hoursOf({ isLead, inDepth, place }: Done): number {
  const usual = isLead ? (inDepth ? 33 : 12) : inDepth ? 11 : 5
  return usual + (place % 5) - 2 + (place % 2) / 2
}

async function listDone(db: Db, given: DemoDay): Promise<Done[]> {
  const year = Number(given.asOf.slice(0, 4))
  const { rows } =
    await sql<Done>`select f.id, m.account_id, m.is_lead, f.depth = 'inDepth' as in_depth, f.due_on,
      row_number() over (order by f.due_on, f.id, m.account_id)::int as place
    from follow_up f
    join board b on b.municipality_id = f.municipality_id and b.id = f.board_id and b.name = 'Omsorgsnämnden'
    join follow_up_member m on m.municipality_id = f.municipality_id and m.follow_up_id = f.id
      and m.removed_at is null
    where f.municipality_id = ${given.municipalityId} and f.state in ('fixed', 'closed')
      and f.due_on between ${`${year - 1}-01-01`} and ${lastDay(given.asOf)}
    order by place`.execute(db)
  return rows
}
