import { z } from 'zod'
import { UnitFacts } from '#modules/organisation/public.ts'
import { dayInHistory, named, reason } from '#platform/shapes.ts'
import { successionKinds } from './rules.ts'

const why = reason(2000)

export const RecordSuccession = z
  .object({
    kind: z.enum(successionKinds, 'chooseOne'),
    fromUnitIds: z.array(z.uuid()).min(1, 'chooseOne').max(20),
    /** Units that are there already. */
    toUnitIds: z.array(z.uuid()).max(10).default([]),
    /** Units that are made by it, with the caller's ids. */
    newUnits: z
      .array(UnitFacts.extend({ id: z.uuid(), code: named(60) }).strict())
      .max(10)
      .default([]),
    on: dayInHistory,
    note: why,
    /** A unit that is divided may go on itself, with what is left of it. */
    goesOn: z.boolean().default(false),
    /** Whether the agreements that cover the units that go in cover those that come out. */
    agreements: z.enum(['follow', 'stay'], 'chooseOne'),
  })
  .strict()
export type RecordSuccession = z.output<typeof RecordSuccession>

export const WithdrawSuccession = z
  .object({
    successionId: z.uuid(),
    reason: why,
    /** The unit that ended by it is in operation again from that day. */
    restore: z.boolean().default(true),
  })
  .strict()

export const RelativeView = z.object({
  unitId: z.uuid(),
  name: z.string(),
  side: z.enum(['before', 'after']),
  steps: z.number().int(),
  successionId: z.uuid(),
  kind: z.enum(successionKinds),
  happenedOn: z.string(),
  note: z.string(),
})
