import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { isUuid } from '#kernel/ids.ts'
import { findFile } from '#modules/files/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { ask } from '#platform/web/ask.ts'
import { problemText } from '#texts/sv/problems.ts'

/** A file is always handed out as a download, never shown in the page's origin. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const file = isUuid(params.fileId) ? await ask(locals, (tx) => findFile(tx, params.fileId)) : undefined
  if (!file) error(404, { message: problemText('notFound'), code: 'notFound' })
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': attachment(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
