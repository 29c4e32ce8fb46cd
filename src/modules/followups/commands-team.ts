import { todayIn } from '#kernel/dates.ts'
import { Problem, fieldProblem } from '#kernel/problem.ts'
import { notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import { followUpNotices } from '#texts/sv/followups.ts'
import { AddMember, DeclareBias, RemoveMember } from './contract.ts'
import { listCandidates, lockMember } from './queries-team.ts'
import { lockFollowUp } from './queries.ts'
import type { FollowUp } from './rules.ts'

export const addMember = command({
  verb: 'member.add',
  input: AddMember,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, input) {
    refuseAfterFixing(followUp)
    if (!(await addToTeam(context, followUp, input))) throw fieldProblem('accountId', 'chooseOne')
    if (input.accountId !== context.actor.accountId)
      await notify(context, [input.accountId], {
        kind: 'followUp.member',
        title: followUpNotices.addedToTeam(followUp.unitName),
        href: `/uppfoljningar/${followUp.id}/team`,
        boardId: followUp.boardId,
      })
    return { id: followUp.id, accountId: input.accountId }
  },
  detail: ({ accountId, isLead }) => ({ accountId, isLead }),
})

export const removeMember = command({
  verb: 'member.remove',
  input: RemoveMember,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run({ db, now }, followUp, { accountId }) {
    refuseAfterFixing(followUp)
    const member = await lockMember(db, followUp.id, accountId)
    if (!member) throw new Problem('notFound')
    if (member.removedAt) throw new Problem('alreadyDone')
    await setMember(db, { followUpId: followUp.id, accountId }, { removedAt: now })
    return { id: followUp.id, accountId }
  },
  detail: ({ accountId }) => ({ accountId }),
})

/** Everyone declares for themselves only. Whoever is biased leaves the team at once, and that it was so is kept. */
export const declareBias = command({
  verb: 'member.declareBias',
  input: DeclareBias,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { bias, note }) {
    const { db, actor, now } = context
    refuseAfterFixing(followUp)
    const member = await lockMember(db, followUp.id, actor.accountId)
    if (!member || member.removedAt) throw new Problem('notAllowed')
    const key = { followUpId: followUp.id, accountId: actor.accountId }
    const removedAt = bias === 'biased' ? now : null
    await setMember(db, key, { bias, biasNote: note, declaredAt: now, removedAt })
    if (bias === 'biased')
      await notify(
        context,
        [followUp.createdBy].filter((account) => account !== actor.accountId),
        {
          kind: 'followUp.biased',
          title: followUpNotices.leftAsBiased(member.name, followUp.unitName),
          href: `/uppfoljningar/${followUp.id}/team`,
          boardId: followUp.boardId,
        },
      )
    return { id: followUp.id, bias }
  },
  detail: ({ bias }) => ({ bias }),
})

function refuseAfterFixing(followUp: FollowUp): void {
  if (!['planned', 'prepared', 'underway', 'hearing'].includes(followUp.state))
    throw new Problem('wrongState')
}

type Place = Pick<FollowUp, 'id' | 'boardId' | 'unitId' | 'providerId' | 'sharedAt'>
type NewMember = { accountId: string; isLead: boolean; profession: string }

/** False when the person cannot be in the team. Somebody who left may come back, but not somebody who is biased. */
export async function addToTeam(context: Context, followUp: Place, input: NewMember): Promise<boolean> {
  const { db, actor, now } = context
  const candidates = await listCandidates(db, followUp.boardId, todayIn(now))
  const person = candidates.find((candidate) => candidate.id === input.accountId)
  if (!person) return false
  const before = await lockMember(db, followUp.id, input.accountId)
  if (before && !before.removedAt) throw new Problem('alreadyDone')
  if (before?.bias === 'biased') throw new Problem('wrongState')
  if (input.isLead) await clearLead(db, followUp.id)
  const values = {
    name: person.name,
    profession: input.profession || person.profession,
    isLead: input.isLead,
    bias: 'undeclared' as const, // the column allows three words; a new member has not declared
    biasNote: '',
    declaredAt: null,
    removedAt: null,
    sharedAt: followUp.sharedAt ? now : null,
  }
  await db
    .insertInto('followUpMember')
    .values({
      ...values,
      municipalityId: actor.municipalityId,
      followUpId: followUp.id,
      accountId: input.accountId,
      boardId: followUp.boardId,
      unitId: followUp.unitId,
      providerId: followUp.providerId,
    })
    .onConflict((conflict) =>
      conflict.columns(['municipalityId', 'followUpId', 'accountId']).doUpdateSet(values),
    )
    .execute()
  return true
}

async function clearLead(db: Context['db'], followUpId: string): Promise<void> {
  await db
    .updateTable('followUpMember')
    .set({ isLead: false })
    .where('followUpId', '=', followUpId)
    .where('isLead', '=', true)
    .execute()
}

type MemberPatch = {
  bias?: 'none' | 'biased'
  biasNote?: string
  declaredAt?: Date
  removedAt: Date | null
}

async function setMember(
  db: Context['db'],
  key: { followUpId: string; accountId: string },
  patch: MemberPatch,
): Promise<void> {
  await db
    .updateTable('followUpMember')
    .set(patch)
    .where('followUpId', '=', key.followUpId)
    .where('accountId', '=', key.accountId)
    .execute()
}
