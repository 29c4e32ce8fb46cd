import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { assignRole, changeSettings, endRole, inviteAccount, resetPassword } from './commands.ts'
import { closeAccount, reopenAccount } from './commands-closing.ts'
import { endAllSessions, endOwnSession, endSessionsOf } from './commands-sessions.ts'
import {
  AccountFilter,
  AccountView,
  AssignRole,
  ChangeSettings,
  Created,
  InviteAccount,
  ReopenAccount,
  ResetPassword,
} from './contract.ts'
import { examples } from './examples.ts'
import { listAccounts } from './queries.ts'

const tag = 'Konton'
const account = z.object({ accountId: z.uuid() })

export const accountsApi: readonly Operation[] = [
  reading({
    path: '/accounts',
    tag,
    verb: 'account.invite',
    summary: 'Lista konton / List accounts',
    description: 'Accounts with the roles they hold today.',
    query: AccountFilter,
    answer: listOf('accounts', AccountView),
    run: async (tx, filter) => ({
      ...(await listAccounts(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  changing({
    method: 'post',
    path: '/accounts',
    tag,
    summary: 'Bjud in / Invite',
    description:
      'Makes an account with one role. The caller keeps the token of the link and sends its SHA-256.',
    body: InviteAccount,
    example: examples.inviteAccount,
    answer: Created,
    command: inviteAccount,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/links',
    tag,
    summary: 'Ny länk / New link',
    description: 'A link with which the person chooses a new password.',
    params: account,
    body: ResetPassword.omit({ accountId: true }),
    example: examples.resetPassword,
    answer: Created,
    command: resetPassword,
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/roles',
    tag,
    summary: 'Ge roll / Assign a role',
    description: 'A role with scope and dates.',
    params: account,
    body: AssignRole.omit({ accountId: true }),
    example: examples.assignRole,
    answer: Created,
    command: assignRole,
    created: true,
  }),
  changing({
    method: 'delete',
    path: '/accounts/{accountId}/roles/{assignmentId}',
    tag,
    summary: 'Avsluta roll / End a role',
    description: 'The role ends now; the history stands.',
    params: account.extend({ assignmentId: z.uuid() }),
    answer: Created,
    command: endRole,
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/closing',
    tag,
    summary: 'Stäng konto / Close',
    description: 'The account and its sessions end at once.',
    params: account,
    answer: Created,
    command: closeAccount,
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/reopening',
    tag,
    summary: 'Öppna konto igen / Reopen',
    description:
      'A closed account is invited again: the caller keeps the token of the link and sends its SHA-256. Where the person comes by an identity provider the account is open at once.',
    params: account,
    body: ReopenAccount.omit({ accountId: true }),
    example: examples.resetPassword,
    answer: Created,
    command: reopenAccount,
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/ended-sessions',
    tag,
    summary: 'Logga ut personen / End all sessions',
    description: 'Everything the account is signed in with ends at once. Never the caller’s own.',
    params: account,
    answer: Created,
    command: endSessionsOf,
  }),
  changing({
    method: 'post',
    path: '/ended-sessions',
    tag,
    summary: 'Logga ut alla / End everybody’s sessions',
    description:
      'Everybody in the municipality is signed out at once, but the session of the caller. Never with a token.',
    answer: Created,
    command: endAllSessions,
  }),
  changing({
    method: 'delete',
    path: '/sessions/{sessionId}',
    tag,
    summary: 'Avsluta inloggning / End a session',
    description: 'One of the caller’s own sessions.',
    params: z.object({ sessionId: z.uuid() }),
    answer: Created,
    command: endOwnSession,
  }),
  changing({
    method: 'put',
    path: '/settings',
    tag,
    summary: 'Ändra inställningar / Change settings',
    description:
      'The municipality’s name and colour, and the days that hearings and requests for records take.',
    body: ChangeSettings,
    example: examples.changeSettings,
    answer: Created,
    command: changeSettings,
  }),
]
