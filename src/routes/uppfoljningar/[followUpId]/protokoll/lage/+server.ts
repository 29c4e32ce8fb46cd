import { json } from '@sveltejs/kit'
import { isUuid } from '#kernel/ids.ts'
import { progressByArea } from '#modules/followups/protocol-rules.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { listChangedRows, listPresent, listRows, touchPresence } from '#modules/followups/protocol-public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import type { RequestHandler } from './$types'

/** A change may become visible some seconds after its own time: better told twice than never. */
const overlap = 10_000

/** Who is in the protocol, and what has changed since a moment. */
export const GET: RequestHandler = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const { now } = locals
    const at = { followUpId: followUp.id, accountId: actor.accountId, now }
    const wanted = url.searchParams.get('rad') ?? ''
    await touchPresence(
      tx,
      { ...at, municipalityId: actor.municipalityId, boardId: followUp.boardId },
      isUuid(wanted) ? wanted : null,
    )
    const changed = await listChangedRows(tx, followUp.id, sinceOf(url, now))
    const all = await listRows(tx, followUp.id)
    return json({
      now: now.toISOString(),
      present: await listPresent(tx, at),
      rows: changed.map(({ rowId, revision, evidenceCount }) => ({ rowId, revision, evidenceCount })),
      areas: progressByArea(all),
      assessed: all.filter((row) => row.verdict !== 'notAssessed').length,
    })
  })

function sinceOf(url: URL, now: Date): Date {
  const from = Date.parse(url.searchParams.get('sedan') ?? '')
  return new Date((Number.isNaN(from) ? now.getTime() : from) - overlap)
}
