import { onDecided, type DecidedHook } from '#modules/meetings/public.ts'

/** Whose work a board's decision decides. Each runs within the decision's own transaction, in this order. */
const hooks: readonly DecidedHook[] = []

/** Called once where a process starts that can record a decision. */
export function listenToDecisions(): void {
  onDecided(hooks)
}
