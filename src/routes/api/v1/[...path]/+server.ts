import type { RequestHandler } from './$types'
import { api } from '#server/api.ts'

export const fallback: RequestHandler = ({ request, locals, getClientAddress }) => {
  const { db, actor, now, requestId } = locals
  return api.fetch(request, { db, actor, now, requestId, address: getClientAddress() })
}
