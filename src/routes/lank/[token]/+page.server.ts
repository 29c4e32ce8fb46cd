import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { findLink, useLink } from '#modules/accounts/public.ts'
import { listWaysOfInvitation } from '#modules/identity/public.ts'
import { endSession, openSession, tokenHash } from '#platform/session/session.ts'
import { sessionToken, setSessionToken } from '#platform/web/cookie.ts'
import { postedForm } from '#platform/web/body.ts'
import { failed, readForm } from '#platform/web/form.ts'

export const load: PageServerLoad = async ({ locals, params }) => {
  const link = await findLink(locals.db, params.token, locals.now)
  const ways =
    link?.kind === 'invitation'
      ? await listWaysOfInvitation(locals.db, tokenHash(params.token), locals.now)
      : []
  return { link, token: params.token, ways: ways.map(({ id, name }) => ({ id, name })) }
}

export const actions: Actions = {
  default: async (event) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    try {
      const { db, now } = event.locals
      const link = {
        token: event.params.token,
        password: form.text('losenord'),
        repeated: form.text('upprepat'),
      }
      const account = await useLink(db, link, now)
      const agent = event.request.headers.get('user-agent') ?? ''
      const before = sessionToken(event.cookies, event.url)
      if (before) await endSession(db, before, now)
      const session = await openSession(db, account, { agent, now })
      setSessionToken(event.cookies, event.url, session.token)
    } catch (cause) {
      return failed(event, cause, { data, names: {} })
    }
    redirect(303, '/')
  },
}
