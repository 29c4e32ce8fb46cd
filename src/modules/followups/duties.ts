import { sql } from 'kysely'
import {
  isAsked,
  owedOnce,
  remembersFrom,
  swedishDay,
  type DutyRule,
  type OwedRow,
} from '#modules/duties/public.ts'
import { followUpDutyTexts as t } from '#texts/sv/duty-rules.ts'

/** A follow-up is owed from the day it is planned until its assessment is fixed. Its leader owes it, or the reviewers. */
const carryOut: DutyRule = {
  key: 'followUp.carryOut',
  label: t.carryOut.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow>`
      select f.id as source_id, f.board_id, f.unit_id, f.provider_id, f.title, f.due_on, lead.account_id as owner_id,
        case when f.state in ('fixed', 'closed') then jsonb_build_object(
          'doneOn', coalesce(fixed.done_on, ${swedishDay('f.closed_at')}, f.due_on),
          'href', '/uppfoljningar/' || f.id || case when fixed.done_on is null then '' else '/bedomning' end)
        end as proof
      from follow_up f
      left join lateral (select m.account_id from follow_up_member m
        where m.municipality_id = f.municipality_id and m.follow_up_id = f.id and m.is_lead and m.removed_at is null
        order by m.account_id limit 1) lead on true
      left join lateral (select min(${swedishDay('a.fixed_at')}) as done_on from assessment a
        where a.municipality_id = f.municipality_id and a.follow_up_id = f.id) fixed on true
      where f.state <> 'cancelled' and (f.state not in ('fixed', 'closed') or f.due_on >= ${remembersFrom(asked.today)})
        and ${isAsked('f.id', asked)}`.execute(db)
    return rows.map((row) =>
      owedOnce(row, {
        title: t.carryOut.title(row.title),
        folder: '/uppfoljningar',
        ground: t.carryOut.ground,
        days: 30,
        ownerRole: 'reviewer',
      }),
    )
  },
}

/** What a unit was asked to hand in: it is asked only of what is shared with it, so nothing here tells of a visit to come. */
const handIn: DutyRule = {
  key: 'request.handIn',
  label: t.handIn.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow & { ground: string }>`
      select q.id as source_id, q.board_id, q.unit_id, q.provider_id, q.title, q.legal_ground as ground,
        q.due_on, q.assigned_to as owner_id,
        case when q.state in ('submitted', 'accepted') then jsonb_build_object(
          'doneOn', coalesce(handed.done_on, q.due_on), 'href', '/uppfoljningar/' || q.follow_up_id || '/underlag')
        end as proof
      from document_request q
      left join lateral (select max(${swedishDay('s.submitted_at')}) as done_on from submission s
        where s.municipality_id = q.municipality_id and s.document_request_id = q.id) handed on true
      where ${isAsked('q.id', asked)} and (q.state in ('requested', 'returned')
        or (q.state in ('submitted', 'accepted') and q.due_on >= ${remembersFrom(asked.today)}))`.execute(db)
    return rows.map((row) =>
      owedOnce(row, {
        title: t.handIn.title(row.title),
        folder: '/lamna-in',
        ground: row.ground,
        days: 7,
        ownerRole: 'unitManager',
      }),
    )
  },
}

export const followUpDutyRules: readonly DutyRule[] = [carryOut, handIn]
