import { createHash } from 'node:crypto'
import type { RequestHandler } from './$types'
import { readFeed } from '#modules/calendar/public.ts'
import { found } from '#platform/web/ask.ts'

/** The address is the secret: nobody signs in here, and nothing but the owner's own calendar comes out. */
export const GET: RequestHandler = async ({ locals, params, request, url, getClientAddress }) => {
  const asking = {
    token: params.token,
    address: getClientAddress(),
    now: locals.now,
    home: new URL(process.env['PUBLIC_URL'] ?? url.origin),
  }
  const text = found(await readFeed(locals.db, asking))
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  const headers = { etag, 'cache-control': 'private, max-age=900', 'referrer-policy': 'no-referrer' }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return new Response(text, {
    headers: {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="uppsikt.ics"',
    },
  })
}
