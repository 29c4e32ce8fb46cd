import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { deliveryStates } from './rules.ts'

export const deliverySorts = ['tid', 'adress', 'lage'] as const

export const DeliveryFilter = z.object({
  ...listFields,
  state: z.enum(deliveryStates).optional(),
  sort: sortBy(deliverySorts, '-tid'),
})
export type DeliveryFilter = z.output<typeof DeliveryFilter>

export const DeliveryView = z.object({
  id: z.uuid(),
  address: z.string(),
  subject: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  answerCode: z.number().int().nullable(),
  answer: z.string(),
  queuedAt: z.string(),
  endedAt: z.string().nullable(),
})

export const ChooseMail = z.object({ wanted: z.boolean() }).strict()
export const RetryMail = z.object({ deliveryId: z.uuid() }).strict()
export const TestMail = z.object({}).strict()
