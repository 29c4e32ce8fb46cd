import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import type { Paper } from '#platform/documents/document.ts'
import type { LaidOut } from './documents.ts'

type Frozen = {
  boardId: string
  matterId: string | null
  kind: 'notice' | 'extract'
  title: string
  paper: (id: string) => Paper
}

/**
 * Freezes a notice or an extract (kallelse, protokollsutdrag) as the paper it is: every word it will ever say, and the
 * template it is dressed in. The files are set by the background work, and the database lets nobody change either.
 */
export async function freezeMinutes(context: Context, frozen: Frozen): Promise<string> {
  const { db, actor, now } = context
  const id = uuidv7(now.getTime())
  const { boardId, matterId, kind } = frozen
  const snapshot: LaidOut = { format: 1, paper: frozen.paper(id) }
  await db
    .insertInto('paper')
    .values({
      ...{ municipalityId: actor.municipalityId, id, boardId, matterId, kind, state: 'frozen' },
      ...{ title: frozen.title.slice(0, 300), sections: '[]', snapshot: JSON.stringify(snapshot) },
      ...{ templateId: await templateInUse(context), authorName: actor.name },
      ...{ createdBy: actor.accountId, createdAt: now, frozenBy: actor.accountId, frozenAt: now },
      putBeforeBoardAt: now,
    })
    .execute()
  return id
}

async function templateInUse({ db }: Context): Promise<string | null> {
  const newest = await db
    .selectFrom('paperTemplate')
    .select('id')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.id ?? null
}
