import type { RequestHandler } from './$types'
import { findFile } from '#modules/files/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** A file is always handed out as a download, never shown in the page's origin. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const id = idFrom(params.fileId)
  const file = found(await ask(locals, (tx) => findFile(tx, id)))
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': attachment(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
