import { createHash } from 'node:crypto'
import { isProblem, Problem } from '#kernel/problem.ts'
import { logFault } from '#platform/log.ts'
import { fieldText, problemText } from '#texts/sv/problems.ts'
import { retryAfter } from './unavailable.ts'

/**
 * What a request is answered with. A reading is tagged with the revision of what was read, where it has one, and with
 * what exactly was read: a colleague's name may change without the row they wrote. A change compares the revision alone.
 */
export function answerReading(body: unknown, request: globalThis.Request): Response {
  const text = JSON.stringify(body)
  const revision = revisionIn(body)
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const etag = revision === undefined ? `"${hash}"` : `"${revision}-${hash}"`
  const headers = { etag, ...linksOf(body, new URL(request.url)) }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return json(text, 200, headers)
}

/** `unreadFiles`: how many files were taken in although not all of their words could be read for personal numbers. */
export function answerChange(body: unknown, status: number, unreadFiles: number): Response {
  const revision = revisionIn(body)
  return json(JSON.stringify(body), status, {
    ...(revision === undefined ? {} : { etag: `"${revision}"` }),
    ...(unreadFiles > 0 ? { 'unread-files': String(unreadFiles) } : {}),
  })
}

export function answerProblem(cause: unknown, requestId: string): Response {
  const problem = isProblem(cause) ? cause : new Problem('unexpected')
  if (problem.code === 'unexpected') logFault(cause, { id: requestId })
  const body = {
    type: `/api/v1/problems/${problem.code}`,
    title: problemText(problem.code),
    status: problem.status,
    detail: problemText(problem.code),
    instance: `urn:uuid:${requestId}`,
    code: problem.code,
    errors: problem.fields.map((fault) => ({
      pointer: `#/${fault.path.replaceAll('.', '/')}`,
      detail: fieldText(fault),
      code: fault.code,
    })),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(problem.code === 'unavailable' ? retryAfter : {}),
    },
  })
}

function json(text: string, status: number, headers: Record<string, string>): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })
}

function revisionIn(body: unknown): number | undefined {
  const revision = typeof body === 'object' && body !== null && 'revision' in body ? body.revision : undefined
  return typeof revision === 'number' ? revision : undefined
}

/** A proxy that packs the answer marks the tag as weak; it is the same answer. */
function isKnown(request: globalThis.Request, etag: string): boolean {
  const known = request.headers.get('if-none-match') ?? ''
  return known.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}

/** The other pages of a list, as addresses that can be followed as they stand. */
function linksOf(body: unknown, url: URL): { link?: string } {
  if (!isPage(body)) return {}
  const last = Math.max(1, Math.ceil(body.total / body.limit))
  const pages = { first: 1, prev: body.page - 1, next: body.page + 1, last }
  const links = Object.entries(pages)
    .filter(([, page]) => page >= 1 && page <= last)
    .map(([name, page]) => `<${addressOf(url, page, body.limit)}>; rel="${name}"`)
  return { link: links.join(', ') }
}

type Page = { total: number; page: number; limit: number }

function isPage(body: unknown): body is Page {
  if (typeof body !== 'object' || body === null) return false
  return ['total', 'page', 'limit'].every((name) => Number.isInteger(Object(body)[name]))
}

function addressOf(url: URL, page: number, limit: number): string {
  const params = new URLSearchParams(url.searchParams)
  params.set('page', String(page))
  params.set('limit', String(limit))
  return `${url.pathname}?${params}`
}
