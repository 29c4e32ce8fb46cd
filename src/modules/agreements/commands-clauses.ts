import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { ExceptRequirement, SetClauses } from './contract-more.ts'
import { lockAgreement, type Agreement } from './states.ts'

type Change = {
  requirementKey: string
  column: 'clause' | 'differenceReason'
  text: string
  /** What the writer saw. */
  seen: string
}

/** The paragraph of the agreement that carries each requirement; many at once. (Punkt i avtalet) */
export const setClauses = command({
  verb: 'agreement.change',
  input: SetClauses,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { rows }) {
    const changes = rows.map(({ requirementKey, clause, seen }) => ({
      requirementKey,
      column: 'clause' as const,
      text: clause,
      seen,
    }))
    return { id: agreement.id, changed: await setCarried(context, agreement, changes) }
  },
  detail: ({ rows }) => ({ requirements: rows.length }),
})

/** The agreement does not ask this requirement, from a day and for a reason; no day: it asks it again. */
export const exceptRequirement = command({
  verb: 'agreement.change',
  input: ExceptRequirement,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { requirementKey, from, reason }) {
    const set = { exceptedFrom: from, exceptedReason: from === null ? '' : reason }
    await context.db
      .insertInto('agreementClause')
      .values({ ...rowOf(context, agreement, requirementKey), ...set })
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'agreementId', 'requirementKey']).doUpdateSet(set),
      )
      .execute()
    return { id: agreement.id }
  },
  detail: ({ requirementKey, from }) => ({ requirementKey, from }),
})

/**
 * Writes what has changed, each against what its writer saw: two people on different rows never meet, and on the same
 * row the second is told what the first wrote.
 */
export async function setCarried(
  context: Context,
  agreement: Agreement,
  rows: readonly Change[],
): Promise<number> {
  const changed = rows.filter((row) => row.text !== row.seen)
  if (changed.length === 0) return 0
  const held = await context.db
    .selectFrom('agreementClause')
    .select(['requirementKey', 'clause', 'differenceReason'])
    .where('agreementId', '=', agreement.id)
    .execute()
  const now = new Map(held.map((row) => [row.requirementKey, row]))
  const stale = changed.filter((row) => (now.get(row.requirementKey)?.[row.column] ?? '') !== row.seen)
  if (stale.length > 0)
    throw new Problem('stale', {
      current: stale.map((row) => ({
        requirementKey: row.requirementKey,
        mine: row.text,
        theirs: now.get(row.requirementKey)?.[row.column] ?? '',
      })),
    })
  for (const { requirementKey, column, text } of changed)
    await context.db
      .insertInto('agreementClause')
      .values({ ...rowOf(context, agreement, requirementKey), [column]: text })
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'agreementId', 'requirementKey']).doUpdateSet({ [column]: text }),
      )
      .execute()
  return changed.length
}

function rowOf({ actor }: Context, { id, boardId, providerId }: Agreement, requirementKey: string) {
  const { municipalityId } = actor
  return { municipalityId, agreementId: id, boardId, providerId, requirementKey, clause: '' }
}
