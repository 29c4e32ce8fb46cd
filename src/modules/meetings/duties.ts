import { sql } from 'kysely'
import { addDays, formatDate, type IsoDate } from '#kernel/dates.ts'
import { remembersFrom, swedishDay, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { boardDuties as t } from '#texts/sv/board.ts'

const shared = { unitId: null, providerId: null } as const
const remind = (dueOn: IsoDate, days: number): IsoDate => addDays(dueOn, -days)
const proofOf = (doneOn: IsoDate | null, href: string) => (doneOn ? { doneOn, href } : null)

type MeetingRow = {
  id: string
  boardId: string
  boardName: string
  heldOn: IsoDate
  state: string
  noticeBy: IsoDate
  noticedOn: IsoDate | null
  adjustBy: IsoDate
  adjustedOn: IsoDate | null
  postedOn: IsoDate | null
  items: number
}

async function meetingsSince(db: Db, today: IsoDate): Promise<MeetingRow[]> {
  const { rows } = await sql<MeetingRow>`
    select m.id, m.board_id, b.name as board_name, m.held_on, m.state,
        coalesce(m.notice_by, m.held_on - 7) as notice_by, ${swedishDay('m.noticed_at')} as noticed_on,
        coalesce(m.adjust_by, m.held_on + 14) as adjust_by, m.adjusted_on, m.posted_on,
        (select count(*)::int from agenda_item i where i.municipality_id = m.municipality_id and i.meeting_id = m.id
          and i.state in ('onAgenda', 'decided')) as items
      from meeting m join board b on b.municipality_id = m.municipality_id and b.id = m.board_id
      where m.held_on >= ${remembersFrom(today)}::date and m.state <> 'cancelled' order by m.held_on, m.id`.execute(
    db,
  )
  return rows
}

/** The meetings' own days: notice, adjustment, posting. One rule each, over the same rows. */
function ofMeeting(key: string, label: string, owed: (row: MeetingRow) => Owed | undefined): DutyRule {
  return {
    key,
    label,
    list: async (db, { today }) => (await meetingsSince(db, today)).flatMap((row) => owed(row) ?? []),
  }
}

const base = (row: MeetingRow) => ({
  ...shared,
  ...{ sourceId: row.id, period: '', boardId: row.boardId, href: `/sammantraden/${row.id}` },
  ownerId: null,
  ownerRole: 'boardSecretary' as const,
})

const notice = ofMeeting('meeting.notice', t.noticeLabel, (row) => {
  if (row.items === 0 || (row.state !== 'planned' && !row.noticedOn)) return undefined
  return {
    ...base(row),
    ...{
      title: t.notice(row.boardName, formatDate(row.heldOn)),
      ground: t.noticeGround,
      dueOn: row.noticeBy,
    },
    remindFrom: remind(row.noticeBy, 3),
    proof: proofOf(row.noticedOn, `/sammantraden/${row.id}/kallelse`),
  }
})

const adjust = ofMeeting('meeting.adjust', t.adjustLabel, (row) => {
  if (row.state !== 'held' && !row.adjustedOn) return undefined
  return {
    ...base(row),
    ...{
      title: t.adjust(row.boardName, formatDate(row.heldOn)),
      ground: t.adjustGround,
      dueOn: row.adjustBy,
    },
    remindFrom: remind(row.adjustBy, 7),
    proof: proofOf(row.adjustedOn, `/sammantraden/${row.id}`),
  }
})

const post = ofMeeting('meeting.post', t.postLabel, (row) => {
  if (!row.adjustedOn) return undefined
  const dueOn = addDays(row.adjustedOn, 2)
  return {
    ...base(row),
    ...{ title: t.post(row.boardName, formatDate(row.heldOn)), ground: t.postGround, dueOn },
    remindFrom: row.adjustedOn,
    proof: proofOf(row.postedOn, `/sammantraden/${row.id}`),
  }
})

type PromisedRow = {
  id: string
  boardId: string
  meetingId: string
  heldOn: IsoDate
  papersBy: IsoDate
  title: string
  paperId: string
  createdBy: string
  frozenOn: IsoDate | null
}

/** A paper promised to a meeting is frozen by the stop date. */
const papers: DutyRule = {
  key: 'agenda.paper',
  label: t.papersLabel,
  async list(db, { today }) {
    const { rows } = await sql<PromisedRow>`
      select i.id, i.board_id, i.meeting_id, m.held_on, m.papers_by, p.title, p.id as paper_id, p.created_by,
          ${swedishDay('p.frozen_at')} as frozen_on
        from agenda_item i
        join meeting m on m.municipality_id = i.municipality_id and m.id = i.meeting_id
        join paper p on p.municipality_id = i.municipality_id and p.id = i.paper_id and p.board_id = i.board_id
        where i.state in ('onAgenda', 'decided') and m.held_on >= ${remembersFrom(today)}::date order by m.papers_by, i.id`.execute(
      db,
    )
    return rows.map((row) => ({
      ...shared,
      ...{ sourceId: row.id, period: '', boardId: row.boardId, href: `/rapporter/${row.paperId}` },
      title: t.papers(row.title, formatDate(row.heldOn)).slice(0, 300),
      ...{ ground: t.papersGround, dueOn: row.papersBy, remindFrom: remind(row.papersBy, 14) },
      ...{ ownerId: row.createdBy, ownerRole: 'strategist' as const },
      proof: proofOf(row.frozenOn, `/rapporter/${row.paperId}`),
    }))
  },
}

type DecidedRow = {
  id: string
  boardId: string
  meetingId: string
  title: string
  paragraph: string
  adjustedOn: IsoDate | null
  sentOn: IsoDate | null
  dueOn: IsoDate | null
  createdBy: string | null
  answeredOn: IsoDate | null
  answeredBy: string | null
}

/** An extract of a decision is sent out within two weeks of the adjustment. What was only noted needs none. */
const send: DutyRule = {
  key: 'extract.send',
  label: t.sendLabel,
  async list(db, { today }) {
    const { rows } = await sql<DecidedRow>`
      select i.id, i.board_id, i.meeting_id, i.title, i.paragraph, m.adjusted_on,
          (select (min(d.sent_at) at time zone 'Europe/Stockholm')::date from delivery d
            where d.municipality_id = i.municipality_id and d.item_id = i.id) as sent_on
        from agenda_item i join meeting m on m.municipality_id = i.municipality_id and m.id = i.meeting_id
        where i.extract is not null and i.outcome not in ('noted', 'tabled') and m.adjusted_on >= ${remembersFrom(today)}::date
        order by m.adjusted_on, i.id`.execute(db)
    return rows.flatMap((row) => {
      if (!row.adjustedOn) return []
      const dueOn = addDays(row.adjustedOn, 14)
      const href = `/sammantraden/${row.meetingId}/${row.id}/utdrag`
      return {
        ...shared,
        ...{ sourceId: row.id, period: '', boardId: row.boardId, href },
        ...{
          title: t.send(row.paragraph, row.title),
          ground: t.sendGround,
          dueOn,
          remindFrom: row.adjustedOn,
        },
        ...{ ownerId: null, ownerRole: 'boardSecretary' as const, proof: proofOf(row.sentOn, href) },
      }
    })
  },
}

/** What was referred back is owed by its author until it is before the board again. */
const back: DutyRule = {
  key: 'agenda.return',
  label: t.backLabel,
  async list(db, { today }) {
    const { rows } = await sql<DecidedRow>`
      select i.id, i.board_id, i.meeting_id, i.title, i.paragraph, p.created_by,
          coalesce(i.return_by, (select min(n.papers_by) from meeting n where n.municipality_id = i.municipality_id
            and n.board_id = i.board_id and n.held_on > m.held_on and n.state <> 'cancelled'), m.held_on + 60) as due_on,
          s.id as answered_by, ${swedishDay('s.put_at')} as answered_on
        from agenda_item i join meeting m on m.municipality_id = i.municipality_id and m.id = i.meeting_id
        left join paper p on p.municipality_id = i.municipality_id and p.id = i.paper_id
        left join lateral (select s.id, coalesce(q.frozen_at, q.created_at, i.decided_at) as put_at from agenda_item s
          left join paper q on q.municipality_id = s.municipality_id and q.id = s.paper_id
          where s.municipality_id = i.municipality_id and s.came_from_id = i.id and s.state <> 'withdrawn'
          order by s.id limit 1) s on true
        where i.outcome = 'referredBack' and m.held_on >= ${remembersFrom(today)}::date order by due_on, i.id`.execute(
      db,
    )
    return rows.flatMap((row) => {
      if (!row.dueOn) return []
      const href = `/sammantraden/${row.meetingId}/${row.id}`
      return {
        ...shared,
        ...{ sourceId: row.id, period: '', boardId: row.boardId, href, title: t.back(row.title) },
        ...{ ground: t.backGround(row.paragraph), dueOn: row.dueOn, remindFrom: remind(row.dueOn, 14) },
        ...{ ownerId: row.createdBy, ownerRole: 'strategist' as const, proof: proofOf(row.answeredOn, href) },
      }
    })
  },
}

export const meetingDutyRules: readonly DutyRule[] = [papers, notice, adjust, post, send, back]
