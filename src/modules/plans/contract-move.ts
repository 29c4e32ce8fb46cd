import { z } from 'zod'
import { optionalText, revision } from '#platform/shapes.ts'
import { teamRoles } from './rules.ts'

export const PinItems = z
  .object({
    yearPlanId: z.uuid(),
    itemIds: z.array(z.uuid()).min(1, 'chooseOne').max(2000),
    pinned: z.boolean(),
    reason: optionalText(2000),
  })
  .strict()

/** Another month of the same year, or for what is no more exact the other half. `team` only where it changes too. */
export const MoveItem = z
  .object({
    itemId: z.uuid(),
    revision,
    month: z.number('chooseOne').int().min(1).max(12).nullable().default(null),
    half: z.union([z.literal(1), z.literal(2)]).optional(),
    pin: z.boolean().default(false),
    team: z
      .array(
        z
          .object({ accountId: z.uuid(), role: z.enum(teamRoles), hours: z.number().min(0).max(10_000) })
          .strict(),
      )
      .max(12)
      .optional(),
    reason: optionalText(2000),
  })
  .strict()
  .refine((input) => input.month !== null || input.half !== undefined, {
    path: ['month'],
    message: 'chooseOne',
  })
export type MoveItem = z.output<typeof MoveItem>
