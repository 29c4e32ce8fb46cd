import { redirect, type RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks'
import { maySend } from '#access/actions.ts'
import { pages } from '#access/pages.ts'
import type { Actor } from '#access/may.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { listenToDecisions } from '#server/decided.ts'
import { openDatabase, silenceMs, type Db } from '#platform/db/pool.ts'
import { problemFromDatabase } from '#platform/db/faults.ts'
import { findTokenActor } from '#modules/tokens/public.ts'
import { logFault } from '#platform/log.ts'
import { serveMetrics } from '#platform/metrics.ts'
import { findActor } from '#platform/session/session.ts'
import { bearerToken } from '#platform/web/bearer.ts'
import { recordReading, recordRefusal } from '#platform/web/access-log.ts'
import { hostCookies, sessionToken } from '#platform/web/cookie.ts'
import { setFlash } from '#platform/web/flash.ts'
import { floorHeaders } from '#platform/web/headers.ts'
import { isSameOrigin, isSentByProvider } from '#platform/web/origin.ts'
import { answerProblem } from '#platform/web/api-answer.ts'
import { countPage } from '#platform/web/page-limit.ts'
import { withoutPersonalNumbers } from '#platform/web/personal-address.ts'
import { withoutWakeUpMarks } from '#platform/web/plain-html.ts'
import { logged } from '#platform/web/request-log.ts'
import { themeOf } from '#platform/web/theme.ts'
import { inTurn } from '#platform/web/turns.ts'
import { isUnavailable, unavailablePage, wantsPage } from '#platform/web/unavailable.ts'
import { problemText } from '#texts/sv/problems.ts'
import { searchTexts } from '#texts/sv/search.ts'

type Resolve = Parameters<Handle>[0]['resolve']

/** The only state the process shares: the pool. Nothing of a user is ever kept outside a request. */
let pool: Db | undefined

export const init: ServerInit = () => {
  const url = process.env['DATABASE_URL']
  if (!url)
    throw new Error('DATABASE_URL is not set. `npm start` sets it; in production it is yours to give.')
  listenToDecisions()
  const opened = openDatabase(url, undefined, silenceMs)
  pool = opened
  const metrics = serveMetrics(process.env['METRICS_PORT'])
  // adapter-node says when the last request is answered: an open pool would keep the process alive.
  process.on('sveltekit:shutdown', () => {
    metrics?.close()
    void opened.destroy()
  })
}

/** One gate, in this order: request id, origin, session, policy; then the page; headers on whatever comes out. */
export const handle: Handle = ({ event, resolve }) =>
  logged(event, () => answer(event, resolve).catch((cause: unknown) => withoutDatabase(event, cause)))

/** The database is gone before the page was reached: who waits is told so, and what was typed comes back. */
async function withoutDatabase(event: RequestEvent, cause: unknown): Promise<Response> {
  const { requestId } = event.locals
  if (isProblem(cause) && cause.code === 'busy' && !wantsPage(event))
    return withHeaders(answerProblem(cause, requestId), event, requestId)
  if (!isUnavailable(cause)) throw cause
  if (wantsPage(event)) return withHeaders(await unavailablePage(event), event, requestId)
  return withHeaders(answerProblem(new Problem('unavailable'), requestId), event, requestId)
}

async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const requestId = crypto.randomUUID()
  const isSystem =
    bearerToken(event.request, event.route.id) !== undefined || isSentByProvider(event.route.id)
  if (!isSystem && !isSameOrigin(event.request, event.url, process.env['PUBLIC_URL'])) return foreignOrigin()
  hostCookies(event.cookies, event.url)
  const theme = themeOf(event.cookies)
  const now = new Date()
  Object.assign(event.locals, {
    db: database(),
    now,
    requestId,
    theme,
    actor: undefined,
    started: now.getTime(),
  })
  event.locals.actor = await actorOf(event)
  if (event.route.id?.startsWith('/api/') !== true) {
    if (event.locals.actor) countPage(event.locals.actor.accountId, now)
    refusePersonalAddress(event)
    await gate(event)
  }
  const response = await inTurn(event.request, event.locals.actor ? 'known' : 'stranger', () =>
    resolve(event, {
      transformPageChunk: ({ html }) =>
        withoutWakeUpMarks(html).replace('%uppsikt.theme%', theme === 'auto' ? '' : `data-theme="${theme}"`),
    }),
  )
  if (event.locals.isDown && wantsPage(event))
    return withHeaders(await unavailablePage(event), event, requestId)
  await recordReading(event, response.status)
  return withHeaders(response, event, requestId)
}

/** A Problem keeps its own status and sentence; anything unknown is logged and told as 500 without its cause. */
export const handleError: HandleServerError = ({ kind, error: cause, event }) => {
  const requestId = event.locals.requestId
  if (kind === 'app') return { ...cause, requestId }
  const problem = kind === 'unknown' ? problemFromDatabase(cause) : frameworkProblem(cause.status)
  if (isProblem(problem) && problem.code === 'unavailable') event.locals.isDown = true
  if (isProblem(problem))
    return { status: problem.status, message: problemText(problem.code), code: problem.code, requestId }
  logFault(cause, { id: requestId, route: event.route.id })
  return { status: 500, message: problemText('unexpected'), code: 'unexpected', requestId }
}

function frameworkProblem(status: number): Problem {
  return new Problem(status === 404 ? 'notFound' : status === 413 ? 'tooLarge' : 'malformed')
}

function database(): Db {
  if (!pool) throw new Error('The server has not started.')
  return pool
}

async function actorOf(event: RequestEvent): Promise<Actor | undefined> {
  const bearer = bearerToken(event.request, event.route.id)
  if (bearer !== undefined) return findTokenActor(database(), bearer, event.locals.now)
  const token = sessionToken(event.cookies)
  return token ? findActor(database(), token, event.locals.now) : undefined
}

/** The search page words it itself; a file is not made of less than was asked for; any other page is shown without it. */
function refusePersonalAddress(event: RequestEvent): void {
  if (event.request.method !== 'GET' || event.route.id === '/sok') return
  const clean = withoutPersonalNumbers(event.url)
  if (clean === undefined) return
  if (event.route.id?.endsWith('/export')) throw new Problem('personalNumber')
  setFlash(event.cookies, searchTexts.personal)
  redirect(303, clean)
}

async function gate(event: RequestEvent): Promise<void> {
  const policy = event.route.id === null ? undefined : pages[event.route.id]
  if (policy === 'open') return
  const actor = event.locals.actor
  if (!actor) return toSignIn(event)
  const refused = refusalOf(event, actor)
  if (!refused) return
  await recordRefusal(event)
  throw new Problem(refused)
}

/** The page first, then the form that is sent to it. What is not listed does not exist. */
function refusalOf(
  { route, request, url }: RequestEvent,
  actor: Actor,
): 'notFound' | 'notAllowed' | undefined {
  const policy = route.id === null ? undefined : pages[route.id]
  if (route.id === null || !actor.assignments.some((held) => policy?.includes(held.role))) return 'notFound'
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const sends = maySend(actor, route.id, url)
  if (sends === undefined) return 'notFound'
  return sends ? undefined : 'notAllowed'
}

/** A form posted after the session ended goes along to sign-in (307 keeps its body), so that nothing typed is lost. */
function toSignIn(event: RequestEvent): never {
  const next = event.url.pathname + event.url.search
  if (event.request.headers.get('accept')?.includes('application/json') && event.request.method !== 'GET')
    throw new Problem('signedOut')
  if (event.request.method === 'POST') redirect(307, `/logga-in?/behall&till=${encodeURIComponent(next)}`)
  redirect(303, next === '/' ? '/logga-in' : `/logga-in?till=${encodeURIComponent(next)}`)
}

function withHeaders(response: Response, event: RequestEvent, requestId: string): Response {
  const headers = response.headers
  headers.set('x-request-id', requestId)
  for (const [name, value] of floorHeaders(event.url.protocol === 'https:'))
    if (!headers.has(name)) headers.set(name, value)
  return response
}

function foreignOrigin(): Response {
  const body = {
    type: 'about:blank',
    title: problemText('foreignOrigin'),
    status: 403,
    code: 'foreignOrigin',
  }
  return new Response(JSON.stringify(body), {
    status: 403,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}
