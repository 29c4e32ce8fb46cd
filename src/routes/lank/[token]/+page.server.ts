import { redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { findLink, useLink } from '#modules/accounts/public.ts'
import { listWaysOfInvitation } from '#modules/identity/public.ts'
import { openAfterPassword, tokenHash, type Opened } from '#platform/session/session.ts'
import { sessionToken } from '#platform/web/cookie.ts'
import { postedForm } from '#platform/web/body.ts'
import { cameFrom } from '#platform/web/came-from.ts'
import { failed, readForm } from '#platform/web/form.ts'
import { enter } from '#platform/web/half-cookie.ts'

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
    let opened: Opened
    try {
      const { db, now } = event.locals
      const link = {
        token: event.params.token,
        password: form.exact('losenord'),
        repeated: form.exact('upprepat'),
      }
      const account = await useLink(db, link, now)
      const before = sessionToken(event.cookies)
      opened = await openAfterPassword(db, account, { ...cameFrom(event), before })
    } catch (cause) {
      return failed(event, cause, { data, names: {} })
    }
    redirect(303, enter(event.cookies, opened, '/'))
  },
}
