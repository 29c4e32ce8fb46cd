import type { RequestHandler } from './$types'
import { api } from '#server/api.ts'

export const fallback: RequestHandler = ({ request, locals }) =>
  api.fetch(request, { db: locals.db, actor: locals.actor, now: locals.now, requestId: locals.requestId })
