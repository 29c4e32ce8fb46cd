import { scopeOf, type Actor } from '#access/may.ts'
import { isUuid } from '#kernel/ids.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { sensitivePages } from './sensitive.ts'

type Event = {
  readonly request: { readonly method: string }
  readonly route: { readonly id: string | null }
  readonly params: Readonly<Partial<Record<string, string>>>
  readonly locals: { readonly db: Db; readonly actor?: Actor | undefined; readonly now: Date }
}

/** After an answer is made: a sensitive reading, or a row that was asked for and is not there for this person. */
export async function recordReading(event: Event, status: number): Promise<void> {
  const { route, request, locals } = event
  if (!locals.actor || route.id === null || (request.method !== 'GET' && request.method !== 'HEAD')) return
  if (status === 403 || status === 404) return record(event, 'page.open', 'denied')
  const verb = route.id.endsWith('/export') ? 'list.export' : sensitivePages[route.id]
  if (verb && status === 200) await record(event, verb, 'read')
}

/** Somebody signed in asked for a page that is not for their roles, by whatever method. */
export function recordRefusal(event: Event): Promise<void> {
  return record(event, 'page.open', 'denied')
}

/** The route as it is in the code and the last id of the address: never the address itself. */
async function record(event: Event, verb: string, outcome: 'read' | 'denied'): Promise<void> {
  const { db, actor, now } = event.locals
  if (!actor) return
  const ids = Object.values(event.params).flatMap((text) => text?.split('/') ?? [])
  await withScope(db, scopeOf(actor), (tx) =>
    writeAudit(tx, {
      municipalityId: actor.municipalityId,
      accountId: actor.accountId,
      verb,
      targetId: ids.findLast(isUuid) ?? null,
      outcome,
      detail: { route: event.route.id ?? 'none' },
      at: now,
    }),
  )
}
