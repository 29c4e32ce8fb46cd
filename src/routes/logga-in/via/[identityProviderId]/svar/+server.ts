import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { finishSignIn } from '#modules/identity/public.ts'
import { idFrom } from '#platform/web/ask.ts'
import { cameFrom } from '#platform/web/came-from.ts'
import { sessionToken, setSessionToken } from '#platform/web/cookie.ts'
import { forgetWay, givenSecret, rememberWay, wayAddress } from '#platform/web/way-in.ts'

/** Back from the provider. The code goes no further than here: the next address has nothing of it. */
export const GET: RequestHandler = async ({ params, url, cookies, locals, request, getClientAddress }) => {
  const identityProviderId = idFrom(params.identityProviderId)
  const done = await finishSignIn(locals.db, {
    identityProviderId,
    callback: `${wayAddress(url, identityProviderId)}/svar`,
    search: url.search,
    browser: givenSecret(cookies),
    ...cameFrom({ request, locals, getClientAddress }),
    before: sessionToken(cookies),
  })
  if (done.kind === 'in') {
    setSessionToken(cookies, done.token)
    rememberWay(cookies, identityProviderId)
    redirect(303, done.next)
  }
  forgetWay(cookies)
  redirect(
    303,
    done.kind === 'waiting' ? '/logga-in/vantar' : `/logga-in?till=${encodeURIComponent(done.next)}`,
  )
}
