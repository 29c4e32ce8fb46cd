import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { usualRules, type TriggerRules } from './rules.ts'

/** The rules of a board, and their number: 0 where it has not chosen for itself. */
export async function getTriggerRules(db: Db, boardId: string): Promise<TriggerRules & { revision: number }> {
  const row = await db
    .selectFrom('triggerRule')
    // Written by `setTriggerRules` in this shape; a rule that came later stands as it usually does.
    .select([sql<TriggerRules['rules']>`rules`.as('rules'), 'waitDays', 'revision'])
    .where('boardId', '=', boardId)
    .executeTakeFirst()
  if (!row) return { ...usualRules, revision: 0 }
  return { ...row, rules: { ...usualRules.rules, ...row.rules } }
}

/** Every change of them, the latest first. */
export function listTriggerRuleChanges(db: Db, boardId: string) {
  return (
    db
      .selectFrom('triggerRuleChange as c')
      .innerJoin('account as a', (join) =>
        join.onRef('a.municipalityId', '=', 'c.municipalityId').onRef('a.id', '=', 'c.changedBy'),
      )
      // Written by `setTriggerRules` in these shapes.
      .select([sql<TriggerRules>`c.before`.as('before'), sql<TriggerRules>`c.after`.as('after')])
      .select(['c.id', 'c.reason', 'c.changedAt', 'a.name as changedBy', 'c.revision'])
      .where('c.boardId', '=', boardId)
      .orderBy('c.revision', 'desc')
      .orderBy('c.id')
      .execute()
  )
}
