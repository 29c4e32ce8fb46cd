import { sql } from 'kysely'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { contrast } from '#platform/web/theme.ts'
import { AssignRole, ChangeSettings, EndRole, InviteAccount, ResetPassword } from './contract.ts'
import { endAccess } from './leaving.ts'
import { insertLink } from './new-link.ts'
import { getSettings, listUnitsForAccounts, lockAccount } from './queries.ts'
import { checkScope, sideOf, type ScopedRole } from './rules.ts'

export const inviteAccount = command({
  verb: 'account.invite',
  input: InviteAccount,
  numberFields: ['tokenHash'],
  target: async () => null,
  async run(context, _target, input) {
    const providerId = await providerOf(context, input)
    checkScope(input.role, { boardId: input.boardId, providerId })
    const side = sideOf(input.role)
    await context.db
      .insertInto('account')
      .values({
        municipalityId: context.actor.municipalityId,
        id: input.accountId,
        name: input.name,
        email: input.email,
        state: 'invited',
        side,
        profession: input.profession ?? null,
        providerId: side === 'operator' ? (providerId ?? null) : null,
      })
      .execute()
    const validFrom = todayIn(context.now)
    await insertAssignment(context, { ...input, providerId, assignmentId: uuidv7(), validFrom })
    await insertLink(context, input, 'invitation')
    return { id: input.accountId }
  },
  detail: (input) => ({ role: input.role }),
})

/** A link with which the person chooses a new password. The administrator never learns it. */
export const resetPassword = command({
  verb: 'account.resetPassword',
  input: ResetPassword,
  numberFields: ['tokenHash'],
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account, input) {
    if (account.state === 'closed') throw new Problem('wrongState')
    await context.db
      .updateTable('accountLink')
      .set({ usedAt: context.now })
      .where('accountId', '=', account.id)
      .where('usedAt', 'is', null)
      .execute()
    await insertLink(context, input, account.state === 'invited' ? 'invitation' : 'reset')
    return { id: account.id }
  },
})

export const assignRole = command({
  verb: 'account.assign',
  input: AssignRole,
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account, input) {
    // Power over accounts must not become power over content: nobody gives themselves a role.
    if (account.id === context.actor.accountId) throw new Problem('notAllowed')
    if (account.state === 'closed') throw new Problem('wrongState')
    if (sideOf(input.role) !== account.side) throw fieldProblem('role', 'otherSide')
    const own = account.providerId ?? undefined
    const providerId = await providerOf(context, { ...input, providerId: own })
    checkScope(input.role, { boardId: input.boardId, providerId })
    await insertAssignment(context, { ...input, providerId })
    return { id: input.assignmentId }
  },
  detail: (input) => ({
    role: input.role,
    boardId: input.boardId ?? null,
    ...(input.unitId ? { unitId: input.unitId } : {}),
  }),
})

export const endRole = command({
  verb: 'account.assign',
  input: EndRole,
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account, input) {
    const { db, now } = context
    const yesterday = addDays(todayIn(now), -1)
    if (input.lastDay && input.lastDay <= yesterday) throw fieldProblem('lastDay', 'dateInPast')
    await db
      .updateTable('roleAssignment')
      // One that began today, or has not begun, ends the day before it began: it is gone now, not tomorrow.
      .set({ validTo: sql`greatest(valid_from - 1, ${input.lastDay ?? yesterday}::date)` })
      .where('id', '=', input.assignmentId)
      .where('accountId', '=', account.id)
      .execute()
    return { id: input.assignmentId, ...(await endAccess(context, account)) }
  },
  detail: (input, { id: _id, ...ended }) => ({
    ended: input.assignmentId,
    lastDay: input.lastDay ?? null,
    ...ended,
  }),
})

export const changeSettings = command({
  verb: 'settings.change',
  input: ChangeSettings,
  target: ({ db }) => getSettings(db),
  async run({ db }, settings, input) {
    if (contrast(input.accent, '#ffffff') < 4.5) throw fieldProblem('accent', 'colourTooPale')
    await db.updateTable('municipality').set(input).where('id', '=', settings.id).execute()
    return { id: settings.id }
  },
  detail: (input) => ({ ...input }),
})

/** Whose the role is. A unit tells who runs it; one that the given provider does not run is refused. */
async function providerOf(
  { db, now }: Context,
  given: { role: ScopedRole; providerId?: string | undefined; unitId?: string | undefined },
): Promise<string | undefined> {
  if (!given.unitId || sideOf(given.role) !== 'operator') return given.providerId
  const units = await listUnitsForAccounts(db, todayIn(now))
  const unit = units.find(
    ({ id, providerId }) => id === given.unitId && providerId === (given.providerId ?? providerId),
  )
  if (!unit) throw fieldProblem('unitId', 'unitOfOther')
  return unit.providerId
}

type NewAssignment = {
  accountId: string
  assignmentId: string
  role: ScopedRole
  boardId?: string | undefined
  providerId?: string | undefined
  unitId?: string | undefined
  validFrom: string
  validTo?: string | undefined
}

async function insertAssignment({ db, actor }: Context, given: NewAssignment): Promise<void> {
  const isOperator = sideOf(given.role) === 'operator'
  await db
    .insertInto('roleAssignment')
    .values({
      municipalityId: actor.municipalityId,
      id: given.assignmentId,
      accountId: given.accountId,
      role: given.role,
      boardId: isOperator ? null : (given.boardId ?? null),
      providerId: isOperator ? (given.providerId ?? null) : null,
      unitId: isOperator ? (given.unitId ?? null) : null,
      validFrom: given.validFrom,
      validTo: given.validTo ?? null,
    })
    .execute()
}
