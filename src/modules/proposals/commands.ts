import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findYearPlan, type YearPlan } from '#modules/plans/public.ts'
import { command, type Context } from '#platform/command.ts'
import { proposalTexts as t } from '#texts/sv/proposals.ts'
import { AskProposal, OfProposal } from './contract.ts'
import { draftMarkOf, wordsOf } from './gather.ts'
import { groundOf } from './ground-today.ts'
import type { Ground } from './ground.ts'
import { professionsOf } from './input-staff.ts'
import { inputOf, type Built } from './input.ts'
import { lockProposal } from './queries.ts'
import { sealed } from './question.ts'
import { isUnderway, stateOf, type Assumptions } from './rules.ts'

/** So many of one plan wait or are computed at a time: they take turns, and each takes minutes. */
const mostWaiting = 10

/**
 * Puts the question together as things stand now and hands it to the background work. What it is computed from is kept whole
 * with it: the same question gives the same plan, and it can be told afterwards what was known.
 */
export const askProposal = command({
  verb: 'proposal.ask',
  input: AskProposal,
  target: ({ db }, { yearPlanId }) => findYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    if (plan.state !== 'draft') throw new Problem('wrongState')
    return queueProposal(context, plan, input)
  },
  detail: (input, { id, units }) => ({ proposal: id, units, mostSeconds: input.mostSeconds }),
})

/** The question of a draft, put together and queued inside whatever command asks it. */
export async function queueProposal(context: Context, plan: YearPlan, input: AskProposal) {
  await refuseTooMany(context, plan)
  const assumptions = assumptionsOf(input)
  const asked = { today: todayIn(context.now), keepMonths: assumptions.keepMonths }
  const ground = await groundOf(context.db, plan, asked)
  refuseUnknown(ground, assumptions)
  const built = inputOf(ground, assumptions)
  refuseEmpty(built)
  const id = uuidv7(context.now.getTime())
  const { text, sha256 } = sealed(built.input)
  await context.db
    .insertInto('planProposal')
    .values({
      municipalityId: context.actor.municipalityId,
      id,
      yearPlanId: plan.id,
      boardId: plan.boardId,
      name: input.name || t.nameOf(assumptions),
      assumptions: JSON.stringify(assumptions),
      state: 'queued',
      mostSeconds: input.mostSeconds,
      wantedGap: input.gapPercent / 100,
      input: text,
      inputSha256: sha256,
      words: JSON.stringify(wordsOf(ground, t.addedPerson(assumptions.addedProfession))),
      notes: JSON.stringify({ notes: built.notes, left: built.left }),
      draftMark: await draftMarkOf(context.db, plan.id),
      askedBy: context.actor.accountId,
      askedAt: context.now,
    })
    .execute()
  return { id, yearPlanId: plan.id, units: built.input.units.length }
}

function assumptionsOf(input: AskProposal): Assumptions {
  const { addedProfession, addedHours, inDepthEvery, noJuly, reservePercent, keepMonths } = input
  return { addedProfession, addedHours, inDepthEvery, noJuly, reservePercent, keepMonths }
}

async function refuseTooMany({ db }: Context, plan: YearPlan): Promise<void> {
  const waiting = await db
    .selectFrom('planProposal')
    .select('id')
    .where('yearPlanId', '=', plan.id)
    .where('endedAt', 'is', null)
    .execute()
  if (waiting.length >= mostWaiting) throw fieldProblem('yearPlanId', 'proposalsWait')
}

/** A profession that no team asks for would be supposed for nothing. */
function refuseUnknown({ people }: Ground, { addedProfession }: Assumptions): void {
  if (addedProfession !== '' && !professionsOf(people).includes(addedProfession))
    throw fieldProblem('addedProfession', 'chooseOne')
}

/** Nothing to compute, or nobody to do it: told with where it is mended. */
function refuseEmpty({ input }: Built): void {
  if (input.units.length === 0) throw fieldProblem('yearPlanId', 'noUnitsOwed')
  if (input.staff.length === 0) throw fieldProblem('yearPlanId', 'noStaffHours')
}

/** The work keeps the best it has found by then. What has not begun is taken off the queue. */
export const stopProposal = command({
  verb: 'proposal.stop',
  input: OfProposal,
  target: ({ db }, { proposalId }) => lockProposal(db, proposalId),
  async run({ db, actor, now }, proposal) {
    if (!isUnderway(proposal.state)) throw new Problem('wrongState')
    const asked = { stopAskedBy: actor.accountId, stopAskedAt: now }
    const ended =
      proposal.state === 'queued'
        ? { state: stateOf(proposal.state, 'giveUp'), endedAt: now, fault: 'stopped' }
        : {}
    await db
      .updateTable('planProposal')
      .set({ ...asked, ...ended })
      .where('id', '=', proposal.id)
      .execute()
    return { id: proposal.id, yearPlanId: proposal.yearPlanId }
  },
})
