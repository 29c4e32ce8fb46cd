import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { openLocked } from '#modules/releases/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { idFrom, signedIn } from '#platform/web/ask.ts'
import { postedForm } from '#platform/web/body.ts'
import { readForm } from '#platform/web/form.ts'

/**
 * Opening is an act with a reason, so it is posted: no address alone opens anything. What comes out is kept by nobody on
 * the way (no-store) and never shown in the page's origin.
 */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const lockedId = idFrom(params.lockedId)
  const form = readForm(await postedForm(request))
  const { db, now } = locals
  const asking = { db, actor: signedIn(locals), now, commandId: uuidv7() }
  const file = await openLocked(asking, { lockedId, reason: form.text('skal') }).catch((cause: unknown) => {
    if (isProblem(cause) && cause.status === 422) redirect(303, `/last-handling/${lockedId}?skal=`)
    throw cause
  })
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': attachment(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    },
  })
}
