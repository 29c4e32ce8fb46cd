import { ReadableStream } from 'node:stream/web'
import type { RequestHandler } from './$types'
import { uuidv7 } from '#kernel/ids.ts'
import { fetchWholeExport, piecesOf } from '#modules/wholeexports/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { idFrom, signedIn } from '#platform/web/ask.ts'

/** The whole municipality as a zip. A command, though it is a GET: who takes it out, and when, is always logged. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { db, now } = locals
  const actor = signedIn(locals)
  const request = { db, actor, now, commandId: uuidv7(now.getTime()) }
  const { id, bytes, askedAt } = await fetchWholeExport(request, { exportId: idFrom(params.exportId) })
  const pieces = ReadableStream.from(piecesOf(db, actor, { exportId: id, bytes }))
  // The stream of Node is the one that its Response takes; the browser's types, used for pages, do not know that.
  return new Response(pieces as BodyInit, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(bytes),
      'content-disposition': attachment(`${actor.municipalityName} ${askedAt.slice(0, 10)}.zip`),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
