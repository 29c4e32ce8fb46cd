import { fail, redirect } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { listWays } from '#modules/identity/public.ts'
import { signIn, type Opened } from '#platform/session/session.ts'
import { sessionToken } from '#platform/web/cookie.ts'
import { postedForm } from '#platform/web/body.ts'
import { cameFrom } from '#platform/web/came-from.ts'
import { failed, readForm } from '#platform/web/form.ts'
import { enter } from '#platform/web/half-cookie.ts'
import { keptForm, readKept } from '#platform/web/kept.ts'
import { localPath } from '#platform/web/paths.ts'
import { lastWay } from '#platform/web/way-in.ts'

export const load: PageServerLoad = async ({ locals, url, cookies, request }) => {
  if (locals.actor && url.searchParams.size === 0) redirect(303, '/')
  const next = localPath(url.searchParams.get('till'))
  const ways = await listWays(locals.db)
  // A session that is over is confirmed at the provider without a question, where a page was asked for.
  const last = ways.find(({ id }) => id === lastWay(cookies))
  if (last && !locals.actor && url.searchParams.has('till') && request.method === 'GET')
    redirect(303, `/logga-in/via/${last.id}?tyst&till=${encodeURIComponent(next)}`)
  const left = ways.find(({ id, offersLogout }) => offersLogout && id === url.searchParams.get('ut'))
  const several = new Set(ways.map(({ municipalityId }) => municipalityId)).size > 1
  return {
    next,
    left: left && { id: left.id, name: left.name },
    ways: ways.map(({ id, name, municipalityName }) => ({
      id,
      name: several ? `${name} (${municipalityName})` : name,
    })),
  }
}

export const actions: Actions = {
  in: async (event) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    const kept = readKept(form.text('behallet'))
    let opened: Opened
    try {
      opened = await signIn(event.locals.db, {
        email: form.text('epost'),
        password: form.exact('losenord'),
        ...cameFrom(event),
        before: sessionToken(event.cookies),
      })
    } catch (cause) {
      return failed(event, cause, { data, names: {} })
    }
    const next = enter(event.cookies, opened, localPath(form.text('till')))
    if (kept) return opened.isWhole ? { kept } : { passOn: form.text('behallet') }
    redirect(303, next)
  },
  /** A form posted after the session had ended comes here with its body (see the hook). */
  behall: async ({ request, url }) => {
    const kept = keptForm(localPath(url.searchParams.get('till')), await postedForm(request))
    return fail(401, { keep: JSON.stringify(kept), held: kept })
  },
}
