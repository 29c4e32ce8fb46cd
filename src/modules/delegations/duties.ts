import { sql } from 'kysely'
import { addDays, formatDate, type IsoDate } from '#kernel/dates.ts'
import { remembersFrom, type DutyRule } from '#modules/duties/public.ts'
import { boardDuties as t } from '#texts/sv/board.ts'

type Row = {
  meetingId: string
  boardId: string
  heldOn: IsoDate
  papersBy: IsoDate
  count: number
  reportedOn: IsoDate | null
}

/** Decisions by delegation are reported at the board's next meeting (KL 6:40, 7:8). */
const report: DutyRule = {
  key: 'delegation.report',
  label: t.reportLabel,
  async list(db, { today }) {
    const { rows } = await sql<Row>`
      select m.id as meeting_id, m.board_id, m.held_on, m.papers_by, count(*)::int as count,
          min(case when d.reported_item_id is not null then m.papers_by end) as reported_on
        from delegation_decision d
        left join agenda_item i on i.municipality_id = d.municipality_id and i.id = d.reported_item_id
        join meeting m on m.municipality_id = d.municipality_id and m.id = coalesce(i.meeting_id, (select n.id from meeting n
          where n.municipality_id = d.municipality_id and n.board_id = d.board_id and n.state = 'planned'
            and n.held_on > d.decided_on and n.held_on >= ${today}::date order by n.held_on, n.id limit 1))
        where m.held_on >= ${remembersFrom(today)}::date and m.state <> 'cancelled'
        group by m.municipality_id, m.id, (d.reported_item_id is null) order by m.held_on, m.id`.execute(db)
    return rows
      .filter(
        (row) =>
          row.reportedOn === null || !rows.some((one) => one.meetingId === row.meetingId && !one.reportedOn),
      )
      .map(({ meetingId, boardId, heldOn, papersBy, count, reportedOn }) => ({
        ...{ sourceId: meetingId, period: '', boardId, unitId: null, providerId: null },
        ...{ title: t.report(count, formatDate(heldOn)), ground: t.reportGround, dueOn: papersBy },
        ...{ href: `/sammantraden/${meetingId}`, remindFrom: addDays(papersBy, -14), ownerId: null },
        ownerRole: 'boardSecretary' as const,
        proof: reportedOn ? { doneOn: reportedOn, href: `/sammantraden/${meetingId}` } : null,
      }))
  },
}

export const delegationDutyRules: readonly DutyRule[] = [report]
