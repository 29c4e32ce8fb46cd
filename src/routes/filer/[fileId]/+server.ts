import { isUtf8 } from 'node:buffer'
import { error } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { findFile } from '#modules/files/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { disposalTexts } from '#texts/sv/disposals.ts'

/** A file is always handed out as a download, never shown in the page's origin. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const id = idFrom(params.fileId)
  const file = found(await ask(locals, (tx) => findFile(tx, id)))
  if (file.disposalId) error(410, disposalTexts.goneText)
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': typeOf(file.mediaType, file.content),
      'content-disposition': attachment(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

/** A text is told with its signs where they are known; older ones of Windows are left for the program that opens them. */
function typeOf(mediaType: string, content: Uint8Array): string {
  return mediaType.startsWith('text/') && isUtf8(content) ? `${mediaType}; charset=utf-8` : mediaType
}
