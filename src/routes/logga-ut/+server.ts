import { redirect } from '@sveltejs/kit'
import type { RequestHandler } from './$types'
import { endSession } from '#platform/session/session.ts'
import { clearSessionToken, sessionToken } from '#platform/web/cookie.ts'
import { forgetWay, lastWay } from '#platform/web/way-in.ts'

export const POST: RequestHandler = async ({ cookies, locals, setHeaders }) => {
  const token = sessionToken(cookies)
  if (token) await endSession(locals.db, token, locals.now)
  clearSessionToken(cookies)
  setHeaders({ 'clear-site-data': '"cache", "storage"' })
  const way = lastWay(cookies)
  forgetWay(cookies)
  redirect(303, way ? `/logga-in?ut=${encodeURIComponent(way)}` : '/logga-in')
}
