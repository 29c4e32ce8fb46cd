import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { openMatter } from '#modules/meetings/public.ts'
import { createPeriodReport, editPaper, freezePaper } from '#modules/reports/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { instant } from './times.ts'

type Half = { period: string; on: string; number: string }

/** The last three half-years that have been reported, each some weeks after its end. */
function halvesBefore(asOf: string): Half[] {
  const year = Number(asOf.slice(0, 4))
  const ends = [year - 2, year - 1, year].flatMap((one) => [
    { period: `${one}-H1`, on: workingDayOnOrAfter(`${one}-08-24`) },
    { period: `${one}-H2`, on: workingDayOnOrAfter(`${one + 1}-02-23`) },
  ])
  const reported = ends.filter(({ on }) => on < asOf).slice(-3)
  return reported.map((half, at) => ({ ...half, number: `090${at + 1}` }))
}

const development =
  'Uppföljningarna visar att samma krav brister på flera ställen, framför allt dokumentation och egenkontroll. Vi vill samla berörda enheter till en genomgång i stället för att ta upp frågan en enhet i taget.\n\nOanmälda besök har gett ett bättre underlag än vi räknade med. De bör bli fler i nästa plan.'

/** The reports of three half-years, written and told to each board when they would have been. */
export async function layReports(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const strategist = await actorOf(db, given, 'strategist')
    for (const board of await boardsOf(db, given))
      for (const half of halvesBefore(given.asOf)) await layReport(db, strategist, { board, half })
    await tellWhyNone(db, given)
  } finally {
    await db.destroy()
  }
}

/** Follow-ups of earlier half-years were told of together: that is the written decision not to report each. */
async function tellWhyNone(db: Db, given: DemoDay): Promise<void> {
  await sql`update follow_up f set ended_reason = 'Redovisas samlat i halvårsrapporten till nämnden.'
    where f.municipality_id = ${given.municipalityId} and f.state = 'closed' and f.ended_reason = ''
      and f.due_on < ${addDays(given.asOf, -60)} and not exists (select from paper p where p.municipality_id = f.municipality_id
        and p.follow_up_id = f.id and p.state = 'frozen')`.execute(db)
}

type Board = { id: string; abbreviation: string }
type Laying = { board: Board; half: Half }

async function boardsOf(db: Db, given: DemoDay): Promise<Board[]> {
  const { rows } = await sql<Board>`select id, abbreviation from board
    where municipality_id = ${given.municipalityId} order by id`.execute(db)
  return rows
}

async function layReport(db: Db, actor: Actor, { board, half }: Laying): Promise<void> {
  const at = (time: string) => ({
    db,
    actor,
    now: new Date(instant(half.on, time)),
    commandId: uuidv7(),
  })
  const year = half.on.slice(2, 4)
  const matter = await openMatter(at('09:00'), {
    boardId: board.id,
    caseNumber: `${board.abbreviation} ${year}/${half.number}`,
    title: `Halvårsrapport ${half.period.slice(0, 4)}`,
    openedOn: half.on,
  })
  const paper = await createPeriodReport(at('09:30'), { matterId: matter.id, period: half.period })
  const { rows } = await sql<{ title: string }>`select title from paper
    where municipality_id = ${actor.municipalityId} and id = ${paper.id}`.execute(db)
  const written = await editPaper(at('14:00'), {
    paperId: paper.id,
    revision: paper.revision,
    title: rows[0]?.title ?? '',
    sections: [{ key: 'development', text: development }],
  })
  await freezePaper(at('15:00'), { paperId: paper.id, revision: written.revision })
  await tellBoard(db, actor.municipalityId, { paperId: paper.id, matterId: matter.id, board, on: half.on })
}

type Telling = { paperId: string; matterId: string; board: Board; on: string }

/** Past meetings are closed in the demo's rows: the report is laid into the minutes as they would have been. */
async function tellBoard(db: Db, municipalityId: string, told: Telling): Promise<void> {
  const { rows } = await sql<{ id: string; heldOn: string; next: number }>`
    select m.id, m.held_on, (select coalesce(max(i.number), 0) + 1 from agenda_item i
      where i.municipality_id = m.municipality_id and i.meeting_id = m.id) as next
    from meeting m where m.municipality_id = ${municipalityId} and m.board_id = ${told.board.id}
      and m.papers_by >= ${told.on} and m.state = 'adjusted' order by m.held_on limit 1`.execute(db)
  const [meeting] = rows
  if (!meeting) return
  await sql`insert into agenda_item (municipality_id, id, meeting_id, board_id, matter_id, paper_id, number, kind,
      title, state, outcome, paragraph, decided_at)
    select ${municipalityId}, ${uuidv7()}, ${meeting.id}, ${told.board.id}, ${told.matterId}, p.id, ${meeting.next},
      'information', p.title, 'decided', 'noted', ${String(90 + Number(meeting.next))}, ${instant(meeting.heldOn, '18:30')}
    from paper p where p.municipality_id = ${municipalityId} and p.id = ${told.paperId}`.execute(db)
  await sql`update paper set put_before_board_at = ${instant(addDays(meeting.heldOn, -7), '12:00')}
    where municipality_id = ${municipalityId} and id = ${told.paperId}`.execute(db)
}
