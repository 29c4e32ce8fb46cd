import type { IsoDate } from '#kernel/dates.ts'
import type { Context } from '#platform/command.ts'
import type { Outcome } from './rules.ts'

/** What the board decided in an item, told to those whose work it decides. */
export type Decided = {
  itemId: string
  meetingId: string
  boardId: string
  matterId: string
  paperId: string | null
  heldOn: IsoDate
  outcome: Outcome
  text: string
  paragraph: string
  /** What stood before, when the outcome is mended before the minutes are adjusted. */
  earlier: Outcome | null
}

/** Runs within the decision's own transaction: where it throws, nothing is decided. */
export type DecidedHook = (context: Context, decided: Decided) => Promise<void>

/** Laid ready by src/server/decided.ts when the process starts, so that modules need not know each other. */
let hooks: readonly DecidedHook[] = []

export function onDecided(all: readonly DecidedHook[]): void {
  hooks = all
}

export async function tellDecided(context: Context, decided: Decided): Promise<void> {
  for (const hook of hooks) await hook(context, decided)
}
