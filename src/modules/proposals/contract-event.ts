import { z } from 'zod'
import { yearMonthPattern } from '#kernel/dates.ts'
import { day, named, optionalSentence, reason } from '#platform/shapes.ts'
import { teamRoles } from '#modules/plans/public.ts'

const month = z.string().regex(yearMonthPattern, 'chooseOne')

/** Where a row can be pushed to: a month, a half-year, a lower depth, or other people at the same time. */
export const pushedPattern = /^(\d{4}-(0[1-9]|1[0-2])|H[12]|basic|team)$/

/**
 * An event-driven follow-up put into a year's plan: its months and hours, and what is pushed aside for it. `draftMark` is
 * the plan's rows as the person saw them: what is decided is what was shown.
 */
export const PlaceEvent = z
  .object({
    yearPlanId: z.uuid(),
    followUpId: z.uuid('chooseOne'),
    draftMark: named(100),
    from: month,
    to: month,
    people: z
      .array(
        z
          .object({
            accountId: z.uuid(),
            role: z.enum(teamRoles),
            hours: z.number('number').min(0, 'number').max(2000, 'number'),
          })
          .strict(),
      )
      .max(100),
    choices: z
      .array(
        z
          .object({
            itemId: z.uuid(),
            to: z.string().regex(pushedPattern, 'chooseOne'),
          })
          .strict(),
      )
      .max(200)
      .default([]),
    /** Decided although somebody gets more hours than there are. */
    acceptOver: z.boolean().default(false),
    reason: reason(2000),
    decidedOn: day,
    /** Who has decided, where no delegation order names it. Empty: whoever puts it in. */
    decidedBy: optionalSentence(200),
  })
  .strict()
  .refine((input) => input.to >= input.from, { path: ['to'], message: 'dateBeforeOther' })
  .refine((input) => input.people.some(({ hours }) => hours > 0), {
    path: ['people'],
    message: 'hoursNeeded',
  })
export type PlaceEvent = z.output<typeof PlaceEvent>
