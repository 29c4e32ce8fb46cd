import type { Actor } from '#access/may.ts'
import { decisionNumber, listReportedIn } from '#modules/delegations/public.ts'
import { findMeeting, listItems, noticePaper } from '#modules/meetings/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found, idFrom } from '#platform/web/ask.ts'

/** The notice of a meeting as a paper, with what is reported of decisions by delegation. */
export async function noticeOf(tx: Db, actor: Actor, id: string) {
  const meeting = found(await findMeeting(tx, idFrom(id)))
  const items = (await listItems(tx, meeting.id)).filter(
    (item) => item.number !== null && item.state !== 'moved',
  )
  const reported = await listReportedIn(
    tx,
    items.map((item) => item.id),
  )
  if (items.length === 0) found(undefined)
  const { municipalityName: name, accent, isDemo: isInvented } = actor
  return {
    meeting,
    paper: noticePaper({
      meeting,
      items,
      reported: reported.map((one) => ({
        itemId: one.reportedItemId ?? '',
        text: `${decisionNumber(one)} ${one.point}: ${one.what} (${one.decidedByName}, ${one.decidedOn})`,
      })),
      municipality: { name, accent, isInvented, author: '' },
    }),
  }
}
