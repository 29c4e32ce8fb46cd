import { z } from '@hono/zod-openapi'

const people = z.array(z.uuid()).max(2000, 'tooManyAtOnce')

/** Who still works there, and who has left: their accounts are closed. Whoever is in neither is asked about again. */
export const AnswerReview = z.object({ reviewId: z.uuid(), stays: people, left: people }).strict()

const State = z.enum(['open', 'late', 'done', 'missed'])

export const ReviewView = z
  .object({
    id: z.uuid(),
    providerName: z.string().nullable(),
    quarter: z.string(),
    dueOn: z.string(),
    state: State,
    stays: z.number(),
    left: z.number(),
  })
  .openapi('AccountReview')

export const ReviewedPerson = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.string()),
    seenAt: z.string().nullable(),
    answer: z.enum(['stays', 'left']).nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: z.string().nullable(),
  })
  .openapi('ReviewedPerson')
