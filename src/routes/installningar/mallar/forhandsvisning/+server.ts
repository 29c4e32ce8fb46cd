import type { RequestHandler } from './$types'
import { getSettings } from '#modules/accounts/public.ts'
import { letterheadOf, newestTemplate, previewPaper } from '#modules/reports/public.ts'
import { attachment, safeFileName } from '#platform/tabular/export.ts'
import { ask, idFrom } from '#platform/web/ask.ts'

/** The sample paper as PDF in a version of the template; the newest when none is asked for. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const asked = url.searchParams.get('version')
  const { settings, letterhead } = await ask(locals, async (tx) => ({
    settings: await getSettings(tx),
    letterhead: await letterheadOf(tx, asked ? idFrom(asked) : (await newestTemplate(tx))?.id),
  }))
  const municipality = { name: settings?.name ?? '', accent: settings?.accent ?? '#0a5a78' }
  const { pdf, title } = await previewPaper(letterhead, municipality)
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': attachment(safeFileName(title, 'pdf')).replace('attachment', 'inline'),
      'cache-control': 'private, no-store',
    },
  })
}
