import { sql } from 'kysely'
import type { Verdict } from '#modules/followups/protocol-rules.ts'
import type { Db } from '#platform/db/pool.ts'

/** Follow-ups of the units that are not over: one of them may take a proposal up. */
export function listOngoing(db: Db, { boardId, unitIds }: { boardId: string; unitIds: readonly string[] }) {
  return db
    .selectFrom('followUp')
    .select(['id', 'title', 'dueOn'])
    .where('boardId', '=', boardId)
    .where('unitId', '=', sql<string>`any(${[...unitIds]}::uuid[])`)
    .where('state', 'in', ['planned', 'prepared', 'underway'])
    .orderBy('dueOn')
    .orderBy('id')
    .execute()
}

type Judged = { key: string; code: string; title: string; unitId: string; verdict: Verdict }
export type Compared = {
  key: string
  code: string
  title: string
  verdicts: Readonly<Record<string, Verdict>>
}

/** The same questions over the units (M-098): the verdict of the latest version of each fixed assessment. */
export async function compareUnits(db: Db, triggerId: string): Promise<Compared[]> {
  const { rows } = await sql<Judged>`
    select v.requirement_key as key, r.code, r.title, t.unit_id, v.verdict
      from trigger_unit t
      cross join lateral (select a.id from assessment a where a.municipality_id = t.municipality_id
          and a.follow_up_id = t.follow_up_id order by a.version desc limit 1) l
      join fixed_verdict v on v.municipality_id = t.municipality_id and v.assessment_id = l.id
      join requirement r on r.municipality_id = v.municipality_id and r.id = v.requirement_id
      where t.proposal_id = ${triggerId} order by r.position, v.requirement_key, t.position`.execute(db)
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, judged]) => ({
    ...{ key, code: judged[0]?.code ?? '', title: judged[0]?.title ?? '' },
    verdicts: Object.fromEntries(judged.map(({ unitId, verdict }) => [unitId, verdict])),
  }))
}
