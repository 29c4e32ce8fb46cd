import type { Batch } from './batch.ts'
import type { DemoContent } from './read-demo.ts'

/** Decided plans of earlier years, as they were decided: history, read and never worked in. */
export function addDecidedPlans(batch: Batch, { plans }: DemoContent): void {
  for (const { key, board, ...plan } of plans)
    batch.add('decidedPlan', { ...plan, id: batch.id('decidedPlan', key), boardId: batch.id('board', board) })
}
