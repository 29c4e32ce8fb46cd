import { sql } from 'kysely'
import { matrix } from '#access/roles.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { holdsOn, swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { listMembers } from './queries.ts'
import { teamFaults, type FollowUp, type TeamFaults } from './rules.ts'

/** What the team lacks, by the laws the unit worked under on the day the requirements are of. */
export async function findTeamFaults(db: Db, followUp: FollowUp): Promise<TeamFaults> {
  const members = await listMembers(db, followUp.id)
  return teamFaults(members, { ...(await teamBasis(db, followUp)), roleException: followUp.roleException })
}

/** What decides which roles must be in the team: the unit's laws, and whether its area asks for SAS. */
export async function teamBasis(
  db: Db,
  followUp: Pick<FollowUp, 'unitId' | 'requirementsPer' | 'boardId'>,
): Promise<{ laws: string[]; asksSas: boolean }> {
  return { laws: await lawsOfUnit(db, followUp), asksSas: await asksForSas(db, followUp) }
}

/** The area that the unit belonged to on the day the requirements are of. */
async function asksForSas(
  db: Db,
  { unitId, requirementsPer, boardId }: Pick<FollowUp, 'unitId' | 'requirementsPer' | 'boardId'>,
): Promise<boolean> {
  const rule = await db
    .selectFrom('unitState as s')
    .innerJoin('areaRule as r', (join) =>
      join
        .onRef('r.municipalityId', '=', 's.municipalityId')
        .onRef('r.serviceAreaId', '=', 's.serviceAreaId'),
    )
    .select('r.needsSas')
    .where('s.unitId', '=', unitId)
    .where(holdsOn('s', requirementsPer))
    .where('r.boardId', '=', boardId)
    .executeTakeFirst()
  return rule?.needsSas ?? false
}

/** Refuses while a role the law wants is missing without a written exception, or a member has not declared bias. */
export async function assertMembersFit(db: Db, followUp: FollowUp): Promise<void> {
  const faults = await findTeamFaults(db, followUp)
  if (faults.empty || faults.missingRoles.length > 0) throw new Problem('missingRole')
  if (faults.undeclared.length > 0) throw new Problem('biasMissing')
}

/** As `assertMembersFit`, before anyone needs to have declared bias. */
export async function assertRolesFit(db: Db, followUp: FollowUp): Promise<void> {
  const faults = await findTeamFaults(db, followUp)
  if (faults.empty || faults.missingRoles.length > 0) throw new Problem('missingRole')
}

export async function lawsOfUnit(
  db: Db,
  followUp: Pick<FollowUp, 'unitId' | 'requirementsPer'>,
): Promise<string[]> {
  const state = await db
    .selectFrom('unitState')
    .select('laws')
    .where('unitId', '=', followUp.unitId)
    .where('supersededAt', 'is', null)
    .orderBy(
      sql`(valid_from <= ${followUp.requirementsPer}
        and (valid_to is null or valid_to > ${followUp.requirementsPer})) desc`,
    )
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst()
  return state?.laws ?? []
}

/** Who can be in a team: people of the board's office who may assess, with the profession their account names. */
export function listCandidates(db: Db, boardId: string, today: IsoDate) {
  return db
    .selectFrom('account as a')
    .innerJoin('roleAssignment as r', (join) =>
      join.onRef('r.municipalityId', '=', 'a.municipalityId').onRef('r.accountId', '=', 'a.id'),
    )
    .select((select) => [
      'a.id',
      'a.name',
      sql<string>`coalesce(a.profession, '')`.as('profession'),
      select.fn.agg<string[]>('array_agg', ['r.role']).as('roles'),
    ])
    .where('r.boardId', '=', boardId)
    .where('r.role', 'in', [...matrix['member.declareBias']])
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
    .where('a.state', '=', 'active')
    .where('a.side', '=', 'office')
    .groupBy(['a.id', 'a.name', 'a.profession'])
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}

export function lockMember(db: Db, followUpId: string, accountId: string) {
  return db
    .selectFrom('followUpMember')
    .select(['accountId', 'name', 'bias', 'removedAt'])
    .where('followUpId', '=', followUpId)
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}
