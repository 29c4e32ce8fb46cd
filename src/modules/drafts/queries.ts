import type { Db } from '#platform/db/pool.ts'
import { DraftContent } from './contract.ts'

type Owner = { readonly accountId: string }
export type OwnDraft = { key: string; content: DraftContent; savedAt: Date }

/** What the person had begun to write; a draft that an older form left and nobody can read any more counts as none. */
export async function findDraft(db: Db, owner: Owner, key: string): Promise<OwnDraft | undefined> {
  const row = await db
    .selectFrom('ownDraft')
    .select(['key', 'content', 'savedAt'])
    .where('accountId', '=', owner.accountId)
    .where('key', '=', key)
    .executeTakeFirst()
  const content = DraftContent.safeParse(row?.content)
  return row && content.success ? { ...row, content: content.data } : undefined
}

/** For a command that sends what was drafted: the draft goes in the same transaction. */
export async function removeDraft(db: Db, owner: Owner, key: string): Promise<void> {
  await db.deleteFrom('ownDraft').where('accountId', '=', owner.accountId).where('key', '=', key).execute()
}
