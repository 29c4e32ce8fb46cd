import type { Actor } from '#access/may.ts'
import { findFile } from '#modules/files/public.ts'
import { findForm } from '#modules/reports/public.ts'
import { writeArchive } from '#platform/archive-write.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { renderPdf } from '#platform/documents/document.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { findRelease } from './queries.ts'
import { findReview, listReviews, type FoundReview } from './queries-records.ts'
import { paperOfRecord } from './record-paper.ts'

export type Part = { name: string; bytes: Uint8Array; mediaType: string }

/**
 * What goes out, as one file: the decision and each record as it was judged. Undefined until it is decided. A record
 * under lock is not in it; the registrar opens that by itself, with a reason.
 */
export async function releaseBundle(
  db: Db,
  actor: Actor,
  about: { releaseId: string; now: Date },
): Promise<Part | undefined> {
  const release = await findRelease(db, about.releaseId)
  if (!release?.decidedOn) return undefined
  const parts: Part[] = []
  if (release.pdfFileId) parts.push(...(await storedFile(db, release.pdfFileId, '00')))
  for (const { recordId } of await listReviews(db, release.id)) {
    const review = await findReview(db, release.id, recordId)
    if (review) parts.push(...(await outgoing(db, review, actor)))
  }
  await logReading(db, actor, { ...about, targetId: release.id, boardId: release.boardId })
  const stem = release.caseNumber.replace(/[^\p{L}\p{N}]+/gu, '-')
  return { name: t.bundleName(stem), bytes: writeArchive(parts), mediaType: 'application/zip' }
}

/** The part of a record that may leave: the copy where it is masked, the whole where it is whole, else nothing. */
async function outgoing(db: Db, review: FoundReview, actor: Actor): Promise<Part[]> {
  const number = String(review.number).padStart(2, '0')
  if (review.verdict === 'masked' || (review.verdict === 'whole' && review.content === 'none'))
    return review.copyFileId ? storedFile(db, review.copyFileId, number) : []
  if (review.verdict !== 'whole') return []
  const original = await originalOf(db, review, actor)
  return original ? [{ ...original, name: `${number} ${original.name}` }] : []
}

async function storedFile(db: Db, fileId: string, number: string): Promise<Part[]> {
  const file = await findFile(db, fileId)
  return file ? [{ name: `${number} ${file.name}`, bytes: file.content, mediaType: file.mediaType }] : []
}

/** The record as it is: its file, the PDF of a frozen paper, or a note set as one. A record under lock has none here. */
export async function originalOf(db: Db, review: FoundReview, actor: Actor): Promise<Part | undefined> {
  if (review.content === 'file' && review.fileId) {
    const file = await findFile(db, review.fileId)
    return file && { name: file.name, bytes: file.content, mediaType: file.mediaType }
  }
  const pdf = await ownPdf(db, review, actor)
  const name = `${review.title.replace(/[^\p{L}\p{N} .,-]+/gu, ' ').slice(0, 100)}.pdf`
  return pdf && { name, bytes: pdf, mediaType: 'application/pdf' }
}

async function ownPdf(db: Db, review: FoundReview, actor: Actor): Promise<Uint8Array | undefined> {
  if (review.content === 'paper' && review.paperId) {
    const form = await findForm(db, review.paperId, 'pdf')
    return form && Buffer.isBuffer(form.content) ? form.content : undefined
  }
  const paper = await paperOfRecord(db, review, actor)
  return paper && renderPdf(paper, 'ua-1')
}

type Read = { releaseId: string; targetId: string; boardId: string; now: Date }

/** Who looked at what while it was under review stands in the log, by reference. */
export function logReading(db: Db, actor: Actor, { now, releaseId, targetId, boardId }: Read): Promise<void> {
  return writeAudit(db, {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    verb: 'release.review',
    outcome: 'read',
    detail: { releaseId },
    at: now,
    ...{ targetId, boardId },
  })
}
