import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { leaveAt } from '#modules/identity/public.ts'
import { idFrom } from '#platform/web/ask.ts'
import { wayAddress } from '#platform/web/way-in.ts'

/** Signs out at the provider too, for a computer that others use; here one is out already. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const id = idFrom(params.identityProviderId)
  const back = new URL('/logga-in', wayAddress(url, id))
  const there = await leaveAt(locals.db, id, back.href)
  if (there) redirect(303, there, { external: [there.origin] })
  redirect(303, '/logga-in')
}
