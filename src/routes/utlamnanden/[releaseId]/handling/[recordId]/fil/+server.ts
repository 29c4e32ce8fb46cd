import type { RequestHandler } from './$types'
import { findReview, logReading, originalOf } from '#modules/releases/public.ts'
import { attachment } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** The original, for whoever reviews it; each reading stands in the log. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const [releaseId, recordId] = [idFrom(params.releaseId), idFrom(params.recordId)]
  const part = await ask(locals, async (tx, actor) => {
    const review = found(await findReview(tx, releaseId, recordId))
    const original = found(await originalOf(tx, review, actor))
    const { boardId } = review
    await logReading(tx, actor, { releaseId, targetId: recordId, boardId, now: locals.now })
    return original
  })
  return new Response(new Uint8Array(part.bytes), {
    headers: {
      'content-type': part.mediaType,
      'content-disposition': attachment(part.name),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
