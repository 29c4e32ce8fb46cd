import type { RequestHandler } from './$types'
import { isProblem } from '#kernel/problem.ts'
import { takeLogout } from '#modules/identity/public.ts'
import { idFrom } from '#platform/web/ask.ts'
import { postedForm } from '#platform/web/body.ts'
import { readForm } from '#platform/web/form.ts'

/** The provider itself speaks here, and no person: who is signed out there is signed out here. */
export const POST: RequestHandler = async ({ params, request, locals, getClientAddress }) => {
  const told = readForm(await postedForm(request)).exact('logout_token')
  try {
    await takeLogout(locals.db, {
      identityProviderId: idFrom(params.identityProviderId),
      token: told,
      address: getClientAddress(),
      now: locals.now,
    })
  } catch (cause) {
    // What was wrong with it is the log's: whoever sent it is told no more than that it was not taken.
    if (!isProblem(cause) || cause.code !== 'signInRefused') throw cause
    return Response.json({ error: 'invalid_request' }, { status: 400 })
  }
  return new Response(null, { status: 200 })
}
