import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import type { Hearing } from './hearing-rules.ts'

const hearingColumns = [
  'id',
  'followUpId',
  'boardId',
  'unitId',
  'providerId',
  'state',
  'dueOn',
  'dueGround',
  'message',
  'extensionAskedUntil',
  'extensionReason',
  'extensionAnswer',
  'extensionAnswerReason',
  'lateReason',
  'statement',
  'noComments',
  'recallReason',
  'sharedAt',
  'openedAt',
  'answeredAt',
  'silentAt',
  'revision',
] as const

export function findHearing(db: Db, hearingId: string): Promise<Hearing | undefined> {
  return db.selectFrom('hearing').select(hearingColumns).where('id', '=', hearingId).executeTakeFirst()
}

/**
 * Holds the hearing. An operator may no longer lock one that is silent or recalled (the wall lets it change only open
 * and answered ones); it is then given unlocked, so that the refusal can say why.
 */
export async function lockHearing(db: Db, hearingId: string): Promise<Hearing | undefined> {
  const locked = await db
    .selectFrom('hearing')
    .select(hearingColumns)
    .where('id', '=', hearingId)
    .forUpdate()
    .executeTakeFirst()
  return locked ?? findHearing(db, hearingId)
}

/** The newest hearing of a follow-up, recalled ones last. */
export function findHearingOf(db: Db, followUpId: string): Promise<Hearing | undefined> {
  return db
    .selectFrom('hearing')
    .select(hearingColumns)
    .where('followUpId', '=', followUpId)
    .orderBy(sql`state = 'recalled'`)
    .orderBy('sharedAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

export function listRecalled(db: Db, followUpId: string) {
  return db
    .selectFrom('hearing')
    .select(['id', 'sharedAt', 'recallReason'])
    .where('followUpId', '=', followUpId)
    .where('state', '=', 'recalled')
    .orderBy('sharedAt', 'desc')
    .orderBy('id')
    .execute()
}

export async function findHearingSnapshot(db: Db, hearingId: string): Promise<unknown> {
  const row = await db.selectFrom('hearing').select('snapshot').where('id', '=', hearingId).executeTakeFirst()
  return row?.snapshot
}

export function getHearingRule(db: Db, municipalityId: string) {
  return db
    .selectFrom('municipality')
    .select(['hearingDays', 'hearingGround'])
    .where('id', '=', municipalityId)
    .executeTakeFirstOrThrow()
}

export type HearingPatch = Partial<
  Omit<Hearing, 'id' | 'followUpId' | 'boardId' | 'unitId' | 'providerId' | 'revision'>
> & {
  answeredBy?: string
}

export async function saveHearing(db: Db, hearing: { id: string }, patch: HearingPatch): Promise<void> {
  await db
    .updateTable('hearing')
    .set((set) => ({ ...patch, revision: set('revision', '+', 1) }))
    .where('id', '=', hearing.id)
    .execute()
}

/** Who the notice about a page went to, when, and when it was opened: the office sees its own board's. */
export function listReceivers(db: Db, href: string) {
  return db
    .selectFrom('notice as n')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'n.municipalityId').onRef('a.id', '=', 'n.accountId'),
    )
    .select(['n.id', 'a.name', 'n.sentAt', 'n.openedAt', 'n.title'])
    .where('n.href', '=', href)
    .where('a.side', '=', 'operator')
    .orderBy('n.sentAt')
    .orderBy('a.name')
    .orderBy('n.id')
    .execute()
}
