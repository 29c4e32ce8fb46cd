import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { unitNameOn } from '#modules/organisation/public.ts'
import { dayOf, swedish, swedishToday } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { FollowUp, Member } from './rules.ts'

const columns = [
  'f.id',
  'f.boardId',
  'f.unitId',
  'f.providerId',
  'f.agreementId',
  'f.matterId',
  'f.catalogueVersionId',
  'f.previousId',
  'f.title',
  'f.kind',
  'f.depth',
  'f.level',
  'f.purposes',
  'f.focusAreas',
  'f.narrowed',
  'f.requirementKeys',
  'f.targetedForm',
  'f.methods',
  'f.announced',
  'f.performedBy',
  'f.dueOn',
  'f.state',
  'f.requirementsPer',
  'f.preparedAt',
  'f.sharedAt',
  'f.begunAt',
  'f.closedAt',
  'f.roleException',
  'f.cause',
  'f.endedReason',
  'f.createdBy',
  'f.revision',
] as const

/** What the unit was called on the day the requirements are of. */
const unitNameThen = unitNameOn('f', dayOf('f.requirementsPer'))

export function findFollowUp(db: Db, followUpId: string): Promise<FollowUp | undefined> {
  return db
    .selectFrom('followUp as f')
    .select([...columns, unitNameThen.as('unitName')])
    .where('f.id', '=', followUpId)
    .executeTakeFirst()
}

export async function getFollowUp(db: Db, followUpId: string): Promise<FollowUp> {
  const found = await findFollowUp(db, followUpId)
  if (!found) throw new Problem('notFound')
  return found
}

/** Holds the row until the transaction ends, so that two verbs on one follow-up never cross. */
export function lockFollowUp(db: Db, followUpId: string): Promise<FollowUp | undefined> {
  return db
    .selectFrom('followUp as f')
    .select([...columns, unitNameThen.as('unitName')])
    .where('f.id', '=', followUpId)
    .forUpdate()
    .executeTakeFirst()
}

type IndividualCases = {
  individualCases: number | null
  individualFrom: IsoDate | null
  individualTo: IsoDate | null
}

export type FollowUpPatch = Partial<
  Omit<FollowUp, 'id' | 'boardId' | 'unitId' | 'providerId' | 'unitName' | 'revision'>
> & {
  summary?: string
  analysis?: string
  individualInput?: string
  economyInput?: string
} & Partial<IndividualCases>

/** Writes what has changed and counts up the revision. Gives the new revision. */
export async function saveFollowUpState(
  db: Db,
  followUp: { id: string },
  patch: FollowUpPatch,
): Promise<number> {
  const saved = await db
    .updateTable('followUp')
    .set((set) => ({ ...patch, revision: set('revision', '+', 1) }))
    .where('id', '=', followUp.id)
    .returning('revision')
    .executeTakeFirst()
  if (!saved) throw new Problem('notFound')
  return saved.revision
}

/** The team, the lead first; those taken out last, because that they were is part of the record. */
export async function listMembers(db: Db, followUpId: string): Promise<Member[]> {
  return db
    .selectFrom('followUpMember as m')
    .select([
      'm.accountId',
      'm.name',
      'm.profession',
      'm.isLead',
      'm.bias',
      'm.biasNote',
      'm.declaredAt',
      'm.removedAt',
      sql<string[]>`array(select distinct r.role from role_assignment r
        where r.municipality_id = m.municipality_id and r.account_id = m.account_id and r.board_id = m.board_id
          and r.valid_from <= ${swedishToday} and (r.valid_to is null or r.valid_to >= ${swedishToday})
        order by r.role)`.as('roles'),
    ])
    .where('m.followUpId', '=', followUpId)
    .orderBy(sql`m.removed_at is not null`)
    .orderBy('m.isLead', 'desc')
    .orderBy(swedish('m.name'))
    .orderBy('m.accountId')
    .execute()
}

type Captured = Pick<
  FollowUp,
  'providerId' | 'previousId' | 'requirementsPer' | 'agreementId' | 'catalogueVersionId'
>

/** Takes over who runs the unit and what binds it; the team's rows follow, since the operator reads by them. */
export async function capture(db: Db, followUp: { id: string }, captured: Captured): Promise<void> {
  await db.updateTable('followUp').set(captured).where('id', '=', followUp.id).execute()
  await db
    .updateTable('followUpMember')
    .set({ providerId: captured.providerId })
    .where('followUpId', '=', followUp.id)
    .execute()
}

/** How far the report has come: fixed, and then shown to unit and provider and put before the board (M-096). */
export async function findReportStanding(db: Db, followUpId: string) {
  const paper = await db
    .selectFrom('paper')
    .select(['sharedAt', 'putBeforeBoardAt'])
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'followUpReport')
    .where('state', '=', 'frozen')
    .orderBy('frozenAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  const toUnit = !!paper?.sharedAt
  const toBoard = !!paper?.putBeforeBoardAt
  return { isFrozen: paper !== undefined, toUnit, toBoard, isDelivered: toUnit && toBoard }
}

export async function withdrawOpenRequests(db: Db, followUpId: string): Promise<void> {
  await db
    .updateTable('documentRequest')
    .set((set) => ({ state: 'withdrawn', revision: set('revision', '+', 1) }))
    .where('followUpId', '=', followUpId)
    .where('state', 'in', ['requested', 'returned'])
    .execute()
}
