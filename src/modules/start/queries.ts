import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'

/** The person's own follow-ups that are not finished, the most pressing first. */
export function listMyFollowUps(db: Db, actor: Actor, today: IsoDate) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('followUpMember as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.followUpId', '=', 'f.id'),
    )
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on('s.supersededAt', 'is', null)
        .on('s.validFrom', '<=', today)
        .on((on) => on.or([on('s.validTo', 'is', null), on('s.validTo', '>', today)])),
    )
    .select([
      'f.id',
      'f.title',
      'f.state',
      'f.dueOn',
      'f.announced',
      's.name as unitName',
      'm.bias',
      'm.isLead',
    ])
    .where('m.accountId', '=', actor.accountId)
    .where('m.removedAt', 'is', null)
    .where('f.state', 'not in', ['closed', 'cancelled'])
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .limit(20)
    .execute()
}

export type Waiting = {
  lateFollowUps: number
  handedIn: number
  hearingsToAnswer: number
  plansToJudge: number
  actionsToVerify: number
  lateActions: number
  ivoMissing: number
  unitsWithout: number
}

/** What waits for the office, counted in one round trip; each number leads to the list it counts. */
export async function countOffice(db: Db, today: IsoDate): Promise<Waiting> {
  const { rows } = await sql<Waiting>`select
    (select count(*) from follow_up where state not in ('closed', 'cancelled', 'fixed') and due_on < ${today}) as late_follow_ups,
    (select count(*) from document_request where state = 'submitted') as handed_in,
    (select count(*) from hearing h join follow_up f on f.municipality_id = h.municipality_id and f.id = h.follow_up_id
      where h.state in ('answered', 'silent') and f.state = 'hearing') as hearings_to_answer,
    (select count(*) from action_plan where state = 'submitted') as plans_to_judge,
    (select count(*) from action where state = 'reported') as actions_to_verify,
    (select count(*) from action where state in ('approved', 'returned') and due_on < ${today}) as late_actions,
    (select count(*) from finding where severity in ('serious', 'acute') and ivo_decision is null
      and state in ('open', 'planned', 'remedied', 'escalated')) as ivo_missing,
    (select count(distinct s.unit_id) from unit_state s where s.superseded_at is null and s.status = 'active'
      and s.valid_from <= ${today} and (s.valid_to is null or s.valid_to > ${today})
      and not exists (select from follow_up f where f.municipality_id = s.municipality_id and f.unit_id = s.unit_id
        and f.state <> 'cancelled' and f.due_on >= date_trunc('year', ${today}::date))) as units_without`.execute(
    db,
  )
  if (!rows[0]) throw new Error('a count gives one row')
  return rows[0]
}
