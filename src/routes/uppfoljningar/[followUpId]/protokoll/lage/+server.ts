import { json } from '@sveltejs/kit'
import { isUuid } from '#kernel/ids.ts'
import { listPresent, touchPresence } from '#modules/followups/protocol-presence.ts'
import { listEvidence } from '#modules/followups/protocol-details.ts'
import { listChangedRows } from '#modules/followups/protocol-queries.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { ask } from '#platform/web/ask.ts'
import { missing } from '../load.ts'
import type { RequestHandler } from './$types'

/** A change may become visible some seconds after its own time: better told twice than never. */
const overlap = 10_000

/** Who is in the protocol, and what has changed since a moment. */
export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const followUp = await findFollowUp(tx, params.followUpId)
    if (!followUp) return missing()
    const { now } = locals
    const at = { followUpId: followUp.id, accountId: actor.accountId, now }
    const wanted = url.searchParams.get('rad') ?? ''
    await touchPresence(
      tx,
      { ...at, municipalityId: actor.municipalityId, boardId: followUp.boardId },
      isUuid(wanted) ? wanted : null,
    )
    const rows = await listChangedRows(tx, followUp.id, sinceOf(url, now))
    return json({
      now: now.toISOString(),
      present: await listPresent(tx, at),
      rows,
      evidence: await listEvidence(
        tx,
        followUp.id,
        rows.map((row) => row.rowId),
      ),
    })
  })

function sinceOf(url: URL, now: Date): Date {
  const from = Date.parse(url.searchParams.get('sedan') ?? '')
  return new Date((Number.isNaN(from) ? now.getTime() : from) - overlap)
}
