import { sql } from 'kysely'
import { addDays } from '#kernel/dates.ts'
import { listMunicipalities, remindOfDuties, sweepDuties } from '#modules/duties/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { dutyRules } from '#server/duties.ts'
import type { DemoDay } from './demo-actor.ts'
import { instant, lastDay } from './times.ts'

/**
 * Lets the background work have been there before: what is owed has been known for a while, and everybody has had the
 * reminder of yesterday morning. It comes last, when everything else has been done.
 */
export async function rememberDuties(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const municipality = (await listMunicipalities(db)).find((one) => one.id === given.municipalityId)
    if (!municipality) return
    const before = new Date(instant(firstSeen(given.asOf), '00:00'))
    await sweepDuties(db, municipality, { rules: dutyRules, now: before })
    await openNotices(db, given)
    await remindOfDuties(db, municipality, new Date(instant(lastDay(given.asOf), '06:30')))
  } finally {
    await db.destroy()
  }
}

/** Some weeks ago, though never last year: what was owed of the year before that is forgotten by now. */
function firstSeen(asOf: string): string {
  const [weeksAgo, newYear] = [addDays(asOf, -20), `${asOf.slice(0, 4)}-01-01`]
  return weeksAgo > newYear ? weeksAgo : newYear
}

/** What came more than a fortnight ago has been read by those it came to. */
async function openNotices(db: Db, { municipalityId, asOf }: DemoDay): Promise<void> {
  await sql`update notice set opened_at = sent_at + interval '1 day'
    where municipality_id = ${municipalityId} and opened_at is null
      and sent_at < ${instant(addDays(asOf, -14), '08:00')}`.execute(db)
}
