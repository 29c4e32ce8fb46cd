import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { dayOf, holdsOn, openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { FollowUp } from './rules.ts'

/** What stands around a follow-up: who, which agreement, which matter, what area, and the one before. */
export function findSurroundings(db: Db, followUpId: string) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .innerJoin('catalogueVersion as v', (join) =>
      join.onRef('v.municipalityId', '=', 'f.municipalityId').onRef('v.id', '=', 'f.catalogueVersionId'),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.id', '=', 'f.matterId'),
    )
    .leftJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'f.municipalityId')
        .onRef('t.agreementId', '=', 'f.agreementId')
        .on(holdsOn('t', dayOf('f.requirementsPer'))),
    )
    .leftJoin('followUp as b', (join) =>
      join.onRef('b.municipalityId', '=', 'f.municipalityId').onRef('b.id', '=', 'f.previousId'),
    )
    .select([
      'p.name as providerName',
      'p.kind as providerKind',
      'v.name as catalogueName',
      'v.number as catalogueNumber',
      'm.caseNumber',
      'm.title as matterTitle',
      't.title as agreementTitle',
      'b.title as previousTitle',
      'b.dueOn as previousDueOn',
    ])
    .where('f.id', '=', followUpId)
    .executeTakeFirstOrThrow()
}

export type Counts = {
  members: number
  undeclared: number
  requests: number
  awaiting: number
  submitted: number
  lateRequests: number
  visits: number
  rows: number
  assessed: number
  comments: number
  openFindings: number
  findings: number
}

/** How much there is behind each tab. */
export async function countParts(db: Db, followUp: Pick<FollowUp, 'id'>, today: IsoDate): Promise<Counts> {
  const counted = await sql<Counts>`
    select m.*, q.*, v.*, p.*, c.*, n.*
    from (select count(*) as members, count(*) filter (where bias = 'undeclared') as undeclared
        from follow_up_member where follow_up_id = ${followUp.id} and removed_at is null) m,
      (select count(*) as requests, count(*) filter (where state in ('requested', 'returned')) as awaiting,
          count(*) filter (where state = 'submitted') as submitted,
          count(*) filter (where state in ('requested', 'returned') and due_on < ${today}) as late_requests
        from document_request where follow_up_id = ${followUp.id} and state <> 'withdrawn') q,
      (select count(*) as visits from visit where follow_up_id = ${followUp.id}) v,
      (select count(*) as rows, count(*) filter (where verdict <> 'notAssessed') as assessed
        from protocol_row where follow_up_id = ${followUp.id}) p,
      (select count(*) as comments from hearing_comment x
        join hearing h on h.municipality_id = x.municipality_id and h.id = x.hearing_id
        where h.follow_up_id = ${followUp.id}) c,
      (select count(*) as findings, count(*) filter (where ${openFinding('x')}) as open_findings
        from finding x where follow_up_id = ${followUp.id} and state <> 'withdrawn') n`.execute(db)
  const [counts] = counted.rows
  if (!counts) throw new Error('a count always answers one row')
  return counts
}

/** What has been done to a follow-up and to what belongs to it, the latest first. */
export function listHistory(db: Db, followUpId: string) {
  return db
    .selectFrom('audit as a')
    .leftJoin('account as c', (join) =>
      join.onRef('c.municipalityId', '=', 'a.municipalityId').onRef('c.id', '=', 'a.accountId'),
    )
    .select(['a.seq', 'a.at', 'a.verb', 'a.detail', 'a.accountId', 'c.name', 'c.side'])
    .where('a.outcome', '=', 'done')
    .where(
      sql<boolean>`a.target_id in (
        select ${followUpId}::uuid
        union all select id from document_request where follow_up_id = ${followUpId}
        union all select id from hearing where follow_up_id = ${followUpId}
        union all select id from assessment where follow_up_id = ${followUpId}
        union all select id from finding where follow_up_id = ${followUpId}
        union all select id from paper where follow_up_id = ${followUpId})`,
    )
    .orderBy('a.seq', 'desc')
    .limit(500)
    .execute()
}

/** The paper that goes out of the follow-up, once there is one. */
export function findReport(db: Db, followUpId: string) {
  return db
    .selectFrom('paper')
    .select(['id', 'title', 'state', 'frozenAt'])
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'followUpReport')
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** The hearing that is open, or the latest one: its day is one of the follow-up's deadlines. */
export function findHearingDay(db: Db, followUpId: string) {
  return db
    .selectFrom('hearing')
    .select(['id', 'state', 'dueOn'])
    .where('followUpId', '=', followUpId)
    .where('state', '<>', 'recalled')
    .orderBy('sharedAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}
