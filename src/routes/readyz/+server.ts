import type { RequestHandler } from './$types'
import { isReady, readiness } from '#platform/readiness.ts'

/** Whether requests should come here: what is wrong is told by its name and nothing more. */
export const GET: RequestHandler = async ({ locals }) => {
  const state = await readiness(locals.db)
  return Response.json(state, { status: isReady(state) ? 200 : 503 })
}
