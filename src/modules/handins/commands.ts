import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { followUpDutyRules } from '#modules/followups/public.ts'
import { command, type Context } from '#platform/command.ts'
import { removeDraft } from '#modules/drafts/public.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { notifyTeam } from '#modules/notices/public.ts'
import { handInTexts } from '#texts/sv/handins.ts'
import { SubmitRequest } from './contract.ts'
import { findReusable } from './queries-receipts.ts'
import { lockHandIn, reachOf, type LockedHandIn } from './queries.ts'
import { isLate, moved } from './rules.ts'

type Parcel = { fileId: string; fileName: string }
export type HandedIn = { id: string; receiptNumber: string; fileName: string }

/**
 * Hands in one or more documents. Each is a submission with a receipt of its own and a record in the matter from that
 * moment; what came before stays. What comes late is taken. No revision is asked for: what is sent to an authority has
 * come in, whatever somebody changed in the request meanwhile.
 */
export const submitRequest = command({
  verb: 'request.submit',
  input: SubmitRequest,
  before: readFiles,
  target: ({ db, actor }, input) => lockHandIn(db, input.requestId, reachOf(actor)),
  async run(context, request, input) {
    const state = moved(request, 'submit')
    const handedIn: HandedIn[] = []
    for (const parcel of await parcelsOf(context, request, input))
      handedIn.push(await handIn(context, request, { ...parcel, ...input }))
    await context.db
      .updateTable('documentRequest')
      .set((set) => ({ state, revision: set('revision', '+', 1) }))
      .where('id', '=', request.id)
      .execute()
    await removeDraft(context.db, context.actor, draftKey(request.id))
    await tellTeam(context, request, handInTexts.notices.submitted(request.title))
    await refreshDuties(context, followUpDutyRules, [request.id])
    return { id: request.id, late: isLate(request.dueOn, context.now), handedIn }
  },
  detail: (_input, result) => ({
    receipts: result.handedIn.map((one) => one.receiptNumber),
    late: result.late,
  }),
})

/** Where what was begun and not sent is kept. */
export function draftKey(requestId: string): string {
  return `handin/${requestId}`
}

async function parcelsOf(context: Context, request: LockedHandIn, input: SubmitRequest): Promise<Parcel[]> {
  const parcels: Parcel[] = []
  const { boardId, unitId, providerId } = request
  for (const file of input.files) {
    const place = { boardId, unitId, providerId, shared: true }
    const stored = await storeFile(context, file, place)
    parcels.push({ fileId: stored.id, fileName: stored.name })
  }
  for (const submissionId of new Set(input.reuse))
    parcels.push(await copyEarlier(context, request, submissionId))
  return parcels
}

/** A new file with the same content, copied where it lies: the walls let through only what the sender may read. */
async function copyEarlier(context: Context, request: LockedHandIn, submissionId: string): Promise<Parcel> {
  const { db, actor, now } = context
  const earlier = await findReusable(db, submissionId, { unitId: request.unitId, reach: reachOf(actor) })
  if (!earlier) throw fieldProblem('reuse', 'chooseOne')
  const fileId = uuidv7(now.getTime())
  await sql`insert into file (municipality_id, id, board_id, unit_id, provider_id, name, media_type, size, sha256,
      content, uploaded_by, uploaded_at, shared_at, own_space)
    select municipality_id, ${fileId}, ${request.boardId}, ${request.unitId}, ${request.providerId}, name, media_type,
      size, sha256, content, ${actor.accountId}, ${now}, ${now}, false
    from file where municipality_id = ${actor.municipalityId} and id = ${earlier.fileId}`.execute(db)
  return { fileId, fileName: earlier.fileName }
}

type Handed = Parcel & Pick<SubmitRequest, 'note' | 'claimsBusinessSecret'>

async function handIn(context: Context, request: LockedHandIn, handed: Handed): Promise<HandedIn> {
  const id = uuidv7(context.now.getTime())
  const receiptNumber = await insertSubmission(context, request, { ...handed, id })
  await sql`select register_incoming(${id}, ${uuidv7(context.now.getTime())})`.execute(context.db)
  return { id, receiptNumber, fileName: handed.fileName }
}

/**
 * The number is drawn, not counted: a provider that got K-2026-000123 and then K-2026-000131 would know how much others
 * had handed in between. Uniqueness is the database's; a number that is taken is drawn again.
 */
async function insertSubmission(
  { db, actor, now }: Context,
  request: LockedHandIn,
  handed: Handed & { id: string },
): Promise<string> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const taken = await db
      .insertInto('submission')
      .values({
        municipalityId: actor.municipalityId,
        id: handed.id,
        documentRequestId: request.id,
        boardId: request.boardId,
        unitId: request.unitId,
        providerId: request.providerId,
        fileId: handed.fileId,
        receiptNumber: drawReceiptNumber(now),
        note: handed.note,
        claimsBusinessSecret: handed.claimsBusinessSecret,
        submittedBy: actor.accountId,
        submittedAt: now,
      })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'receiptNumber']).doNothing())
      .returning('receiptNumber')
      .executeTakeFirst()
    if (taken) return taken.receiptNumber
  }
  throw new Problem('unavailable', { detail: 'no free receipt number' })
}

function drawReceiptNumber(now: Date): string {
  return `K-${todayIn(now).slice(0, 4)}-${String(randomInt(1, 1_000_000)).padStart(6, '0')}`
}

export function tellTeam(context: Context, { followUpId }: LockedHandIn, title: string): Promise<void> {
  const href = `/uppfoljningar/${followUpId}/underlag`
  return notifyTeam(context, { followUpId, kind: 'request', title, href })
}
