import type { Scope } from '#access/may.ts'
import { canonical } from '#modules/assessments/public.ts'
import type { LaidOut } from '#modules/meetings/public.ts'
import { checksumOf, renderFiles, renderHtml } from '#platform/documents/document.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { articleOf } from './documents.ts'
import { letterheadOf } from './queries-templates.ts'

/**
 * Notices of meeting and extracts are frozen by the notice and by the adjustment; their files are set here, by the
 * background work, so that nobody waits at the adjusting of a long agenda. What is set once never changes.
 * @returns how many papers got their files
 */
export async function setMinutes(db: Db, scope: Scope): Promise<number> {
  for (let set = 0; set < mostAtOnce; set += 1) {
    const paperId = await withScope(db, scope, newestWaiting)
    if (!paperId) return set
    await setOne(db, scope, paperId)
  }
  return mostAtOnce
}

/** A long backlog leaves room for reminders between its parts. */
const mostAtOnce = 40

/** The newest first: somebody may be waiting for it, while what is older has waited already. */
async function newestWaiting(tx: Db): Promise<string | undefined> {
  const row = await tx
    .selectFrom('paper')
    .select('id')
    .where('state', '=', 'frozen')
    .where('html', 'is', null)
    .orderBy('frozenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function setOne(db: Db, scope: Scope, paperId: string): Promise<void> {
  const found = await withScope(db, scope, async (tx) => {
    const row = await tx
      .selectFrom('paper')
      .select(['snapshot', 'templateId'])
      .where('id', '=', paperId)
      .executeTakeFirst()
    return row && { ...row, letterhead: await letterheadOf(tx, row.templateId ?? undefined) }
  })
  if (!found) return
  const { paper } = laidOut(found.snapshot)
  const files = await renderFiles({ ...paper, ...(found.letterhead && { letterhead: found.letterhead }) })
  const { html, pdf, pdfArchive, docx } = files
  const sha256 = checksumOf([canonical(found.snapshot), html, pdf, pdfArchive, docx])
  await withScope(db, scope, (tx) =>
    tx
      .updateTable('paper')
      .set({ ...files, sha256 })
      .where('id', '=', paperId)
      .where('html', 'is', null)
      .execute(),
  )
}

/** A frozen notice, extract or certificate of disposal as a page: its stored file, or what it says while the files are being set. */
export async function findMinutes(db: Db, paperId: string | null) {
  if (!paperId) return undefined
  const row = await db
    .selectFrom('paper')
    .select(['id', 'snapshot', 'html', 'frozenAt', 'sha256'])
    .where('id', '=', paperId)
    .where('kind', 'in', ['notice', 'extract', 'disposalCertificate'])
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      frozenAt: row.frozenAt,
      hasFiles: row.html !== null,
      sha256: row.sha256?.toString('hex') ?? null,
      article: row.html === null ? renderHtml(laidOut(row.snapshot).paper) : articleOf(row.html),
    }
  )
}

// Written by the meetings module in this shape; the column is jsonb.
const laidOut = (snapshot: unknown) => snapshot as LaidOut
