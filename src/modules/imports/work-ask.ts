import { uuidv7 } from '#kernel/ids.ts'
import { Problem, type FieldFault, type ProblemCode } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { AskImport } from './contract.ts'
import { lockImport, opened, type HeldImport, type ImportVerb } from './lock.ts'
import type { ImportStep } from './rules.ts'

/** Why a step was not done; the page and the API tell it as if the person had waited. */
export type WorkFault = { code: ProblemCode; fields: readonly FieldFault[]; current?: unknown }

export const askImport = makeAsk('import.run')
export const askPeople = makeAsk('import.people')

/** Asks the background work for a step. What can be refused at once is; the same step asked for twice is one. */
function makeAsk(verb: ImportVerb) {
  return command({
    verb,
    input: AskImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { step, revision }) {
      opened(held, { verb, move: step, revision })
      const open = await findOpen(context.db, held.id)
      if (open && open.step !== step)
        throw new Problem('stale', { current: { state: held.state, revision: held.revision } })
      if (!open) await keepAsked(context, held, step)
      return { id: held.id, step }
    },
    detail: (_input, { step }) => ({ asked: step }),
  })
}

function findOpen(db: Db, importId: string) {
  return db
    .selectFrom('importWork')
    .select('step')
    .where('importId', '=', importId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
}

async function keepAsked({ db, actor, now }: Context, held: HeldImport, step: ImportStep): Promise<void> {
  const asked = {
    ...{ step, boardId: held.boardId, revision: held.revision, commandId: uuidv7() },
    ...{ askedBy: actor.accountId, askedAt: now },
    ...{ begun: 0, percent: 0, endedAt: null, fault: null },
  }
  await db
    .insertInto('importWork')
    .values({ municipalityId: actor.municipalityId, importId: held.id, ...asked })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'importId']).doUpdateSet(asked))
    .execute()
}
