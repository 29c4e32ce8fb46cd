import { isHttpError, isRedirect } from '@sveltejs/kit'
import { isProblem } from '#kernel/problem.ts'
import { logLine } from '#platform/log.ts'
import { countRequest } from '#platform/metrics.ts'
import { problemFromDatabase } from '#platform/db/faults.ts'

type Event = {
  readonly request: { readonly method: string }
  readonly route: { readonly id: string | null }
  readonly locals: { readonly requestId?: string; readonly actor?: { accountId: string } | undefined }
}

/**
 * One line and one figure for each request, refusals included: which route, never which address, and which account,
 * never whose. The pulse is not logged: it is asked every few seconds.
 */
export async function logged<One extends Event>(
  event: One,
  answer: (event: One) => Response | Promise<Response>,
): Promise<Response> {
  const began = performance.now()
  try {
    const response = await answer(event)
    tell(event, response.status, began)
    return response
  } catch (cause) {
    tell(event, statusOf(cause), began)
    throw cause
  }
}

const quiet: ReadonlySet<string | null> = new Set(['/healthz', '/readyz'])

function tell({ request, route, locals }: Event, status: number, began: number): void {
  const ms = Math.round(performance.now() - began)
  countRequest({ route: route.id ?? 'none', method: request.method, status, ms })
  if (quiet.has(route.id)) return
  const account = locals.actor?.accountId ?? null
  logLine('info', 'request', {
    id: locals.requestId ?? null,
    route: route.id,
    method: request.method,
    status,
    ms,
    account,
  })
}

/** As the framework will answer what was thrown. */
function statusOf(cause: unknown): number {
  if (isRedirect(cause) || isHttpError(cause)) return cause.status
  const problem = problemFromDatabase(cause)
  return isProblem(problem) ? problem.status : 500
}
