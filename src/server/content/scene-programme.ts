import { uuidv7 } from '#kernel/ids.ts'
import { registerProgramme } from '#modules/programmes/public.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { instant, lastDay } from './times.ts'

/** The council adopts a programme for private providers in each term of office (KL 5:3): the one that holds is there. */
export async function registerProgrammes(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 1)
  try {
    const actor = await actorOf(db, given, 'strategist')
    const termFrom = termBegins(Number(given.asOf.slice(0, 4)))
    const first = `${termFrom}-02-20`
    // Early in a term it is the council's, which was new the autumn before.
    const adoptedOn = first < given.asOf ? first : `${termFrom - 1}-12-14`
    await registerProgramme(
      { db, actor, now: new Date(instant(lastDay(given.asOf), '07:00')), commandId: uuidv7() },
      {
        title: `Program för privata utförare ${termFrom}–${termFrom + 3}`,
        caseNumber: `KS ${adoptedOn.slice(2, 4)}/041`,
        adoptedOn,
        termFrom: `${termFrom}-01-01`,
        termTo: `${termFrom + 3}-12-31`,
        note: 'Målen gäller lika för egen regi och privata utförare.',
      },
    )
  } finally {
    await db.destroy()
  }
}

/** Terms of office begin the year after a general election: 2023, 2027, 2031. */
function termBegins(year: number): number {
  return year - ((((year - 2023) % 4) + 4) % 4)
}
