import { createHash } from 'node:crypto'
import type { RequestHandler } from './$types'
import { canonical } from '#modules/assessments/public.ts'
import { findForm, forms, type Form } from '#modules/reports/public.ts'
import { todayIn } from '#kernel/dates.ts'
import { attachment, safeFileName } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

const kinds: Record<Form, { type: string; ending: string; suffix: string }> = {
  pdf: { type: 'application/pdf', ending: 'pdf', suffix: '' },
  pdfa: { type: 'application/pdf', ending: 'pdf', suffix: ' arkiv' },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
    suffix: '',
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
    suffix: '',
  },
  html: { type: 'text/html; charset=utf-8', ending: 'html', suffix: '' },
  json: { type: 'application/json; charset=utf-8', ending: 'json', suffix: '' },
}

/** A frozen paper as it was stored. The tag is the checksum of the bytes: the same for ever. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const form = found(forms.find((known) => known === params.form))
  const id = idFrom(params.paperId)
  const paper = found(await ask(locals, (tx) => findForm(tx, id, form)))
  const bytes = bytesOf(form, paper.content)
  const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`
  const headers = { etag: tag, 'cache-control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  const { type, ending, suffix } = kinds[form]
  const day = paper.frozenAt ? todayIn(paper.frozenAt) : ''
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...headers,
      'content-type': type,
      'content-disposition': attachment(safeFileName(`${paper.title}${suffix} ${day}`, ending)),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}

function bytesOf(form: Form, content: unknown): Buffer {
  if (Buffer.isBuffer(content)) return content
  return Buffer.from(form === 'json' ? canonical(content) : String(content))
}
