import { may, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findNotesGone } from '#modules/disposals/public.ts'
import { acceptedEndings } from '#modules/files/public.ts'
import type { RowView } from '#modules/followups/protocol-contract.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { listDetails, listRows, listSubmittedFiles } from '#modules/followups/protocol-public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found, idFrom } from '#platform/web/ask.ts'

type Wanted = { followUpId: string; now: Date; pick: (rows: readonly RowView[]) => readonly RowView[] }

/** A protocol for the screen: the state of every row, and the requirement in full for those that are shown. */
export async function loadProtocol(tx: Db, actor: Actor, { followUpId, now, pick }: Wanted) {
  const followUp = found(await findFollowUp(tx, idFrom(followUpId)))
  const rows = await listRows(tx, followUp.id)
  const shown = pick(rows).map((row) => row.rowId)
  const details = await listDetails(tx, followUp, shown)
  const isUnderway = followUp.state === 'underway'
  return {
    followUp: { id: followUp.id, title: followUp.title, state: followUp.state, unitName: followUp.unitName },
    rows,
    shown,
    // An id a form: going back and sending another text must never count as the same command.
    details: details.map((detail) => ({ ...detail, commandId: uuidv7(), acuteId: uuidv7() })),
    notesGone: await findNotesGone(tx, followUp.id),
    submitted: await listSubmittedFiles(tx, followUp.id),
    accept: acceptedEndings,
    mayAssess: isUnderway && may(actor, 'verdict.save', followUp),
    mayRaise: (isUnderway || followUp.state === 'hearing') && may(actor, 'finding.raiseAcute', followUp),
    loadedAt: now.toISOString(),
  }
}
