import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { moveItem } from './commands-move.ts'
import { pinItems } from './commands-pin.ts'
import { MoveItem, PinItems } from './contract-move.ts'
import { examples } from './examples.ts'

const tag = 'Year plans'
const done = z.looseObject({ id: z.uuid() })

/** A row to another time, and the lock that keeps it there. */
export const planMovesApi: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/year-plan-items/{itemId}/move',
    tag,
    summary: 'Flytta en rad / Move a row',
    description:
      'To a month of the same year, or to a half of it. `pin` locks it there; `team` is given where it changes too. Carries the revision that was read.',
    params: z.object({ itemId: z.uuid() }),
    body: z.object(MoveItem.shape).omit({ itemId: true }),
    example: examples.moveItem,
    answer: done,
    command: moveItem,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/lock-items',
    tag,
    summary: 'Lås eller lås upp rader / Lock or unlock rows',
    description:
      'A locked row keeps its month in every later proposal; one that has only a half-year keeps that.',
    params: z.object({ yearPlanId: z.uuid() }),
    body: PinItems.omit({ yearPlanId: true }),
    example: examples.pinItems,
    answer: done,
    command: pinItems,
  }),
]
