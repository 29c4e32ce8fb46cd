import { findingDecided } from '#modules/findings/public.ts'
import { onDecided, type DecidedHook } from '#modules/meetings/public.ts'
import { planDecided } from '#modules/plans/public.ts'

/** The year's plan that the paper carries is decided, sent back or put off with it. */
const movePlan: DecidedHook = async (context, { paperId, outcome, paragraph, heldOn, text }) => {
  if (paperId) await planDecided(context, { paperId, outcome, paragraph, decidedOn: heldOn, wording: text })
}

/** A finding that was taken to the board shows what the board said. */
const tellFinding: DecidedHook = async (context, { paperId, earlier, ...decided }) => {
  if (paperId) await findingDecided(context, { ...decided, paperId, isMended: earlier !== null })
}

/** Whose work a board's decision decides. Each runs within the decision's own transaction, in this order. */
const hooks: readonly DecidedHook[] = [movePlan, tellFinding]

/** Called once where a process starts that can record a decision. */
export function listenToDecisions(): void {
  onDecided(hooks)
}
