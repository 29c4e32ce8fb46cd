import { z } from 'zod'
import { deliveryStates } from './rules.ts'

export const DeliveryFilter = z.object({
  q: z.string().trim().max(200).default(''),
  state: z.enum(deliveryStates).optional(),
  sort: z.enum(['tid', '-tid', 'adress', '-adress', 'lage', '-lage']).default('-tid'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
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
