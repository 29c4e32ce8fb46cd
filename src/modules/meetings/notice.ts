import type { Actor } from '#access/may.ts'
import { decisionNumber } from '#modules/delegations/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Paper } from '#platform/documents/document.ts'
import { noticePaper } from './documents.ts'
import { findMeeting } from './queries.ts'
import { listItems } from './queries-items.ts'

/**
 * The notice of a meeting (kallelse) as things stand: its agenda, and what is reported of decisions by delegation.
 * Undefined where the agenda is empty.
 */
export async function noticeOf(db: Db, actor: Actor, meetingId: string): Promise<Paper | undefined> {
  const meeting = await findMeeting(db, meetingId)
  if (!meeting) return undefined
  const items = (await listItems(db, meeting.id)).filter(
    (item) => item.number !== null && item.state !== 'moved',
  )
  if (items.length === 0) return undefined
  const { municipalityName: name, accent, isDemo: isInvented } = actor
  const reported = await listReported(
    db,
    items.map((item) => item.id),
  )
  const municipality = { name, accent, isInvented, author: '' }
  return noticePaper({ meeting, items, reported, municipality })
}

async function listReported(db: Db, itemIds: readonly string[]) {
  const rows = await db
    .selectFrom('delegationDecision')
    .select(['reportedItemId', 'year', 'number', 'point', 'what', 'decidedByName', 'decidedOn'])
    .where('reportedItemId', 'in', [...itemIds])
    .orderBy('year')
    .orderBy('number')
    .orderBy('id')
    .execute()
  return rows.map((one) => ({
    itemId: one.reportedItemId ?? '',
    text: `${decisionNumber(one)} ${one.point}: ${one.what} (${one.decidedByName}, ${one.decidedOn})`,
  }))
}
