import { sql } from 'kysely'
import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'

export type NewNotice = { kind: string; title: string; href: string; boardId: string; acute?: boolean }

/** Lays a notice in the inbox of each receiver: a sentence and a link, never content. */
export function notify(context: Context, receivers: readonly string[], notice: NewNotice): Promise<void> {
  const { municipalityId } = context.actor
  return layNotices(context.db, { municipalityId, now: context.now }, { receivers, notice })
}

type Lay = { receivers: readonly string[]; notice: Omit<NewNotice, 'boardId'> & { boardId: string | null } }

/** The same for the background work, where nobody does it. Without a board, no board but the receiver's own sees it. */
export async function layNotices(
  tx: Db,
  { municipalityId, now }: { municipalityId: string; now: Date },
  { receivers, notice }: Lay,
): Promise<void> {
  if (receivers.length === 0) return
  const rows = [...new Set(receivers)].map((accountId) => ({
    municipalityId,
    id: uuidv7(now.getTime()),
    accountId,
    kind: notice.kind,
    title: notice.title,
    href: notice.href,
    acute: notice.acute ?? false,
    boardId: notice.boardId,
    sentAt: now,
  }))
  await tx.insertInto('notice').values(rows).execute()
}

/** Tells the team behind a follow-up. The operator cannot read who they are: the database knows whom to tell. */
export async function notifyTeam(
  context: Context,
  notice: { followUpId: string; kind: string; title: string; href: string },
): Promise<void> {
  await sql`select notify_team(${notice.followUpId}::uuid, ${notice.kind}, ${notice.title}, ${notice.href},
    ${context.now})`.execute(context.db)
}

export const openNotice = command({
  verb: 'notice.open',
  input: z.object({ noticeId: z.uuid() }).strict(),
  target: (context, input) => lockOwn(context.db, input.noticeId),
  async run({ db, now }, notice) {
    await db
      .updateTable('notice')
      .set({ openedAt: now })
      .where('id', '=', notice.id)
      .where('openedAt', 'is', null)
      .execute()
    return { href: notice.href }
  },
})

function lockOwn(db: Db, noticeId: string) {
  return db
    .selectFrom('notice')
    .select(['id', 'href'])
    .where('id', '=', noticeId)
    .forUpdate()
    .executeTakeFirst()
}
