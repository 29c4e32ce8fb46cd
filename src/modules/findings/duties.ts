import { sql } from 'kysely'
import {
  isAsked,
  owedOnce,
  remembersFrom,
  swedishDay,
  type DutyRule,
  type OwedRow,
} from '#modules/duties/public.ts'
import { findingDutyTexts as t } from '#texts/sv/duty-rules.ts'
import { ivoNeeded } from './conditions.ts'
import { unfinishedActions } from './rules.ts'

/** A plan is owed from the day it is asked for; one that is returned is owed again, by the same day. */
const submitPlan: DutyRule = {
  key: 'plan.submit',
  label: t.plan.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow>`
      select p.id as source_id, p.board_id, p.unit_id, p.provider_id, f.title, p.due_on, null as owner_id,
        case when p.state not in ('requested', 'returned') then jsonb_build_object(
          'doneOn', coalesce(${swedishDay('p.submitted_at')}, p.due_on), 'href', '/handlingsplaner/' || p.id) end as proof
      from action_plan p
      join follow_up f on f.municipality_id = p.municipality_id and f.id = p.follow_up_id
      where (p.state in ('requested', 'returned') or p.due_on >= ${remembersFrom(asked.today)})
        and ${isAsked('p.id', asked)}`.execute(db)
    return rows.map((row) =>
      owedOnce(row, {
        title: t.plan.title(row.title),
        folder: '/handlingsplaner',
        ground: t.plan.ground,
        days: 7,
        ownerRole: 'unitManager',
      }),
    )
  },
}

/** What was promised in an approved plan. A reported action is done until somebody has seen that it did not help. */
const carryOut: DutyRule = {
  key: 'action.carryOut',
  label: t.action.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow>`
      select a.id as source_id, a.board_id, a.unit_id, a.provider_id, a.title, a.due_on, null as owner_id,
        case when a.state in ('reported', 'verified', 'closed') then jsonb_build_object(
          'doneOn', coalesce(reported.done_on, a.due_on), 'href', '/atgarder/' || a.id) end as proof
      from action a
      join finding f on f.municipality_id = a.municipality_id and f.id = a.finding_id and f.state <> 'withdrawn'
      left join lateral (select max(${swedishDay('e.made_at')}) as done_on from action_entry e
        where e.municipality_id = a.municipality_id and e.action_id = a.id and e.kind = 'report') reported on true
      where a.due_on is not null and ${isAsked('a.id', asked)} and (a.state = any(${unfinishedActions}::text[])
        or (a.state in ('reported', 'verified', 'closed') and a.due_on >= ${remembersFrom(asked.today)}))`.execute(
      db,
    )
    return rows.map((row) =>
      owedOnce(row, {
        title: t.action.title(row.title || t.action.untitled),
        folder: '/atgarder',
        ground: t.action.ground,
        days: 14,
        ownerRole: 'unitManager',
      }),
    )
  },
}

/** The office looks whether it helped, on the day the plan says; the one who led the follow-up, or the reviewers. */
const verify: DutyRule = {
  key: 'action.verify',
  label: t.verify.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow>`
      select a.id as source_id, a.board_id, a.unit_id, a.provider_id, a.title, a.follow_up_on as due_on,
        lead.account_id as owner_id,
        case when a.state in ('verified', 'closed') then jsonb_build_object(
          'doneOn', coalesce(${swedishDay('a.verified_at')}, a.follow_up_on), 'href', '/atgarder/' || a.id) end as proof
      from action a
      join finding f on f.municipality_id = a.municipality_id and f.id = a.finding_id and f.state <> 'withdrawn'
      left join lateral (select m.account_id from follow_up_member m
        where m.municipality_id = f.municipality_id and m.follow_up_id = f.follow_up_id and m.is_lead
          and m.removed_at is null order by m.account_id limit 1) lead on true
      where a.follow_up_on is not null and ${isAsked('a.id', asked)} and (a.state in ('approved', 'reported')
        or (a.state in ('verified', 'closed') and a.follow_up_on >= ${remembersFrom(asked.today)}))`.execute(
      db,
    )
    return rows.map((row) =>
      owedOnce(row, {
        title: t.verify.title(row.title || t.action.untitled),
        folder: '/atgarder',
        ground: t.verify.ground,
        days: 7,
        ownerRole: 'reviewer',
      }),
    )
  },
}

/** The law says without delay: two weeks is when it must not be forgotten any longer. */
const daysToDecideIvo = 14

const decideIvo: DutyRule = {
  key: 'finding.decideIvo',
  label: t.ivo.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow>`
      select f.id as source_id, f.board_id, f.unit_id, f.provider_id, f.title, null as owner_id,
        ${swedishDay('f.found_at')} + ${sql.lit(daysToDecideIvo)} as due_on,
        case when f.ivo_decision is not null then jsonb_build_object(
          'doneOn', ${swedishDay('f.ivo_decided_at')}, 'href', '/brister/' || f.id) end as proof
      from finding f
      join provider p on p.municipality_id = f.municipality_id and p.id = f.provider_id
      join lateral (select x.operating_form, x.licence from unit_state x
        where x.municipality_id = f.municipality_id and x.unit_id = f.unit_id and x.provider_id = f.provider_id
          and x.superseded_at is null order by x.valid_from desc limit 1) s on true
      where ${ivoNeeded} and (f.ivo_decision is not null or f.state not in ('closed', 'withdrawn'))
        and (f.ivo_decision is null or f.found_at >= ${remembersFrom(asked.today)}) and ${isAsked('f.id', asked)}`.execute(
      db,
    )
    return rows.map((row) =>
      owedOnce(row, {
        title: t.ivo.title(row.title),
        folder: '/brister',
        ground: t.ivo.ground,
        days: daysToDecideIvo,
        ownerRole: 'director',
      }),
    )
  },
}

export const findingDutyRules: readonly DutyRule[] = [submitPlan, carryOut, verify, decideIvo]
