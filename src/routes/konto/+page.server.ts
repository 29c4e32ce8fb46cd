import type { Actions, PageServerLoad } from './$types'
import { areaNames } from '#access/areas.ts'
import { addDays, todayIn } from '#kernel/dates.ts'
import { changePassword, endOwnSession, listOwnSessions } from '#modules/accounts/public.ts'
import { endFeed, findFeed, newToken, renewFeed } from '#modules/calendar/public.ts'
import { chooseMail, wantsMail } from '#modules/mail/public.ts'
import { endToken, listTokens, longestLife, makeToken, newSecret } from '#modules/tokens/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { homeOf } from '#platform/web/home.ts'
import { ownAccountTexts as t } from '#texts/sv/accounts.ts'
import { calendarTexts } from '#texts/sv/calendar.ts'
import { mailTexts } from '#texts/sv/mail.ts'
import { tokenTexts } from '#texts/sv/tokens.ts'
import { countTry, factorActions, ownFactors } from './factor-actions.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => ({
    sessions: await listOwnSessions(tx, actor, locals.now),
    sessionId: actor.sessionId,
    wantsMail: await wantsMail(tx, actor),
    feed: await findFeed(tx, actor),
    tokens: await listTokens(tx, actor.accountId),
    tokenSpan: { from: todayIn(locals.now), to: addDays(todayIn(locals.now), longestLife) },
    now: locals.now,
    own: await ownFactors(tx, actor, { url, now: locals.now }),
  }))

export const actions: Actions = {
  ...factorActions,
  losenord: (event) =>
    submit(event, changePassword, {
      input: async (form) => {
        await countTry(event)
        return {
          current: form.exact('losenordNu'),
          next: form.exact('losenordNytt'),
          repeated: form.exact('losenordIgen'),
        }
      },
      names: { current: 'losenordNu', next: 'losenordNytt', repeated: 'losenordIgen' },
      then: () => '/konto',
      done: t.changed,
    }),
  avsluta: (event) =>
    submit(event, endOwnSession, {
      input: (form) => ({ sessionId: form.text('sessionId') }),
      then: () => '/konto',
      done: t.ended,
    }),
  mejl: (event) =>
    submit(event, chooseMail, {
      input: (form) => ({ wanted: form.checked('mejl') }),
      then: () => '/konto',
      done: mailTexts.saved,
    }),
  /** The address is shown on the answer to this very form, and never again: only its hash is kept. */
  kalender: async (event) => {
    const { token, hash } = newToken()
    const answer = await submit(event, renewFeed, { input: () => ({ tokenHash: hash }) })
    if (!('result' in answer)) return answer
    return { calendarAddress: new URL(`/kalender/${token}`, homeOf(event.url)).href }
  },
  'ta-bort-kalender': (event) =>
    submit(event, endFeed, { input: () => ({}), then: () => '/konto', done: calendarTexts.ended }),
  /** The token is shown on the answer to this very form, and never again: only its hash is kept. */
  nyckel: async (event) => {
    const { token, hash } = newSecret()
    const answer = await submit(event, makeToken, {
      input: (form) => ({
        name: form.text('nyckelnamn'),
        tokenHash: hash,
        areas: areaNames.filter((name) => form.all('omraden').includes(name)),
        mayWrite: form.checked('skriva'),
        expiresOn: form.text('sistaDag'),
      }),
      names: { name: 'nyckelnamn', areas: 'omraden', expiresOn: 'sistaDag' },
    })
    return 'result' in answer ? { apiToken: token } : answer
  },
  'avsluta-nyckel': (event) =>
    submit(event, endToken, {
      input: (form) => ({ tokenId: form.text('tokenId') }),
      then: () => '/konto#nycklar',
      done: tokenTexts.ended,
    }),
}
