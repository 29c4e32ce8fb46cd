import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { SetKindRule } from './contract-more.ts'
import { agreementKinds, type AgreementKind } from './rules.ts'
import { startingRules, type KindRule } from './rules-plan.ts'

/** The rule of each kind: the municipality's own where it has one, else what the product starts with. */
export async function kindRules(db: Db): Promise<Record<AgreementKind, KindRule>> {
  const rows = await db
    .selectFrom('agreementRule')
    .select(['kind', 'warnMonths', 'needsPlan', 'followUpMonthsBefore', 'followUpMonthsAfterStart'])
    .select(['reviewMonth', 'revision'])
    .execute()
  const own = new Map(rows.map((row) => [row.kind, row]))
  // Every kind is a key just here.
  return Object.fromEntries(
    agreementKinds.map((kind) => [kind, own.get(kind) ?? startingRules[kind]]),
  ) as Record<AgreementKind, KindRule>
}

export const setKindRule = command({
  verb: 'agreement.change',
  input: SetKindRule,
  target: () => Promise.resolve({}),
  async run({ db, actor }, _nothing, { kind, revision, ...rule }) {
    const held = (await kindRules(db))[kind]
    if (held.revision !== revision) throw new Problem('stale', { current: held })
    const row = { municipalityId: actor.municipalityId, kind, ...rule, revision: revision + 1 }
    await db
      .insertInto('agreementRule')
      .values(row)
      .onConflict((conflict) => conflict.columns(['municipalityId', 'kind']).doUpdateSet(row))
      .execute()
    return { kind, revision: revision + 1 }
  },
  detail: (input) => ({ ...input }),
})
