import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, fullReason, optionalSentence, revision } from '#platform/shapes.ts'
import { signalSources, signalStates, signalWays } from './rules.ts'

const what = {
  unitId: z.uuid('chooseOne'),
  what: fullReason(4000),
  /** When or where, as far as it is known. */
  happened: optionalSentence(300),
}

/** From somebody who works in the unit. */
export const SendSignal = z.object(what).strict()
/** What came by telephone, in a letter or in a talk, written down by the office. */
export const RegisterSignal = z
  .object({
    ...what,
    source: z.enum(signalSources, 'chooseOne'),
    way: z.enum(signalWays, 'chooseOne'),
    receivedOn: day,
  })
  .strict()
export const CloseSignal = z.object({ signalId: z.uuid(), revision, reason: fullReason(2000) }).strict()

export const SignalFilter = z.object({
  ...listFields,
  state: z.enum(signalStates).optional(),
  source: z.enum(signalSources).optional(),
  unit: z.uuid().optional(),
  sort: sortBy(['datum', 'enhet', 'avsandare', 'lage'], '-datum'),
})
export type SignalFilter = z.output<typeof SignalFilter>

export const SignalView = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  source: z.enum(signalSources),
  way: z.enum(['system', ...signalWays]),
  receipt: z.string(),
  receivedOn: z.string(),
  state: z.enum(signalStates),
  proposalId: z.uuid().nullable(),
})
export const SignalDetail = SignalView.extend({
  what: z.string(),
  happened: z.string(),
  closedReason: z.string(),
  revision: z.number().int(),
})
