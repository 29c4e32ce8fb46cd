import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  assignRole,
  closeAccount,
  countWorkLeft,
  endRole,
  endSessionsOf,
  findAccount,
  listAssignments,
  listUnitsForAccounts,
  newLink,
  reopenAccount,
  resetPassword,
} from '#modules/accounts/public.ts'
import { listFactors, resetFactors } from '#modules/factors/public.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { endToken, listTokens } from '#modules/tokens/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { setFlash } from '#platform/web/flash.ts'
import { submit } from '#platform/web/form.ts'
import { accountTexts as t } from '#texts/sv/accounts.ts'
import { factorTexts } from '#texts/sv/factors.ts'
import { tokenTexts } from '#texts/sv/tokens.ts'
import { upkeepTexts } from '#texts/sv/upkeep.ts'
import { roleOf } from '../role.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const account = found(await findAccount(tx, idFrom(params.accountId)))
    return {
      account,
      assignments: await listAssignments(tx, account.id),
      left: account.state === 'closed' ? [] : await countWorkLeft(tx, account.id),
      boards: await listBoards(tx),
      units: account.providerId
        ? (await listUnitsForAccounts(tx, todayIn(locals.now))).filter(
            (unit) => unit.providerId === account.providerId,
          )
        : [],
      tokens: await listTokens(tx, account.id),
      factors: await listFactors(tx, account.id),
      isOwn: account.id === actor.accountId,
      now: locals.now,
      mayHandOver: mayAnywhere(actor, 'work.handOver'),
      today: todayIn(locals.now),
      assignmentId: uuidv7(),
    }
  })

const here = (event: { params: { accountId: string } }) => `/konton/${event.params.accountId}`

export const actions: Actions = {
  lank: async (event) => {
    const link = newLink()
    const outcome = await submit(event, resetPassword, {
      input: () => ({ accountId: event.params.accountId, tokenHash: link.tokenHash }),
    })
    return 'result' in outcome ? { link: `${event.url.origin}/lank/${link.token}` } : outcome
  },
  roll: (event) =>
    submit(event, assignRole, {
      input: (form) => ({
        accountId: event.params.accountId,
        assignmentId: form.text('assignmentId'),
        role: roleOf(form.text('roll')),
        boardId: form.optional('namnd'),
        unitId: form.optional('enhet'),
        validFrom: form.text('fran'),
        validTo: form.optional('till'),
      }),
      names: { role: 'roll', boardId: 'namnd', unitId: 'enhet', validFrom: 'fran', validTo: 'till' },
      then: () => here(event),
      done: t.roleAdded,
    }),
  avslutaRoll: (event) =>
    submit(event, endRole, {
      input: (form) => ({
        accountId: event.params.accountId,
        assignmentId: form.text('assignmentId'),
        lastDay: form.optional('sistaDag'),
      }),
      names: { lastDay: 'sistaDag' },
      then: () => here(event),
      done: t.roleEnded,
    }),
  'avsluta-nyckel': (event) =>
    submit(event, endToken, {
      input: (form) => ({ tokenId: form.text('tokenId') }),
      then: () => here(event),
      done: tokenTexts.ended,
    }),
  'ta-bort-steg': (event) =>
    submit(event, resetFactors, {
      input: (form) => ({ accountId: event.params.accountId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => here(event),
      done: factorTexts.resetDone,
    }),
  'logga-ut': (event) =>
    submit(event, endSessionsOf, {
      input: () => ({ accountId: event.params.accountId }),
      then: () => here(event),
      done: ({ sessions }) => t.sessionsEnded(sessions),
    }),
  oppna: async (event) => {
    const link = newLink()
    const outcome = await submit(event, reopenAccount, {
      input: () => ({ accountId: event.params.accountId, tokenHash: link.tokenHash }),
    })
    if (!('result' in outcome)) return outcome
    if (outcome.result.state === 'invited') return { link: `${event.url.origin}/lank/${link.token}` }
    setFlash(event.cookies, upkeepTexts.reopened)
    redirect(303, here(event))
  },
  stang: (event) =>
    submit(event, closeAccount, {
      input: () => ({ accountId: event.params.accountId }),
      then: () => here(event),
      done: t.closed,
    }),
}
