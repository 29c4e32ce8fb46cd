import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import type { Earlier, ProposalState } from './rules.ts'

type Row = { key: string; state: ProposalState; isUnderWay: boolean; sourceIds: string[] }

/** What the rules of a board have raised before, by rule and what they counted together. */
export async function listEarlier(db: Db, boardId: string): Promise<ReadonlyMap<string, Earlier[]>> {
  const { rows } = await sql<Row>`
    select p.rule || ' ' || p.rule_group as key, p.state,
        exists (select from trigger_unit t
          join follow_up f on f.municipality_id = t.municipality_id and f.id = t.follow_up_id
          where t.municipality_id = p.municipality_id and t.proposal_id = p.id
            and f.state not in ('fixed', 'closed', 'cancelled')) as is_under_way,
        (select coalesce(array_agg(x.source_id), '{}') from trigger_fact x
          where x.municipality_id = p.municipality_id and x.proposal_id = p.id) as source_ids
      from trigger_proposal p where p.board_id = ${boardId} and p.rule <> ''
      order by p.created_at, p.id`.execute(db)
  return Map.groupBy(rows, ({ key }) => key)
}
