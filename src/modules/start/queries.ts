import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { holdsOn } from '#platform/db/fragments.ts'
import { countIvoMissing, countLateActions } from '#modules/findings/public.ts'
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
        .on(holdsOn('s', today)),
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
    .orderBy(sql`f.state = 'fixed'`)
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .limit(20)
    .execute()
}

export type WaitingKind = 'handedIn' | 'extension' | 'hearing' | 'plan' | 'report'
export type WaitingItem = { kind: WaitingKind; id: string; followUpId: string; title: string; since: Date }

/** What others have sent in and the office has not answered yet, the oldest first. */
export async function listWaiting(db: Db): Promise<WaitingItem[]> {
  const { rows } = await sql<WaitingItem>`
    select w.kind, w.id, w.follow_up_id, f.title, w.since from (
      select 'handedIn' as kind, r.id, r.follow_up_id,
        (select max(s.submitted_at) from submission s
          where s.municipality_id = r.municipality_id and s.document_request_id = r.id) as since
        from document_request r where r.state = 'submitted'
      union all
      select 'extension', r.id, r.follow_up_id, r.requested_at from document_request r
        where r.state = 'requested' and r.extension_asked_until is not null and r.extension_answer is null
      union all
      select 'extension', h.id, h.follow_up_id, h.shared_at from hearing h
        where h.state = 'open' and h.extension_asked_until is not null and h.extension_answer is null
      union all
      select 'hearing', h.id, h.follow_up_id, coalesce(h.answered_at, h.silent_at) from hearing h
        join follow_up g on g.municipality_id = h.municipality_id and g.id = h.follow_up_id and g.state = 'hearing'
        where h.state in ('answered', 'silent')
      union all
      select 'plan', p.id, p.follow_up_id, p.submitted_at from action_plan p where p.state = 'submitted'
      union all
      select 'report', a.id, p.follow_up_id,
        (select max(e.made_at) from action_entry e where e.municipality_id = a.municipality_id
          and e.action_id = a.id and e.kind = 'report') from action a
        join action_plan p on p.municipality_id = a.municipality_id and p.id = a.action_plan_id
        where a.state = 'reported') w
    join follow_up f on f.municipality_id = scope.municipality() and f.id = w.follow_up_id
    order by w.since nulls last, w.id limit 30`.execute(db)
  return rows
}

export type Counts = { lateFollowUps: number; lateActions: number; ivoMissing: number; unitsWithout: number }

/** What is late or lacking; each number leads to the list it counts. */
export async function countLacking(db: Db, today: IsoDate): Promise<Counts> {
  const { rows } = await sql<Omit<Counts, 'ivoMissing' | 'lateActions'>>`select
    (select count(*) from follow_up
      where state in ('planned', 'prepared', 'underway', 'hearing') and due_on < ${today}) as late_follow_ups,
    (select count(distinct s.unit_id) from unit_state s where s.status = 'active' and ${holdsOn('s', today)}
      and not exists (select from follow_up f where f.municipality_id = s.municipality_id and f.unit_id = s.unit_id
        and f.state <> 'cancelled' and f.due_on >= date_trunc('year', ${today}::date))) as units_without`.execute(
    db,
  )
  if (!rows[0]) throw new Error('a count gives one row')
  return {
    ...rows[0],
    lateActions: await countLateActions(db, today),
    ivoMissing: await countIvoMissing(db),
  }
}
