import { command } from '#platform/command.ts'
import { DropDraft, KeepDraft } from './contract.ts'
import { removeDraft } from './queries.ts'

/** Keeps what a person has written so far, in their own space. The last one kept is the one that counts. */
export const keepDraft = command({
  verb: 'draft.keep',
  input: KeepDraft,
  target: async () => null,
  async run({ db, actor, now }, _none, { key, content }) {
    const kept = { content: JSON.stringify(content), savedAt: now }
    await db
      .insertInto('ownDraft')
      .values({ municipalityId: actor.municipalityId, accountId: actor.accountId, key, ...kept })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'accountId', 'key']).doUpdateSet(kept))
      .execute()
    return { key, savedAt: now.toISOString() }
  },
  detail: ({ key }) => ({ key }),
})

export const dropDraft = command({
  verb: 'draft.keep',
  input: DropDraft,
  target: async () => null,
  async run({ db, actor }, _none, { key }) {
    await removeDraft(db, actor, key)
    return { key }
  },
  detail: ({ key }) => ({ key, dropped: true }),
})
