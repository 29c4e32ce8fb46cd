import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { SetTriggerRules } from './contract.ts'
import type { TriggerRules } from './rules.ts'
import { getTriggerRules } from './settings.ts'
import { raiseForBoard } from './sweep.ts'

/** How the board's rules stand from now on. They are tried at once: what they raise is seen straight away. */
export const setTriggerRules = command({
  verb: 'trigger.setRules',
  input: SetTriggerRules,
  target: (_, { boardId }) => Promise.resolve({ id: boardId, boardId }),
  async run(context, { boardId }, { revision: seen, reason, boardId: _, ...after }) {
    const { db, actor, now } = context
    const { revision, ...before } = await getTriggerRules(db, boardId)
    if (revision !== seen) throw new Problem('stale', { current: { revision, ...before } })
    await save(context, { boardId, revision: revision + 1 }, after)
    await db
      .insertInto('triggerRuleChange')
      .values({
        ...{
          municipalityId: actor.municipalityId,
          id: uuidv7(now.getTime()),
          boardId,
          revision: revision + 1,
        },
        ...{ before: JSON.stringify(before), after: JSON.stringify(after), reason },
        ...{ changedBy: actor.accountId, changedAt: now },
      })
      .execute()
    const raised = await raiseForBoard({ db, municipalityId: actor.municipalityId, now }, boardId)
    return { id: boardId, revision: revision + 1, raised: raised.length }
  },
  detail: (_input, { raised }) => ({ raised }),
})

type At = { boardId: string; revision: number }

/** Two who choose at once: the second meets the number of the first. */
async function save(context: Context, { boardId, revision }: At, rules: TriggerRules): Promise<void> {
  const { db, actor, now } = context
  const row = {
    ...{ boardId, revision, waitDays: rules.waitDays, rules: JSON.stringify(rules.rules) },
    ...{ changedBy: actor.accountId, changedAt: now },
  }
  const saved = await db
    .insertInto('triggerRule')
    .values({ ...row, municipalityId: actor.municipalityId })
    .onConflict((conflict) =>
      conflict
        .columns(['municipalityId', 'boardId'])
        .doUpdateSet(row)
        .where('triggerRule.revision', '=', revision - 1),
    )
    .executeTakeFirst()
  if (saved.numInsertedOrUpdatedRows === 0n)
    throw new Problem('stale', { current: await getTriggerRules(db, boardId) })
}
