import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { isProblem } from '#kernel/problem.ts'
import { startSignIn } from '#modules/identity/public.ts'
import { idFrom } from '#platform/web/ask.ts'
import { localPath } from '#platform/web/paths.ts'
import { browserSecret, forgetWay, isOwnAct, lastWay, wayAddress } from '#platform/web/way-in.ts'

/** Off to the provider. A link and not a form: the content policy lets no form end at another host. */
export const GET: RequestHandler = async ({ params, url, cookies, locals, request, getClientAddress }) => {
  const identityProviderId = idFrom(params.identityProviderId)
  const next = localPath(url.searchParams.get('till'))
  const silent = url.searchParams.has('tyst')
  const isConfirming = silent && lastWay(cookies) === identityProviderId
  if (!isOwnAct(request, isConfirming)) redirect(303, `/logga-in?till=${encodeURIComponent(next)}`)
  const there = await startSignIn(locals.db, {
    identityProviderId,
    callback: `${wayAddress(url, identityProviderId)}/svar`,
    browser: browserSecret(cookies),
    address: getClientAddress(),
    next,
    invitation: url.searchParams.get('inbjudan') ?? undefined,
    silent,
    now: locals.now,
  }).catch((cause: unknown) => {
    if (!silent || !isProblem(cause)) throw cause
    // The provider does not answer: the sign-in page is shown, and does not try by itself again.
    forgetWay(cookies)
    return `/logga-in?till=${encodeURIComponent(next)}`
  })
  redirect(303, there, there instanceof URL ? { external: [there.origin] } : undefined)
}
