import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { endOtherSessions, resetFactors } from './commands.ts'
import { FactorView, ResetFactors } from './contract.ts'
import { examples } from './examples.ts'
import { listFactors } from './queries.ts'

const tag = 'Konton'
const done = z.object({ id: z.uuid() })
const factors = z.object({ factors: z.array(FactorView) })

/** A factor is added and used by the person, at a page: another system has neither the phone nor the password. */
export const factorsApi: readonly Operation[] = [
  reading({
    path: '/me/factors',
    tag,
    verb: 'session.end',
    summary: 'Mitt andra steg / My second factors',
    description: 'What the caller has as a second step beside the password; never a secret.',
    answer: factors,
    run: async (tx, _input, actor) => ({ factors: await listFactors(tx, actor.accountId) }),
  }),
  reading({
    path: '/accounts/{accountId}/factors',
    tag,
    verb: 'account.resetFactors',
    summary: 'Kontots andra steg / Second factors of an account',
    description: 'For the administrator: what an account has as a second step; never a secret.',
    params: z.object({ accountId: z.uuid() }),
    answer: factors,
    run: async (tx, { accountId }) => ({ factors: await listFactors(tx, accountId) }),
  }),
  changing({
    method: 'post',
    path: '/accounts/{accountId}/factor-resets',
    tag,
    summary: 'Ta bort andra steget / Remove second factors',
    description:
      'For somebody who has lost the phone and the codes: factors and codes end, the person is signed out and told. Never the caller’s own.',
    params: z.object({ accountId: z.uuid() }),
    body: ResetFactors.omit({ accountId: true }),
    example: examples.resetFactors,
    answer: done,
    command: resetFactors,
  }),
  changing({
    method: 'post',
    path: '/me/ended-sessions',
    tag,
    summary: 'Avsluta andra inloggningar / End other sessions',
    description: 'Every session of the caller ends but the one that asks.',
    answer: done,
    command: endOtherSessions,
  }),
]
