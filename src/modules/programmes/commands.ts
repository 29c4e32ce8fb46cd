import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { RegisterProgramme } from './contract.ts'

/**
 * The council itself adopts goals and guidelines for each term of office (KL 5:3), and they hold for everyone the
 * municipality hands such tasks to. Here the decision is registered, never made.
 */
export const registerProgramme = command({
  verb: 'programme.register',
  input: RegisterProgramme,
  target: () => Promise.resolve(null),
  async run({ db, actor, now }, _, input) {
    if (input.adoptedOn > todayIn(now)) throw fieldProblem('adoptedOn', 'dateInFuture')
    const id = uuidv7(now.getTime())
    const registered = await db
      .insertInto('providerProgramme')
      .values({
        ...input,
        municipalityId: actor.municipalityId,
        id,
        registeredBy: actor.accountId,
        registeredAt: now,
      })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'caseNumber']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!registered) throw fieldProblem('caseNumber', 'taken')
    return { id }
  },
  detail: ({ termFrom, termTo }) => ({ termFrom, termTo }),
})
