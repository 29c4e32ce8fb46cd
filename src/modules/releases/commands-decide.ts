import { may, scopeOf, type Actor } from '#access/may.ts'
import type { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findPointOf, holdsPoint, recordDelegated } from '#modules/delegations/public.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { addRecord } from '#modules/meetings/public.ts'
import { command, type Command, type Context, type Request } from '#platform/command.ts'
import { withScope } from '#platform/db/transaction.ts'
import { renderDocx, renderPdf } from '#platform/documents/document.ts'
import { parseInput } from '#platform/parse.ts'
import { roleNames } from '#texts/sv/common.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { assertCurrent } from './commands.ts'
import { CloseRelease, DecideRelease } from './contract.ts'
import { decisionPaper } from './decision-paper.ts'
import { releaseDutyRules } from './duties.ts'
import { findRelease, lockRelease, type LockedRelease } from './queries.ts'
import { listReviews, type Review } from './queries-records.ts'
import { isRefusal, needsCopy, outcomeOf, stateOf, type Outcome } from './rules.ts'

type Input = z.input<typeof DecideRelease>
type Wanted = z.output<typeof DecideRelease>
type Decided = { id: string; revision: number; outcome: Outcome }
type Named = { name: string; bytes: Uint8Array }
type Prepared = { outcome: Outcome; pdf: Named; docx: Named; as: string }

/**
 * The decision. Whoever is not given all gets it in writing with its ground and how to appeal, by somebody the board's
 * delegation order names (OSL 6:3, KL 7:5); a release in whole is done by whoever has care of the records. The documents
 * are made before the transaction, which compares and stores.
 */
export const decideRelease: Command<Input, Decided> = Object.assign(decide, {
  verb: 'release.decide' as const,
  input: DecideRelease,
})

async function decide(request: Request, raw: Input): Promise<Decided> {
  const prepared = await prepare(request, parseInput(DecideRelease, raw))
  return storing(prepared)(request, raw)
}

async function prepare(request: Request, input: Wanted): Promise<Prepared | undefined> {
  const { actor } = request
  const found = await withScope(request.db, scopeOf(actor), async (db) => {
    const release = await findRelease(db, input.releaseId)
    if (!release || release.revision !== input.revision) return undefined
    if (!may(actor, 'release.decide', release)) return undefined
    return { release, reviews: await listReviews(db, release.id) }
  })
  if (!found || unfinished(found.reviews)) return undefined
  const { release, reviews } = found
  const outcome = outcomeOf(judgedOf(reviews))
  const as = officeOf(actor, release.boardId)
  const paper = decisionPaper({
    ...{ ...release, reviews, outcome, reason: input.reason, delivery: input.delivery, fee: input.fee },
    ...{ decidedOn: todayIn(request.now), by: { name: actor.name, as } },
    municipality: { name: actor.municipalityName, accent: actor.accent, isInvented: actor.isDemo },
  })
  const [pdf, docx] = await Promise.all([renderPdf(paper, 'ua-1'), renderDocx(paper)])
  const stem = t.decisionFile[outcome]
  return {
    ...{ outcome, as },
    pdf: { name: `${stem}.pdf`, bytes: pdf },
    docx: { name: `${stem}.docx`, bytes: docx },
  }
}

const judgedOf = (reviews: readonly Review[]) => reviews.flatMap((review) => review.verdict ?? [])

function unfinished(reviews: readonly Review[]): 'unreviewed' | 'copyMissing' | undefined {
  if (reviews.some((review) => review.verdict === null)) return 'unreviewed'
  const lacks = reviews.some((review) => needsCopy(review.content, review.verdict) && !review.copyFileId)
  return lacks ? 'copyMissing' : undefined
}

/** The office somebody decides in, as it is written in the decision. */
function officeOf(actor: Actor, boardId: string): string {
  const held = actor.assignments.find(
    (one) => (one.role === 'registrar' || one.role === 'director') && one.boardId === boardId,
  )
  return held ? roleNames[held.role] : ''
}

function storing(prepared: Prepared | undefined): Command<Input, Decided> {
  return command({
    verb: 'release.decide',
    input: DecideRelease,
    before: (request) => readFiles(request, prepared),
    target: ({ db }, input) => lockRelease(db, input.releaseId),
    run: (context, request, input) => store(context, { request, input, prepared }),
    detail: (_, { outcome }) => ({ outcome }),
  })
}

type Storing = { request: LockedRelease; input: Wanted; prepared: Prepared | undefined }

async function store(context: Context, { request, input, prepared }: Storing): Promise<Decided> {
  const state = stateOf(request.state, 'decide')
  assertCurrent(request, input.revision)
  const reviews = await listReviews(context.db, request.id)
  const lacks = unfinished(reviews)
  if (lacks) throw new Problem('checksRemain', { fields: [{ path: 'reason', code: lacks }] })
  const outcome = outcomeOf(judgedOf(reviews))
  if (prepared?.outcome !== outcome) throw new Problem('stale', { current: { revision: request.revision } })
  assertTold(outcome, input)
  const delegationId = isRefusal(outcome) ? await delegated(context, request, input.reason) : null
  const files = await storeDocuments(context, request, prepared)
  const { releaseId: _, revision, ...told } = input
  await save(context, request, {
    ...{ ...told, ...files, state, outcome, delegationId },
    ...{ decidedOn: todayIn(context.now), decidedBy: context.actor.accountId },
    ...{ decidedByName: context.actor.name, decidedAs: prepared.as },
  })
  await refreshDuties(context, releaseDutyRules, [request.id])
  return { id: request.id, revision: revision + 1, outcome }
}

/** A refusal says why, and what goes by mail has an address to go to. */
function assertTold(outcome: Outcome, { reason, delivery, deliveredTo }: Wanted): void {
  if (isRefusal(outcome) && reason === '') throw fieldProblem('reason', 'reasonNeeded')
  const goesOut = outcome === 'released' || outcome === 'releasedPartly'
  if (goesOut && delivery === 'email' && !isAddress(deliveredTo)) throw fieldProblem('deliveredTo', 'email')
}

function isAddress(text: string): boolean {
  return /^\S+@\S+\.\S+$/u.test(text)
}

/** Refusing is exercise of authority: without a point that names the person the board itself must decide. */
async function delegated(context: Context, request: LockedRelease, reason: string): Promise<string> {
  const { boardId, matterId, id: sourceId } = request
  const act = { boardId, act: 'refuseRelease' } as const
  const point = await findPointOf(context.db, act, todayIn(context.now))
  if (!point) throw fieldProblem('reason', 'noPointForRelease')
  if (!holdsPoint(context.actor, point)) throw fieldProblem('reason', 'notYourPoint')
  const decision = await recordDelegated(context, {
    ...{ ...act, sourceId, matterId, reason },
    what: t.delegatedWhat,
  })
  if (!decision) throw fieldProblem('reason', 'noPointForRelease')
  return decision.id
}

async function storeDocuments(context: Context, request: LockedRelease, prepared: Prepared) {
  const { boardId, matterId, id: sourceId } = request
  const place = { boardId, shared: false }
  const pdf = await storeFile(context, prepared.pdf, place)
  const docx = await storeFile(context, prepared.docx, place)
  await addRecord(context, {
    ...{ matterId, boardId, sourceId, fileId: pdf.id },
    ...{ title: t.decisionTitle[prepared.outcome], direction: 'out', kind: 'release' },
  })
  return { pdfFileId: pdf.id, docxFileId: docx.id }
}

export const closeRelease = command({
  verb: 'release.decide',
  input: CloseRelease,
  target: ({ db }, input) => lockRelease(db, input.releaseId),
  async run(context, request, { revision }) {
    const state = stateOf(request.state, 'close')
    assertCurrent(request, revision)
    await save(context, request, { state, closedOn: todayIn(context.now) })
    return { id: request.id, revision: revision + 1 }
  },
})

async function save({ db }: Context, request: LockedRelease, patch: object): Promise<void> {
  await db
    .updateTable('releaseRequest')
    .set({ ...patch, revision: request.revision + 1 })
    .where('id', '=', request.id)
    .execute()
}
