import { scopeOf, may } from '#access/may.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { readFiles, storeFile } from '#modules/files/public.ts'
import { command, type Command, type Context, type Request } from '#platform/command.ts'
import { withScope } from '#platform/db/transaction.ts'
import { renderPdf } from '#platform/documents/document.ts'
import { parseInput } from '#platform/parse.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { assertCurrent } from './commands.ts'
import { AddCopy, MaskRecord, ReviewRecord } from './contract.ts'
import { maskPaper } from './masking.ts'
import { findReview, lockReview, type LockedReview } from './queries-records.ts'
import { paperOfRecord } from './record-paper.ts'
import { needsGround, stateOf, type EarlierVerdict, type Masks } from './rules.ts'

/** The review (sekretessprövning) of one record, by a person. A verdict given before is kept beside the new one. */
export const reviewRecord = command({
  verb: 'release.review',
  input: ReviewRecord,
  target: ({ db }, input) => lockReview(db, input.releaseId, input.recordId),
  async run(context, row, { releaseId: _, recordId, revision, ...input }) {
    stateOf(row.state, 'review')
    assertCurrent(row, revision)
    if (needsGround(input.verdict)) assertGround(input)
    await save(context, row, {
      ...input,
      earlier: JSON.stringify([...earlierOf(row), ...formerVerdict(row)]),
      ...signedBy(context),
    })
    return { id: recordId, revision: revision + 1 }
  },
  detail: (input) => ({ releaseId: input.releaseId, verdict: input.verdict }),
})

/** Nothing is held back without the act that says so. */
function assertGround(ground: { act: string; chapter: string }): void {
  if (ground.act === '') throw fieldProblem('act', 'groundNeeded')
  if (ground.chapter === '') throw fieldProblem('chapter', 'groundNeeded')
}

function earlierOf(row: LockedReview): EarlierVerdict[] {
  // Written by this module's own command in this shape; the column is jsonb.
  return row.earlier as EarlierVerdict[]
}

function formerVerdict(row: LockedReview): EarlierVerdict[] {
  if (!row.verdict || !row.reviewedAt) return []
  const { verdict, reason, reviewedByName: by } = row
  return [{ at: row.reviewedAt.toISOString(), by, verdict, reason }]
}

function signedBy({ actor, now }: Context) {
  return { reviewedBy: actor.accountId, reviewedByName: actor.name, reviewedAt: now }
}

type MaskInput = z.input<typeof MaskRecord>
type Made = { id: string; revision: number; fileId: string }
type Masked = { file: { name: string; bytes: Uint8Array }; hidden: number }

/**
 * The masked copy of what we made ourselves: set anew from what the paper holds without the words. Setting takes a
 * moment and is done before the transaction, which compares and stores.
 */
export const maskRecord: Command<MaskInput, Made> = Object.assign(mask, {
  verb: 'release.review' as const,
  input: MaskRecord,
})

async function mask(request: Request, raw: MaskInput): Promise<Made> {
  const input = parseInput(MaskRecord, raw)
  const prepared = await prepare(request, input)
  return storing(prepared)(request, raw)
}

async function prepare(request: Request, input: z.output<typeof MaskRecord>): Promise<Masked | undefined> {
  if (!may(request.actor, 'release.review')) return undefined
  const found = await withScope(request.db, scopeOf(request.actor), async (db) => {
    const review = await findReview(db, input.releaseId, input.recordId)
    const paper = review && (await paperOfRecord(db, review, request.actor))
    return paper && review && { paper, review }
  })
  if (!found || input.places.length + input.phrases.length === 0) return undefined
  const pdf = await renderPdf(maskPaper(found.paper, input), 'ua-1')
  const hidden = input.places.length + input.phrases.length
  return { file: { name: t.maskedName(found.review.number), bytes: pdf }, hidden }
}

function storing(prepared: Masked | undefined): Command<MaskInput, Made> {
  return command({
    verb: 'release.review',
    input: MaskRecord,
    before: (request) => readFiles(request, prepared),
    target: ({ db }, input) => lockReview(db, input.releaseId, input.recordId),
    async run(context, row, { recordId, revision, places, phrases }) {
      stateOf(row.state, 'review')
      assertCurrent(row, revision)
      if (places.length + phrases.length === 0) throw fieldProblem('phrases', 'nothingToMask')
      if (!prepared) throw new Problem('wrongState', { detail: 'the record is not made by us' })
      const copy = await storeFile(context, prepared.file, { boardId: row.boardId, shared: false })
      const masks: Masks = { places, phrases }
      await save(context, row, { copyFileId: copy.id, masks: JSON.stringify(masks) })
      return { id: recordId, revision: revision + 1, fileId: copy.id }
    },
    detail: (input, { fileId }) => ({ releaseId: input.releaseId, fileId }),
  })
}

/** A copy made by hand, guarded as every file. The original is not touched and never goes out in its place. */
export const addCopy = command({
  verb: 'release.review',
  input: AddCopy,
  before: readFiles,
  target: ({ db }, input) => lockReview(db, input.releaseId, input.recordId),
  async run(context, row, { recordId, revision, file }) {
    stateOf(row.state, 'review')
    assertCurrent(row, revision)
    const copy = await storeFile(context, file, { boardId: row.boardId, shared: false })
    await assertNotOriginal(context, recordId, copy.id)
    await save(context, row, { copyFileId: copy.id })
    return { id: recordId, revision: revision + 1, fileId: copy.id }
  },
  detail: (input, { fileId }) => ({ releaseId: input.releaseId, fileId }),
})

/** The commonest mistake of all: the same file once more, with nothing masked in it. */
async function assertNotOriginal({ db }: Context, recordId: string, copyId: string): Promise<void> {
  const same = await db
    .selectFrom('record as r')
    .innerJoin('file as o', (join) =>
      join.onRef('o.municipalityId', '=', 'r.municipalityId').onRef('o.id', '=', 'r.fileId'),
    )
    .innerJoin('file as k', (join) =>
      join.onRef('k.municipalityId', '=', 'o.municipalityId').onRef('k.sha256', '=', 'o.sha256'),
    )
    .select('k.id')
    .where('r.id', '=', recordId)
    .where('k.id', '=', copyId)
    .executeTakeFirst()
  if (same) throw fieldProblem('file', 'copyIsOriginal')
}

type Patch = {
  verdict?: 'whole' | 'masked' | 'refused'
  act?: string
  chapter?: string
  section?: string
  reason?: string
  consultation?: string
  earlier?: string
  reviewedBy?: string
  reviewedByName?: string
  reviewedAt?: Date
  copyFileId?: string
  masks?: string
}

async function save({ db }: Context, row: LockedReview, patch: Patch): Promise<void> {
  await db
    .updateTable('releaseRecord')
    .set({ ...patch, revision: row.revision + 1 })
    .where('releaseId', '=', row.releaseId)
    .where('recordId', '=', row.id)
    .execute()
}
