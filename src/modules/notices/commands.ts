import { sql } from 'kysely'
import { z } from 'zod'
import { uuidv7 } from '#kernel/ids.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'

export type NewNotice = { kind: string; title: string; href: string; boardId: string; acute?: boolean }

/** Lays a notice in the inbox of each receiver: a sentence and a link, never content. */
export async function notify(
  context: Context,
  receivers: readonly string[],
  notice: NewNotice,
): Promise<void> {
  if (receivers.length === 0) return
  const rows = [...new Set(receivers)].map((accountId) => ({
    municipalityId: context.actor.municipalityId,
    id: uuidv7(context.now.getTime()),
    accountId,
    kind: notice.kind,
    title: notice.title,
    href: notice.href,
    acute: notice.acute ?? false,
    boardId: notice.boardId,
    sentAt: context.now,
  }))
  await context.db.insertInto('notice').values(rows).execute()
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
