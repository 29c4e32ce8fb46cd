import { Problem } from '#kernel/problem.ts'
import { problemFromDatabase } from '#platform/db/faults.ts'
import { unavailableTexts as t } from '#texts/sv/unavailable.ts'
import { postedForm } from './body.ts'
import { floorHeaders } from './headers.ts'
import { isPasswordField, keptForm, type KeptForm } from './kept.ts'

/** How long to wait before the same is asked again: a database that was killed is up within this time. */
export const retryAfter = { 'retry-after': '10' } as const

/** Whether what was thrown means that the database is not there, for now. */
export function isUnavailable(cause: unknown): boolean {
  const problem = problemFromDatabase(cause)
  return problem instanceof Problem && problem.code === 'unavailable'
}

/** Whether a person waits for a page; scripts and other systems are answered in their own form. */
export function wantsPage({ request, isDataRequest, route }: Asked): boolean {
  if (isDataRequest || route.id?.startsWith('/api/')) return false
  return request.headers.get('accept')?.includes('application/json') !== true
}

type Asked = {
  readonly request: globalThis.Request
  readonly url: URL
  readonly isDataRequest: boolean
  readonly route: { readonly id: string | null }
}

/**
 * A page that needs nothing but itself. What was typed in a posted form is in it, and is sent again under the same command
 * id, so that what was saved after all is not saved twice.
 */
export async function unavailablePage({ request, url }: Asked): Promise<Response> {
  const posted = request.method === 'POST' ? await postedForm(request).catch(() => undefined) : undefined
  const action = url.pathname + url.search
  const secret = posted && [...posted.keys()].some(isPasswordField)
  const body =
    posted && !secret ? formPage(keptForm(action, posted), filesIn(posted)) : plainPage(url.pathname)
  const headers = new Headers({ ...retryAfter, 'content-type': 'text/html; charset=utf-8' })
  for (const [name, value] of floorHeaders(url.protocol === 'https:')) headers.set(name, value)
  headers.set('content-security-policy', policy)
  return new Response(body, { status: 503, headers })
}

const policy = `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** The field of each chosen file. */
function filesIn(posted: FormData): string[] {
  return [...posted].filter(([, value]) => typeof value !== 'string' && value.size > 0).map(([name]) => name)
}

/** A page cannot hold a file: it is asked for again, so that nothing is saved without it. */
function formPage({ action, fields }: KeptForm, files: readonly string[]): string {
  const hidden = fields.map(
    ([name, value]) => `<input type="hidden" name="${plain(name)}" value="${plain(value)}">`,
  )
  const chosen = files.map(
    (name) => `<p><label>${t.fileAgain}<br><input type="file" name="${plain(name)}" required></label></p>`,
  )
  const encoding = files.length > 0 ? ' enctype="multipart/form-data"' : ''
  return page(
    t.typedTitle,
    `<p>${t.typed}</p>
<form method="post" action="${plain(action)}"${encoding}>
${[...hidden, ...chosen].join('\n')}
<button>${t.again}</button>
</form>`,
  )
}

function plainPage(path: string): string {
  return page(t.title, `<p>${t.wait}</p>\n<p><a href="${plain(path)}">${t.retry}</a></p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Uppsikt</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/fel.css">
</head>
<body>
<main>
<p class="product">Uppsikt</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}

const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A form keeps its line breaks only where they are written out.
  '\r': '&#13;',
  '\n': '&#10;',
}

function plain(text: string): string {
  return text.replace(/[&<>"\r\n]/g, (mark) => marks[mark] ?? '')
}
