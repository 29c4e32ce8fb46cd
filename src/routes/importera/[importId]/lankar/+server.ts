import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { newLink } from '#modules/accounts/public.ts'
import { findImport, inviteImported, listInvited } from '#modules/imports/public.ts'
import { ask, found, idFrom, signedIn } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { importTexts as t } from '#texts/sv/imports.ts'

/** The links are in this answer and nowhere else: only their hashes are kept. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
  const importId = idFrom(params.importId)
  const invited = await ask(locals, async (tx) => {
    found(await findImport(tx, importId))
    return listInvited(tx, importId)
  })
  const rows = invited.map((person) => ({ ...person, ...newLink() }))
  const links = rows.map(({ id, tokenHash }) => ({ accountId: id, tokenHash }))
  const { db, now } = locals
  await inviteImported({ db, now, actor: signedIn(locals), commandId: uuidv7() }, { importId, links })
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'name', title: t.name, type: 'text', value: (row: Row) => row.name },
    { key: 'email', title: t.email, type: 'text', value: (row: Row) => row.email },
    { key: 'link', title: t.link, type: 'text', value: (row: Row) => `${url.origin}/lank/${row.token}` },
  ] as const
  return downloadTable(url, columns, rows, { title: t.linkFile, source: t.source, date: todayIn(now) })
}
