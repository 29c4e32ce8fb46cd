import type { RequestHandler } from './$types'
import { getSettings } from '#modules/accounts/public.ts'
import { letterheadOf, newestTemplate, previewPaper, previewWord } from '#modules/reports/public.ts'
import { attachment, safeFileName } from '#platform/tabular/export.ts'
import { ask, idFrom } from '#platform/web/ask.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The sample paper in a version of the template, the newest when none is asked for: as PDF, or in Word to take along. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const asked = url.searchParams.get('version')
  const { settings, letterhead } = await ask(locals, async (tx) => ({
    settings: await getSettings(tx),
    letterhead: await letterheadOf(tx, asked ? idFrom(asked) : (await newestTemplate(tx))?.id),
  }))
  const municipality = { name: settings?.name ?? '', accent: settings?.accent ?? '#0a5a78' }
  if (url.searchParams.get('form') === 'docx') {
    const { docx, title } = await previewWord(letterhead, municipality)
    return answer(docx, wordType, attachment(safeFileName(title, 'docx')))
  }
  const { pdf, title } = await previewPaper(letterhead, municipality)
  return answer(
    pdf,
    'application/pdf',
    attachment(safeFileName(title, 'pdf')).replace('attachment', 'inline'),
  )
}

function answer(bytes: Uint8Array, type: string, disposition: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': disposition,
      'cache-control': 'private, no-store',
    },
  })
}
