import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { isMine } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { calendarTexts as t } from '#texts/sv/calendar.ts'
import type { Entry } from './ics.ts'
import { around, plannedEntries } from './planned.ts'

/** A quarter back, so that what was cancelled is also taken out of the calendars; a good year ahead. */
const daysBack = 92
const daysAhead = 500
/** The length of a visit is nowhere decided: two hours are put in the way of other meetings. */
const visitMinutes = 120

export type Place = { readonly today: IsoDate; readonly home: URL }

/** All that has a day for a person, read with the person's own reach. */
export async function listEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  return [
    ...(await dutyEntries(tx, actor, place)),
    ...(await followUpEntries(tx, actor, place)),
    ...(await plannedEntries(tx, actor, {
      ...around(place.today, daysBack, daysAhead),
      home: place.home,
    })),
    ...(await visitEntries(tx, actor, place)),
    ...(await meetingEntries(tx, actor, place)),
  ]
}

const near = (column: string, { today }: Place) =>
  sql<boolean>`(${sql.ref(column)} >= ${addDays(today, -daysBack)} and ${sql.ref(column)} <= ${addDays(today, daysAhead)})`

/** A follow-up stands in the calendar by itself, for the whole team: its own duty would be the same line again. */
async function dutyEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  const rows = await tx
    .selectFrom('duty as d')
    .select(['d.id', 'd.title', 'd.ground', 'd.href', 'd.dueOn', 'd.state', 'd.revision'])
    .where(near('d.dueOn', place))
    .where('d.rule', '<>', 'followUp.carryOut')
    .where(isMine(actor, place.today))
    .orderBy('d.dueOn')
    .orderBy('d.id')
    .limit(2_000)
    .execute()
  return rows.map((row) => ({
    uid: `duty-${row.id}`,
    sequence: row.revision - 1,
    summary: row.state === 'done' ? t.done(row.title) : row.title,
    description: row.ground,
    url: new URL(row.href, place.home).href,
    isCancelled: row.state === 'waived' || row.state === 'lapsed',
    when: { on: row.dueOn },
  }))
}

/**
 * A visit that the unit must not know of has no name in a calendar: those are shared, printed and shown on walls. From
 * the moment it has begun it has one.
 */
const isHushed = sql<boolean>`(not f.announced and f.begun_at is null)`

async function followUpEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  const rows = await tx
    .selectFrom('followUp as f')
    .innerJoin('followUpMember as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.followUpId', '=', 'f.id'),
    )
    .select(['f.id', 'f.title', 'f.dueOn', 'f.state', 'f.revision', 'm.removedAt', isHushed.as('isHushed')])
    .where('m.accountId', '=', actor.accountId)
    .where(near('f.dueOn', place))
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .execute()
  return rows.map((row) => ({
    uid: `followup-${row.id}`,
    sequence: row.revision * 2 + (row.removedAt ? 1 : 0),
    summary: row.isHushed ? t.followUpHushed : t.followUp(row.title),
    description: '',
    url: new URL(`/uppfoljningar/${row.id}`, place.home).href,
    isCancelled: row.state === 'cancelled' || row.removedAt !== null,
    when: { on: row.dueOn },
  }))
}

async function visitEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  const rows = await tx
    .selectFrom('visit as v')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'v.municipalityId').onRef('f.id', '=', 'v.followUpId'),
    )
    .innerJoin('followUpMember as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.followUpId', '=', 'f.id'),
    )
    .select(['v.id', 'v.followUpId', 'v.startsAt', 'v.revision', 'f.title', 'f.state', 'm.removedAt'])
    .select(isHushed.as('isHushed'))
    .where('m.accountId', '=', actor.accountId)
    .where(near('v.startsAt', place))
    .orderBy('v.startsAt')
    .orderBy('v.id')
    .execute()
  return rows.map((row) => ({
    uid: `visit-${row.id}`,
    sequence: row.revision * 2 + (row.removedAt ? 1 : 0),
    summary: row.isHushed ? t.visitHushed : t.visit(row.title),
    description: '',
    url: new URL(`/uppfoljningar/${row.followUpId}/besok`, place.home).href,
    isCancelled: row.state === 'cancelled' || row.removedAt !== null,
    when: { from: row.startsAt, minutes: visitMinutes },
  }))
}

async function meetingEntries(tx: Db, actor: Actor, place: Place): Promise<Entry[]> {
  const boards = [...new Set(actor.assignments.flatMap((held) => (held.boardId ? [held.boardId] : [])))]
  if (boards.length === 0) return []
  const rows = await tx
    .selectFrom('meeting as g')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'g.municipalityId').onRef('b.id', '=', 'g.boardId'),
    )
    .select(['g.id', 'g.heldOn', 'g.place', 'g.state', 'g.revision', 'b.name as boardName'])
    .where('g.boardId', 'in', boards)
    .where(near('g.heldOn', place))
    .orderBy('g.heldOn')
    .orderBy('g.id')
    .execute()
  return rows.map((row) => ({
    uid: `meeting-${row.id}`,
    sequence: row.revision - 1,
    summary: t.meeting(row.boardName),
    description: row.place,
    url: new URL(`/sammantraden/${row.id}`, place.home).href,
    isCancelled: row.state === 'cancelled',
    when: { on: row.heldOn },
  }))
}
