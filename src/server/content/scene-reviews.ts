import { sql } from 'kysely'
import { recordReview } from '#modules/plans/public.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { movedDay } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { requestAt } from './plan-desk.ts'

/** What the care board has asked its office to look into next year: owed, and not yet in the draft. */
export async function askForReviews(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const strategist = await actorOf(db, given, 'strategist')
    const { rows } = await sql<{ boardId: string; areaId: string }>`
      select s.board_id, s.service_area_id as area_id from unit_state s
      join board b on b.municipality_id = s.municipality_id and b.id = s.board_id and b.name = 'Omsorgsnämnden'
      join service_area a on a.municipality_id = s.municipality_id and a.id = s.service_area_id
        and a.name = 'Bostad med särskild service'
      where s.municipality_id = ${given.municipalityId} limit 1`.execute(db)
    const [place] = rows
    if (!place) return
    const year = Number(given.asOf.slice(0, 4))
    const day = movedDay(given.asOf, '2026-11-10')
    const asked = { boardId: place.boardId, decidedOn: movedDay(given.asOf, '2026-10-22') }
    await recordReview(requestAt(db, strategist, day), {
      ...asked,
      title: 'Bemanningen på natten i bostad med särskild service',
      what: 'Räcker bemanningen på natten för att ge det stöd som är beslutat? Nämnden vill ha svar före sommaren.',
      ...{ caseNumber: `OMS ${String(year).slice(2)}/745`, paragraph: '§ 118' },
      ...{ dueOn: `${year + 1}-05-31`, serviceAreaId: place.areaId, depth: 'inDepth' },
    })
    await recordReview(requestAt(db, strategist, day), {
      ...asked,
      title: 'Hur synpunkter från brukare tas om hand',
      what: 'Hur tar verksamheterna hand om synpunkter, och vad har ändrats av dem?',
      ...{ caseNumber: `OMS ${String(year).slice(2)}/746`, paragraph: '§ 119' },
      ...{ dueOn: `${year + 1}-10-31`, depth: 'basic' },
    })
  } finally {
    await db.destroy()
  }
}
