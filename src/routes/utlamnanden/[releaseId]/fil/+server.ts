import type { RequestHandler } from './$types'
import { releaseBundle } from '#modules/releases/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** What goes out, as one file; there is none before the decision. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const about = { releaseId: idFrom(params.releaseId), now: locals.now }
  const bundle = found(await ask(locals, (tx, actor) => releaseBundle(tx, actor, about)))
  return new Response(new Uint8Array(bundle.bytes), {
    headers: {
      'content-type': bundle.mediaType,
      'content-disposition': attachment(bundle.name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
