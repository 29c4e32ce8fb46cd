import { addDays } from '#kernel/dates.ts'
import { stateAfter } from '#kernel/moves.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { command } from '#platform/command.ts'
import { ExtendAgreement, SignAgreement } from './contract-more.ts'
import { agreementDutyRules } from './duties.ts'
import { refuseUnexplained } from './mirror.ts'
import { refuseWithoutPlan } from './plan-needed.ts'
import { publishOwnRequirements } from './own-requirements.ts'
import { agreementMoves, type ExtensionOption } from './rules.ts'
import {
  lockAgreement,
  refuseUnknownCatalogue,
  replaceStates,
  seenStates,
  shown,
  type StateRow,
} from './states.ts'

/**
 * What is drafted is adopted: its follow-up plan is fixed or excepted, each difference from the agreement it mirrors
 * has its reason, and the requirements written for it alone are published with the same decision.
 */
export const signAgreement = command({
  verb: 'agreement.sign',
  input: SignAgreement,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { agreementId, decidedOn, decidedBy, decision, revision }) {
    const { db } = context
    const seen = await seenStates(db, agreementId, revision)
    const drafted = seen.inForce.filter((state) => state.status === 'drafted')
    const [first] = drafted
    if (!first) throw new Problem('wrongState')
    await refuseWithoutPlan(context, agreement)
    await refuseUnexplained(db, agreement, first.validFrom)
    const status = stateAfter(agreementMoves, 'drafted', 'adopt')
    const added = drafted.map((state) => ({
      ...shown(state),
      status,
      decidedOn,
      decidedBy,
      validFrom: state.validFrom,
      validTo: state.validTo,
      changeNote: decision || state.changeNote,
    }))
    for (const state of added) await refuseUnknownCatalogue(db, state)
    const superseded = drafted.map((state) => state.id)
    const next = await replaceStates(context, agreement, seen, { superseded, added })
    await publishOwnRequirements(context, agreement, {
      decidedOn,
      decidedBy,
      decision,
      from: first.validFrom,
    })
    await refreshDuties(context, agreementDutyRules, [agreementId])
    return { id: agreementId, revision: next }
  },
  detail: ({ decidedOn }) => ({ decidedOn }),
})

/** An option is used, and the agreement runs on with the same terms to the day it says; or it is let go. */
export const extendAgreement = command({
  verb: 'agreement.change',
  input: ExtendAgreement,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, input) {
    const seen = await seenStates(context.db, agreement.id, input.revision)
    const last = seen.inForce.filter((state) => state.status === 'adopted').at(-1)
    if (!last) throw new Problem('wrongState')
    const change = input.outcome === 'declined' ? declined(last, input) : used(last, input)
    if (input.outcome === 'used') await refuseWithoutPlan(context, agreement)
    // An end that was recorded gives way to the extension.
    const ended = seen.inForce.filter((state) => state.status === 'ended' && input.outcome === 'used')
    const superseded = [last.id, ...ended.map((state) => state.id)]
    const next = await replaceStates(context, agreement, seen, { superseded, added: change })
    await refreshDuties(context, agreementDutyRules, [agreement.id])
    return { id: agreement.id, revision: next }
  },
  detail: ({ until, outcome, decidedOn }) => ({ until, outcome, decidedOn }),
})

type Decided = Pick<ExtensionOption, 'until' | 'decision'> & {
  outcome: 'used' | 'declined'
  decidedOn: string
  decidedBy: string
}

function declined(last: StateRow, input: Decided) {
  return [{ ...kept(last), options: decidedOptions(last, input) }]
}

function used(last: StateRow, input: Decided) {
  const options = decidedOptions(last, input)
  if (last.validTo === null) throw fieldProblem('until', 'hasNoEnd')
  if (input.until < last.validTo) throw fieldProblem('until', 'dateBeforeOther')
  const { decidedOn, decidedBy, decision } = input
  const longer = { ...kept(last), options, decidedOn, decidedBy, changeNote: decision }
  return [
    { ...kept(last), options },
    { ...longer, validFrom: last.validTo, validTo: addDays(input.until, 1) },
  ]
}

function kept(state: StateRow) {
  const { validFrom, validTo, changeNote } = state
  return { ...shown(state), validFrom, validTo, changeNote }
}

function decidedOptions(last: StateRow, input: Decided): ExtensionOption[] {
  const open = last.options.find((option) => option.until === input.until && option.outcome === null)
  if (!open) throw fieldProblem('until', 'chooseOne')
  const { outcome, decidedOn, decision } = input
  return last.options.map((option) =>
    option === open ? { ...option, outcome, decidedOn, decision } : option,
  )
}
