import { fail, redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { signIn } from '#platform/session/session.ts'
import { sessionToken, setSessionToken } from '#platform/web/cookie.ts'
import { postedForm } from '#platform/web/body.ts'
import { failed, readForm } from '#platform/web/form.ts'
import { keptForm, readKept } from '#platform/web/kept.ts'
import { localPath } from '#platform/web/paths.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor && url.searchParams.size === 0) redirect(303, '/')
  return { next: localPath(url.searchParams.get('till')) }
}

export const actions: Actions = {
  in: async (event) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    const kept = readKept(form.text('behallet'))
    try {
      const session = await signIn(event.locals.db, {
        email: form.text('epost'),
        password: form.text('losenord'),
        address: event.getClientAddress(),
        agent: event.request.headers.get('user-agent') ?? '',
        now: event.locals.now,
        before: sessionToken(event.cookies, event.url),
      })
      setSessionToken(event.cookies, event.url, session.token)
    } catch (cause) {
      return failed(event, cause, { data, names: {} })
    }
    if (kept) return { kept }
    redirect(303, localPath(form.text('till')))
  },
  /** A form posted after the session had ended comes here with its body (see the hook). */
  behall: async ({ request, url }) => {
    const kept = keptForm(localPath(url.searchParams.get('till')), await postedForm(request))
    return fail(401, { keep: JSON.stringify(kept) })
  },
}
