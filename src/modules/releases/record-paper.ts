import type { Actor } from '#access/may.ts'
import { formatDate, todayIn } from '#kernel/dates.ts'
import { findFrozenSnapshot, letterheadOf, paperOf } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Paper } from '#platform/documents/document.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import type { FoundReview } from './queries-records.ts'

type Ours = Pick<Actor, 'municipalityName' | 'accent' | 'isDemo'>

/** What a record of our own says, as the data it is set from; undefined for what came from somebody else. */
export async function paperOfRecord(db: Db, review: FoundReview, ours: Ours): Promise<Paper | undefined> {
  if (review.content === 'note') return notePaper(db, review, ours)
  if (review.content !== 'paper' || !review.paperId) return undefined
  const snapshot = await findFrozenSnapshot(db, review.paperId)
  if (!snapshot) return undefined
  const letterhead = await letterheadOf(db, snapshot.template?.id)
  return { ...paperOf(snapshot), ...(letterhead && { letterhead }) }
}

/** An official note is only its text in the matter: given out, it is a paper like any other. */
async function notePaper(db: Db, review: FoundReview, ours: Ours): Promise<Paper> {
  const board = await db
    .selectFrom('board')
    .select('name')
    .where('id', '=', review.boardId)
    .executeTakeFirstOrThrow()
  const day = todayIn(review.registeredAt)
  return {
    id: review.recordId,
    kind: t.noteKind,
    title: review.title,
    municipality: ours.municipalityName,
    board: board.name,
    caseNumber: review.caseNumber,
    date: day,
    author: '',
    language: 'sv',
    accent: ours.accent,
    ...(ours.isDemo ? { invented: t.invented } : {}),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: t.recordNumber, value: String(review.number) },
          { label: t.registered, value: formatDate(day) },
        ],
      },
      ...review.note.split(/\n{2,}/u).map((text) => ({ kind: 'paragraph' as const, text })),
    ],
  }
}
