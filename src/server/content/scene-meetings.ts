import type { Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  decideOrder,
  recordChairDecision,
  reportDecisions,
  savePoint,
  startOrder,
  takeDecision,
} from '#modules/delegations/public.ts'
import {
  addItemNote,
  adjustMinutes,
  closeMatter,
  decideItem,
  declareItemBias,
  listItems,
  noteReceipt,
  noticeMeeting,
  onAgenda,
  openMatter,
  postMinutes,
  putOnAgenda,
  sendExtract,
  writeNote,
} from '#modules/meetings/public.ts'
import { createPaper, editPaper, freezePaper, replacePaper } from '#modules/reports/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { runningYear } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { delegationPoints, yearOfMeetings, type DemoItem } from './meetings-content.ts'
import { instant } from './times.ts'

type People = { secretary: Actor; strategist: Actor; director: Actor; registrar: Actor }
type Meeting = { id: string; boardId: string; heldOn: string; papersBy: string }

/**
 * A past year of each board: its meetings from the notice to the posted minutes, with decisions of every outcome, a
 * delegation order and decisions by it that were reported. By the same commands as people use.
 */
export async function holdMeetings(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const [secretary, strategist, director, registrar] = await Promise.all([
      actorOf(db, given, 'boardSecretary'),
      actorOf(db, given, 'strategist'),
      actorOf(db, given, 'director'),
      actorOf(db, given, 'registrar'),
    ])
    const year = String(runningYear(given.asOf))
    for (const board of await boardsOf(db, given.municipalityId))
      await holdYear(
        { db, people: { secretary, strategist, director, registrar }, year, ...board },
        given.asOf,
      )
  } finally {
    await db.destroy()
  }
}

type Scene = { db: Db; people: People; year: string; boardId: string; abbreviation: string }

async function boardsOf(db: Db, municipalityId: string) {
  const boards = await db
    .selectFrom('board')
    .select(['id as boardId', 'abbreviation'])
    .where('municipalityId', '=', municipalityId)
    .orderBy('abbreviation')
    .execute()
  return boards
}

const on = ({ db }: Scene, actor: Actor, day: string, time = '10:00') => ({
  ...{ db, actor, commandId: uuidv7(), now: new Date(instant(day, time)) },
})

async function holdYear(scene: Scene, asOf: string): Promise<void> {
  const meetings: Meeting[] = await scene.db
    .selectFrom('meeting')
    .select(['id', 'boardId', 'heldOn', 'papersBy'])
    .where('boardId', '=', scene.boardId)
    .where('state', '=', 'planned')
    .where('heldOn', '>=', `${scene.year}-01-01`)
    .where('heldOn', '<', asOf)
    .orderBy('heldOn')
    .execute()
  // The latest is filled with reports of the follow-ups themselves (board-papers.ts).
  const past = meetings.slice(0, -1)
  const opened = addDays(past[0]?.papersBy ?? `${scene.year}-01-10`, -7)
  const delegation = await open(scene, opened, {
    number: 10,
    title: 'Delegation och anmälan av beslut',
    kind: 'delegation',
  })
  const points = await writeOrder(scene, past[0]?.heldOn ?? opened)
  for (const [at, meeting] of past.entries()) {
    if (at > 0) await decideByDelegation(scene, { meeting, delegation, points, at })
    const items = (yearOfMeetings[at] ?? []).filter((one) => !one.board || one.board === scene.abbreviation)
    await hold(scene, { meeting, items, at, delegation })
  }
}

type NewMatter = {
  number: number
  title: string
  kind: 'delegation' | 'guideline' | 'sanction' | 'other' | 'yearPlan'
}

async function open(scene: Scene, day: string, { number, title, kind }: NewMatter): Promise<string> {
  const caseNumber = `${scene.abbreviation} ${scene.year.slice(2)}/${String(number).padStart(3, '0')}`
  const request = on(scene, scene.people.registrar, day, '08:30')
  return (await openMatter(request, { boardId: scene.boardId, caseNumber, title, kind, openedOn: day })).id
}

async function writeOrder(scene: Scene, decidedOn: string): Promise<string[]> {
  const { secretary } = scene.people
  const day = addDays(decidedOn, -20)
  const order = await startOrder(on(scene, secretary, day), { boardId: scene.boardId })
  const ids: string[] = []
  for (const point of delegationPoints)
    ids.push((await savePoint(on(scene, secretary, day), { orderId: order.id, ...point })).id)
  await decideOrder(on(scene, secretary, decidedOn, '18:00'), {
    ...{ orderId: order.id, decidedOn, validFrom: addDays(decidedOn, 1) },
    decision: `§ 4, ${scene.abbreviation} ${scene.year.slice(2)}/010`,
  })
  return ids
}

type Delegating = { meeting: Meeting; delegation: string; points: readonly string[]; at: number }

/** A decision or two before each meeting, by the role of the point; once the chair's own in an urgent matter. */
async function decideByDelegation(
  scene: Scene,
  { meeting, delegation, points, at }: Delegating,
): Promise<void> {
  const { director, strategist, secretary } = scene.people
  const day = addDays(meeting.papersBy, -6)
  await takeDecision(on(scene, director, day), {
    ...{
      pointId: points[2] ?? '',
      matterId: delegation,
      what: 'Svar på remiss om tillgänglighet i gruppbostäder lämnas.',
    },
    reason: 'Svaret rör ingen ny inriktning.',
  })
  if (at % 2 === 0)
    await takeDecision(on(scene, strategist, day, '14:00'), {
      ...{ pointId: points[3] ?? '', matterId: delegation, what: 'Enkät till närstående beställs.' },
      reason: 'Ryms i beslutad budget.',
    })
  if (at === 3)
    await recordChairDecision(on(scene, secretary, addDays(meeting.papersBy, -2)), {
      ...{
        boardId: scene.boardId,
        matterId: delegation,
        decidedBy: 'Karin Ekdahl',
        decidedOn: addDays(meeting.papersBy, -3),
      },
      what: 'Tillfälligt intagningsstopp vid en enhet.',
      reason: 'Bemanningen räckte inte över helgen.',
    })
}

type Holding = { meeting: Meeting; items: readonly DemoItem[]; at: number; delegation: string }

async function hold(scene: Scene, { meeting, items, at, delegation }: Holding): Promise<void> {
  const { secretary } = scene.people
  const written = addDays(meeting.papersBy, -3)
  for (const [index, item] of items.entries()) {
    const { title, kind, matterKind, proposal, presenter } = item
    const number = 20 + at * 5 + index
    const begin = () => open(scene, addDays(written, -5), { number, title, kind: matterKind })
    const placed = { meetingId: meeting.id, kind, title, proposal, presenter }
    if (item.memo) await layMemo(scene, { begin, written, memo: item.memo, placed })
    else await putOnAgenda(on(scene, secretary, written), { ...placed, matterId: await begin() })
  }
  if (at > 0)
    await reportDecisions(on(scene, secretary, written, '15:00'), {
      meetingId: meeting.id,
      matterId: delegation,
    })
  await noticeMeeting(on(scene, secretary, addDays(meeting.heldOn, -8), '13:00'), { meetingId: meeting.id })
  await decide(scene, meeting, items)
  const adjustedOn = addDays(meeting.heldOn, 6)
  await adjustMinutes(on(scene, secretary, adjustedOn, '09:00'), { meetingId: meeting.id, adjustedOn })
  await postMinutes(on(scene, secretary, addDays(adjustedOn, 1), '09:00'), {
    ...{ meetingId: meeting.id, postedOn: addDays(adjustedOn, 1) },
  })
  await afterwards(scene, meeting, items)
}

type Laying = {
  begin: () => Promise<string>
  written: string
  memo: NonNullable<DemoItem['memo']>
  placed: { meetingId: string; kind: DemoItem['kind']; title: string; proposal: string; presenter: string }
}

/** A memo in a matter of its own, or the next version of the one that the board has referred back. */
async function layMemo(scene: Scene, { begin, written, memo, placed }: Laying): Promise<void> {
  const request = (time: string) => on(scene, scene.people.strategist, written, time)
  const { title, proposal } = placed
  const found = await scene.db
    .selectFrom('paper')
    .select('id')
    .where('boardId', '=', scene.boardId)
    .where('title', '=', title)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
  const { id: paperId, revision } = found
    ? await replacePaper(request('09:00'), { paperId: found.id })
    : await createPaper(request('09:00'), { kind: 'memo', matterId: await begin(), title })
  const sections = Object.entries({ ...memo, proposal }).map(([key, text]) => ({ key, text }))
  const edited = await editPaper(request('10:30'), { paperId, revision, title, sections })
  await freezePaper(request('11:00'), { paperId, revision: edited.revision })
  await putOnAgenda(request('11:30'), { ...placed, paperId })
}

/** What was tabled at the meeting before has come back by itself and is decided as it was proposed. */
async function decide(scene: Scene, meeting: Meeting, items: readonly DemoItem[]): Promise<void> {
  const { secretary } = scene.people
  const request = () => on(scene, secretary, meeting.heldOn, '18:30')
  for (const [index, row] of onAgenda(await listItems(scene.db, meeting.id)).entries()) {
    const item = items.find((one) => one.title === row.title)
    if (item?.bias) await declareItemBias(request(), { itemId: row.id, ...item.bias })
    const paragraph = String(Number(meeting.heldOn.slice(5, 7)) * 10 + index)
    const said = item ?? (row.cameFromId === null ? undefined : { outcome: 'asProposed' as const })
    await decideItem(request(), { itemId: row.id, paragraph, ...wordsOf(said, meeting.heldOn) })
  }
}

type Said = Pick<DemoItem, 'outcome' | 'text' | 'reservations' | 'votes' | 'returnDays'>

/** An item that only tells something, as the report of decisions by delegation, is noted. */
function wordsOf(said: Said | undefined, heldOn: string) {
  const { outcome, text = '', reservations = [], votes, returnDays = 60 }: Said = said ?? { outcome: 'noted' }
  const returnBy = outcome === 'referredBack' ? { returnBy: addDays(heldOn, returnDays) } : {}
  return { outcome, text, reservations, votes: votes ?? null, ...returnBy }
}

/** Extracts go out, one receipt is noted by hand, and what is finished is closed. */
async function afterwards(scene: Scene, meeting: Meeting, items: readonly DemoItem[]): Promise<void> {
  const { registrar, secretary } = scene.people
  const day = addDays(meeting.heldOn, 9)
  for (const row of onAgenda(await listItems(scene.db, meeting.id))) {
    const item = items.find((one) => one.title === row.title)
    if ((!item && row.cameFromId === null) || row.outcome === 'noted' || row.outcome === 'tabled') continue
    await sendExtract(on(scene, registrar, day), {
      itemId: row.id,
      receivers: [
        { kind: 'council', name: 'Kommunala handikapprådet (KHR)', way: 'email' },
        { kind: 'other', name: 'Kommunstyrelsen', way: 'byHand' },
      ],
    })
    if (row.outcome === 'rejected')
      await addItemNote(on(scene, secretary, addDays(day, 3)), {
        ...{
          itemId: row.id,
          text: 'I protokollet anges fel datum för förslaget. Rätt datum är dagen före sammanträdet.',
        },
      })
    if (row.outcome === 'asProposed') await finish(scene, { itemId: row.id, matterId: row.matterId, day })
  }
}

async function finish(
  scene: Scene,
  { itemId, matterId, day }: { itemId: string; matterId: string; day: string },
) {
  const { registrar } = scene.people
  const sent = await scene.db
    .selectFrom('delivery')
    .select('id')
    .where('itemId', '=', itemId)
    .orderBy('id')
    .executeTakeFirst()
  const later = addDays(day, 4)
  if (sent)
    await noteReceipt(on(scene, registrar, later), {
      deliveryId: sent.id,
      receivedOn: later,
      note: 'Svar med e-post',
    })
  await writeNote(on(scene, registrar, later, '11:00'), {
    ...{
      matterId,
      title: 'Samtal med rådets sekreterare',
      note: 'Rådet har fått utdraget och tar upp det vid nästa möte.',
    },
  })
  await closeMatter(on(scene, registrar, later, '12:00'), { matterId, reason: 'Beslutet är verkställt.' })
}
