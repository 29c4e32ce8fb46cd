import { sql } from 'kysely'
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

/** The notice is public: of a visit that nobody announces it tells that one is decided, and where only once it has begun. */
const isHushed = sql<boolean>`(d.act is not distinct from 'eventDrivenFollowUp' and d.source_id is not null
  and (f.id is null or (not f.announced and f.begun_at is null)))`

async function listReported(db: Db, itemIds: readonly string[]) {
  const rows = await db
    .selectFrom('delegationDecision as d')
    .leftJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'd.municipalityId').onRef('f.id', '=', 'd.sourceId'),
    )
    .select(['d.reportedItemId', 'd.year', 'd.number', 'd.point', 'd.what', 'd.decidedByName', 'd.decidedOn'])
    .select(isHushed.as('isHushed'))
    .where('d.reportedItemId', 'in', [...itemIds])
    .orderBy('d.year')
    .orderBy('d.number')
    .orderBy('d.id')
    .execute()
  return rows.map((one) => ({
    itemId: one.reportedItemId ?? '',
    text: `${decisionNumber(one)} ${one.point}${one.isHushed ? '' : `: ${one.what}`} (${one.decidedByName}, ${one.decidedOn})`,
  }))
}
