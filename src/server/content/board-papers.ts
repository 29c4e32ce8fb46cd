import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { adjustMinutes, decideItem, noticeMeeting, putOnAgenda } from '#modules/meetings/public.ts'
import { createPaper, deliverPaper, freezePaper } from '#modules/reports/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { earlier, instant, lastDay } from './times.ts'

/**
 * Lays reports before the demo's boards, by the same commands as people use and dated as they would have been: at the
 * latest meeting, which is decided and adjusted, and at the next one, whose notice is out.
 */
export async function layPapers(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const people = await actorsOf(db, given)
    for (const meeting of await meetingsToFill(db, given))
      await fill(db, people, { ...meeting, lastDay: lastDay(given.asOf) })
  } finally {
    await db.destroy()
  }
}

type People = { strategist: Actor; secretary: Actor }
type Meeting = {
  id: string
  boardId: string
  heldOn: string
  papersBy: string
  writtenOn: string
  isPast: boolean
  followUps: string[]
}

async function actorsOf(db: Db, given: DemoDay): Promise<People> {
  const [strategist, secretary] = await Promise.all([
    actorOf(db, given, 'strategist'),
    actorOf(db, given, 'boardSecretary'),
  ])
  return { strategist, secretary }
}

/** Each board's latest and next meeting, with the newest assessments that were fixed in time and no earlier one had. */
async function meetingsToFill(db: Db, given: DemoDay): Promise<Meeting[]> {
  const { rows } = await sql<Meeting>`
    with near as (
      select m.*, m.held_on < ${given.asOf}::date as is_past,
        least(m.papers_by - 4, ${given.asOf}::date - 2) as written_on, row_number() over (
          partition by m.board_id, m.held_on < ${given.asOf}::date
          order by abs(m.held_on - ${given.asOf}::date)) as nearness
      from meeting m where m.municipality_id = ${given.municipalityId} and m.state = 'planned'),
    chosen as (
      select n.*, coalesce(lag(n.written_on) over (partition by n.board_id order by n.held_on), date '2000-01-01')
        as after_day from near n where n.nearness = 1)
    select c.id, c.board_id, c.held_on, c.papers_by, c.is_past, c.written_on, array(
      select f.id from follow_up f
        join assessment a on a.municipality_id = f.municipality_id and a.follow_up_id = f.id and a.version = 1
        where f.municipality_id = c.municipality_id and f.board_id = c.board_id and f.state in ('fixed', 'closed')
          and f.matter_id is not null and a.fixed_at < c.written_on and a.fixed_at >= c.after_day
        order by a.fixed_at desc, f.id limit 3) as follow_ups
    from chosen c order by c.held_on, c.id`.execute(db)
  return rows
}

/** Nothing is done after `lastDay`: nobody reads in the demo of what has not come yet. */
async function fill(db: Db, people: People, meeting: Meeting & { lastDay: string }): Promise<void> {
  const at = (actor: Actor, day: string, time: string) => ({
    db,
    actor,
    now: new Date(instant(day, time)),
    commandId: uuidv7(),
  })
  const { writtenOn, lastDay } = meeting
  const items: string[] = []
  for (const followUpId of meeting.followUps) {
    const request = () => at(people.strategist, writtenOn, '10:00')
    const paper = await createPaper(request(), { kind: 'followUpReport', followUpId })
    await freezePaper(request(), { paperId: paper.id, revision: paper.revision })
    await deliverPaper(request(), { paperId: paper.id })
    const onAgenda = { meetingId: meeting.id, paperId: paper.id, kind: 'information' as const }
    const item = await putOnAgenda(request(), { ...onAgenda, title: '', proposal: '', lateReason: '' })
    items.push(item.id)
  }
  if (items.length === 0) return
  const noticedOn = earlier(addDays(meeting.papersBy, meeting.isPast ? 4 : -3), lastDay)
  await noticeMeeting(at(people.secretary, noticedOn, '13:00'), { meetingId: meeting.id })
  if (meeting.isPast) await decide(at, people.secretary, { ...meeting, items })
}

type At = (actor: Actor, day: string, time: string) => Parameters<typeof decideItem>[0]

async function decide(
  at: At,
  secretary: Actor,
  meeting: Meeting & { lastDay: string; items: readonly string[] },
): Promise<void> {
  for (const [number, itemId] of meeting.items.entries())
    await decideItem(at(secretary, meeting.heldOn, '18:30'), {
      itemId,
      outcome: 'noted',
      text: '',
      paragraph: String(101 + number),
    })
  const adjustedOn = earlier(addDays(meeting.heldOn, 2), meeting.lastDay)
  await adjustMinutes(at(secretary, adjustedOn, '20:00'), { meetingId: meeting.id })
}
