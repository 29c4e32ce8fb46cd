import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { exceptMany, exceptOwed, withdrawDecision, withdrawException } from './commands-exceptions.ts'
import { ExceptMany, ExceptOwed } from './contract-exceptions.ts'
import { examples } from './examples.ts'

const tag = 'Year plans'
const params = z.object({ yearPlanId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })

export const planExceptionsApi: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/exceptions',
    tag,
    summary: 'Besluta om undantag / Decide an exception',
    description: 'Something owed is left out one year, by a decision that the plan lists.',
    params,
    body: ExceptOwed.omit({ yearPlanId: true }),
    example: examples.exceptOwed,
    answer: done,
    command: exceptOwed,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/exceptions/many',
    tag,
    summary: 'Undanta många på en gång / Decide many exceptions at once',
    description:
      'By the exceptKey of each duty, or all that a filter shows (area, kind, class of risk), with one decision.',
    params,
    body: z.object(ExceptMany.shape).omit({ yearPlanId: true }),
    example: examples.exceptMany,
    answer: done.extend({ excepted: z.number().int() }),
    command: exceptMany,
  }),
  changing({
    method: 'post',
    path: '/year-plan-exceptions/{exceptionId}/withdraw',
    tag,
    summary: 'Ta tillbaka ett undantag / Withdraw an exception',
    description: 'Before the plan is handed over.',
    params: z.object({ exceptionId: z.uuid() }),
    answer: done,
    command: withdrawException,
  }),
  changing({
    method: 'post',
    path: '/year-plan-exceptions/{exceptionId}/withdraw-all',
    tag,
    summary: 'Ta tillbaka alla undantag i ett beslut / Withdraw all exceptions of a decision',
    description: 'Everything of the same rule and year that was decided together.',
    params: z.object({ exceptionId: z.uuid() }),
    answer: done.extend({ withdrawn: z.number().int() }),
    command: withdrawDecision,
  }),
]
