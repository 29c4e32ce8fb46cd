import { z } from 'zod'
import { day, named, reason } from '#platform/shapes.ts'
import { owedRules } from './rules-owed.ts'
import { OwedListFilter } from './rules-owed-filter.ts'

const why = reason(2000)
const yearPlanId = z.uuid()
const decision = { reason: why, decidedBy: named(200), decidedOn: day }

export const ExceptOwed = z
  .object({
    yearPlanId,
    // What the board has asked for is changed where it is written down, by its decision.
    rule: z.enum(owedRules).exclude(['review']),
    sourceId: z.uuid(),
    year: z.number('number').int('number').min(2000, 'number').max(2200, 'number'),
    ...decision,
  })
  .strict()

/** What of everything owed is meant: the same words as the list is filtered by. */
const OwedChoice = OwedListFilter.pick({
  q: true,
  source: true,
  kind: true,
  area: true,
  year: true,
  risk: true,
})

/** Some of what is owed, by the keys of the list (`exceptKey`), or all that a filter shows: with one decision. */
export const ExceptMany = z
  .object({
    yearPlanId,
    keys: z.array(z.string().max(200)).max(4000).default([]),
    all: OwedChoice.strict().optional(),
    ...decision,
  })
  .strict()
  .refine((input) => input.all !== undefined || input.keys.length > 0, {
    path: ['keys'],
    message: 'chooseOne',
  })

export const WithdrawException = z.object({ exceptionId: z.uuid() }).strict()
