import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { addToTeam } from './commands-team.ts'
import { listCandidates, teamBasis } from './queries-team.ts'
import { listMembers, lockFollowUp } from './queries.ts'
import { teamFaults, type FollowUp, type Member, type TeamFaults } from './rules.ts'

type Handed = { readonly from: string; readonly to: string }

/**
 * Gives somebody's place in a team to another. The one who leaves stays as a member who left, and what was done keeps
 * their name; the new one has not declared bias, whatever they have declared elsewhere.
 */
export async function handOverFollowUp(context: Context, followUpId: string, given: Handed): Promise<void> {
  const { db, now } = context
  const followUp = await lockFollowUp(db, followUpId)
  const members = followUp ? await listMembers(db, followUp.id) : []
  const leaving = members.find((member) => member.accountId === given.from && member.removedAt === null)
  if (!followUp || !leaving) throw new Problem('stale', { current: { id: followUpId } })
  const there = members.find((member) => member.accountId === given.to)
  if (there?.bias === 'biased') throw fieldProblem('to', 'biasedHere')
  if (there?.removedAt === null) await takeLead(db, followUp.id, { ...given, isLead: leaving.isLead })
  else if (!(await addToTeam(context, followUp, newMember(leaving, given.to))))
    throw fieldProblem('to', 'cannotTakeOver')
  await db
    .updateTable('followUpMember')
    .set({ removedAt: now, isLead: false })
    .where('followUpId', '=', followUp.id)
    .where('accountId', '=', given.from)
    .execute()
}

function newMember(leaving: Member, accountId: string) {
  return { accountId, isLead: leaving.isLead, profession: '' }
}

/** Somebody who is in the team already takes no second place, only the lead. */
async function takeLead(db: Db, followUpId: string, given: Handed & { isLead: boolean }): Promise<void> {
  if (!given.isLead) return
  await db
    .updateTable('followUpMember')
    .set({ isLead: sql<boolean>`account_id = ${given.to}` })
    .where('followUpId', '=', followUpId)
    .where('accountId', 'in', [given.from, given.to])
    .execute()
}

/** What the team would lack after it: shown before anything is done, never an obstacle. */
export async function teamAfterHandOver(
  db: Db,
  followUp: Pick<FollowUp, 'id' | 'boardId' | 'unitId' | 'requirementsPer' | 'roleException'>,
  given: Handed & { readonly today: string },
): Promise<Pick<TeamFaults, 'missingRoles' | 'singleProfession'>> {
  const basis = await teamBasis(db, followUp)
  const candidates = await listCandidates(db, followUp.boardId, given.today)
  const comes = candidates.find((person) => person.id === given.to)
  const stay = (await listMembers(db, followUp.id)).filter(
    (member) => member.removedAt === null && member.accountId !== given.from && member.accountId !== given.to,
  )
  const team = [
    ...stay,
    ...(comes ? [{ ...comes, bias: 'undeclared' as const, removedAt: null }] : []), // as `addToTeam` writes it
  ]
  return teamFaults(team, { ...basis, roleException: followUp.roleException })
}
