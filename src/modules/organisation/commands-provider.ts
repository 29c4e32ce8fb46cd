import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { ChangeProvider, CreateProvider } from './contract.ts'

export const createProvider = command({
  verb: 'provider.change',
  input: CreateProvider,
  target: () => Promise.resolve(null),
  async run({ db, actor }, _nothing, { from, email, ...facts }) {
    await refuseTaken(db, facts.organisationNumber)
    await db
      .insertInto('provider')
      .values({
        municipalityId: actor.municipalityId,
        ...facts,
        email: email || null,
        validFrom: from,
      })
      .execute()
    return { id: facts.id, revision: 1 }
  },
})

export const changeProvider = command({
  verb: 'provider.change',
  input: ChangeProvider,
  target: ({ db }, { providerId }) => lockProvider(db, providerId),
  async run({ db }, provider, { providerId, revision, email, ...facts }) {
    if (provider.revision !== revision) {
      const { id: _id, ...current } = provider
      throw new Problem('stale', { current })
    }
    await refuseTaken(db, facts.organisationNumber, providerId)
    await db
      .updateTable('provider')
      .set({ ...facts, email: email || null, revision: revision + 1 })
      .where('id', '=', providerId)
      .execute()
    return { id: providerId, revision: revision + 1 }
  },
  detail: ({ name, managementSystemSeenOn }) => ({ name, managementSystemSeenOn }),
})

function lockProvider(db: Db, providerId: string) {
  return db
    .selectFrom('provider')
    .select(['id', 'name', 'kind', 'organisationNumber', 'email', 'managementSystemSeenOn', 'revision'])
    .where('id', '=', providerId)
    .forUpdate()
    .executeTakeFirst()
}

async function refuseTaken(db: Db, number: string | null, except?: string): Promise<void> {
  if (!number) return
  const holder = await db
    .selectFrom('provider')
    .select('id')
    .where('organisationNumber', '=', number)
    .executeTakeFirst()
  if (holder && holder.id !== except) throw fieldProblem('organisationNumber', 'taken')
}
