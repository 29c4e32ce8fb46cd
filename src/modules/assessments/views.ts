import { addWorkingDays } from '#kernel/calendar.ts'
import { todayIn } from '#kernel/dates.ts'
import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { findFollowUp, type FollowUp } from '#modules/followups/public.ts'
import { assessmentTexts as t } from '#texts/sv/assessments.ts'
import { checkDraft, type Check } from './checks.ts'
import { checksumOf } from './checksum.ts'
import { findKeptStatement, recordOpening } from './commands-provider.ts'
import { extensionWaits, maySilence, type Hearing } from './hearing-rules.ts'
import { findCurrentAssessment } from './queries-assessments.ts'
import {
  findHearing,
  findHearingOf,
  findHearingSnapshot,
  getHearingRule,
  listRecalled,
  listReceivers,
} from './queries.ts'
import { listComments, type Comment } from './queries-comments.ts'
import { readSnapshot } from './shapes.ts'
import { buildSnapshot } from './snapshot.ts'
import type { AssessmentSnapshot, SnapshotRow } from './rules.ts'

type Asking = { actor: Actor; now: Date }

export type DraftView = {
  snapshot: AssessmentSnapshot
  checks: Check[]
  sha256: string
  dueOn: string
  dueGround: string
}

/** The draft as it would be sent today, with what stops it. */
export async function findDraft(db: Db, followUpId: string, asking: Asking): Promise<DraftView | undefined> {
  const snapshot = await buildSnapshot(db, followUpId)
  if (!snapshot) return undefined
  const rule = await getHearingRule(db, asking.actor.municipalityId)
  return {
    snapshot,
    checks: checkDraft(snapshot),
    sha256: checksumOf(snapshot).toString('hex'),
    dueOn: addWorkingDays(todayIn(asking.now), rule.hearingDays),
    dueGround: t.dueGround(rule.hearingDays, rule.hearingGround),
  }
}

/** The row of the protocol as it stands now, with the revision its reader saw. */
export type CurrentRow = SnapshotRow & { revision: number }

export type OfficeView = {
  followUp: FollowUp
  recalled: Awaited<ReturnType<typeof listRecalled>>
  draft: DraftView | null
  hearing: Hearing | null
  sent: AssessmentSnapshot | null
  comments: Comment[]
  /** Rows that have been commented on, as they stand now. */
  rows: CurrentRow[]
  receivers: Awaited<ReturnType<typeof listReceivers>>
  assessmentId: string | null
  extensionWaits: boolean
  maySilence: boolean
}

/** Everything of the office's page, whatever stage the hearing is in. */
export async function findOfficeView(
  db: Db,
  followUpId: string,
  asking: Asking,
): Promise<OfficeView | undefined> {
  const followUp = await findFollowUp(db, followUpId)
  if (!followUp) return undefined
  return {
    followUp,
    recalled: await listRecalled(db, followUpId),
    draft: followUp.state === 'underway' ? ((await findDraft(db, followUpId, asking)) ?? null) : null,
    assessmentId: (await findCurrentAssessment(db, followUpId))?.id ?? null,
    ...(await hearingPart(db, followUpId, asking)),
  }
}

type HearingPart = Omit<OfficeView, 'followUp' | 'recalled' | 'draft' | 'assessmentId'>

const noHearing: HearingPart = {
  hearing: null,
  sent: null,
  comments: [],
  rows: [],
  receivers: [],
  extensionWaits: false,
  maySilence: false,
}

async function hearingPart(db: Db, followUpId: string, asking: Asking): Promise<HearingPart> {
  const hearing = await findHearingOf(db, followUpId)
  if (!hearing || hearing.state === 'recalled') return noHearing
  const comments = await listComments(db, hearing.id)
  return {
    hearing,
    comments,
    sent: readSnapshot(await findHearingSnapshot(db, hearing.id)),
    rows: await commentedRows(db, followUpId, comments),
    receivers: await listReceivers(db, `/utkast/${hearing.id}`),
    extensionWaits: extensionWaits(hearing),
    maySilence: maySilence(hearing, todayIn(asking.now)),
  }
}

export type ProviderView = {
  hearing: Hearing
  snapshot: AssessmentSnapshot
  comments: Comment[]
  statement: string
  assessmentId: string | null
  extensionWaits: boolean
  isOverdue: boolean
}

/**
 * The draft as the provider reads it; the first reading is dated. What the office has begun to answer is shown when
 * the assessment is fixed, not before: an answer half written is a draft too.
 */
export async function openProviderView(
  db: Db,
  hearingId: string,
  asking: Asking,
): Promise<ProviderView | undefined> {
  const hearing = await findHearing(db, hearingId)
  if (!hearing) return undefined
  await recordOpening({ db, ...asking }, hearing)
  const current = await findCurrentAssessment(db, hearing.followUpId)
  const comments = await listComments(db, hearingId)
  return {
    hearing,
    snapshot: readSnapshot(await findHearingSnapshot(db, hearingId)),
    comments: current ? comments : comments.map(withoutAnswer),
    statement:
      hearing.state === 'answered' ? hearing.statement : await findKeptStatement(db, asking.actor, hearingId),
    assessmentId: current?.id ?? null,
    extensionWaits: extensionWaits(hearing),
    isOverdue: hearing.state === 'open' && todayIn(asking.now) > hearing.dueOn,
  }
}

function withoutAnswer(comment: Comment): Comment {
  return { ...comment, answer: '', outcome: null, answeredAt: null }
}

async function commentedRows(
  db: Db,
  followUpId: string,
  comments: readonly Comment[],
): Promise<CurrentRow[]> {
  const ids = new Set(comments.map((comment) => comment.rowId))
  if (ids.size === 0) return []
  const snapshot = await buildSnapshot(db, followUpId)
  const revisions = await db
    .selectFrom('protocolRow')
    .select(['id', 'revision'])
    .where('followUpId', '=', followUpId)
    .execute()
  const byRow = new Map(revisions.map((row) => [row.id, row.revision]))
  return (snapshot?.rows ?? [])
    .filter((row) => ids.has(row.rowId))
    .map((row) => ({ ...row, revision: byRow.get(row.rowId) ?? 0 }))
}
