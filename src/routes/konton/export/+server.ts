import type { RequestHandler } from './$types'
import { isRole } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listAccounts } from '#modules/accounts/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { accountTexts as t } from '#texts/sv/accounts.ts'
import { roleNames } from '#texts/sv/common.ts'
import { accountFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...accountFilterFrom(url), ...everyRow }
  const { accounts } = await ask(locals, (tx) => listAccounts(tx, filter, today))
  type Row = (typeof accounts)[number]
  const rolesOf = (row: Row) => row.roles.filter(isRole).map((role) => roleNames[role])
  const seenOn = (row: Row) => (row.lastSeenAt ? todayIn(row.lastSeenAt) : null)
  const columns = [
    { key: 'name', title: t.name, type: 'text', value: (row: Row) => row.name },
    { key: 'email', title: t.email, type: 'text', value: (row: Row) => row.email },
    { key: 'profession', title: t.profession, type: 'text', value: (row: Row) => row.profession },
    { key: 'roles', title: t.roles, type: 'text', value: (row: Row) => rolesOf(row).join(', ') },
    { key: 'side', title: t.side, type: 'text', value: (row: Row) => t.sides[row.side] },
    { key: 'provider', title: t.provider, type: 'text', value: (row: Row) => row.providerName },
    { key: 'state', title: t.state, type: 'text', value: (row: Row) => t.states[row.state] },
    { key: 'lastSeen', title: t.lastSeen, type: 'date', value: seenOn },
  ] as const
  return downloadTable(url, columns, accounts, { title: t.title, source: t.source, date: today })
}
