import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { finishReview, judgeItems, setRules } from './commands.ts'
import {
  FiguresView,
  FinishReview,
  JudgeItems,
  ReviewFilter,
  ReviewRow,
  ReviewView,
  SetRules,
} from './contract.ts'
import { examples } from './examples.ts'
import { findReview, getFigures, listItems, listReviews } from './queries.ts'

const tag = 'Logg'
const params = z.object({ reviewId: z.uuid() })
const saved = z.object({ id: z.uuid(), revision: z.number() })

export const logReviewsApi: readonly Operation[] = [
  reading({
    path: '/log-reviews',
    tag,
    verb: 'audit.read',
    summary: 'Loggkontroller / Log reviews',
    description:
      'Month by month, the latest first: what was drawn and found, how much is judged, and what came of it.',
    query: ReviewFilter,
    answer: listOf('logReviews', ReviewRow),
    run: async (tx, filter) => {
      const { rows, total } = await listReviews(tx, filter)
      return { logReviews: rows, total, page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/log-reviews/{reviewId}',
    tag,
    verb: 'audit.read',
    summary: 'En månads loggkontroll / One month',
    description:
      'The seed of the sample, the figures it was made with, and every thing to judge: a sampled row, or what a rule found of one person on one day. The rows themselves: GET /log-rows with `item`.',
    params,
    answer: ReviewView,
    run: async (tx, { reviewId }) => {
      const review = await findReview(tx, reviewId)
      return review && { ...review, things: await listItems(tx, reviewId) }
    },
  }),
  changing({
    method: 'post',
    path: '/log-reviews/{reviewId}/judgements',
    tag,
    summary: 'Bedöm rader / Judge',
    description: 'One verdict for one or several things. Nobody judges rows about themselves.',
    params,
    body: JudgeItems.omit({ reviewId: true }),
    example: examples.judgeItems,
    answer: saved,
    command: judgeItems,
  }),
  changing({
    method: 'post',
    path: '/log-reviews/{reviewId}/completion',
    tag,
    summary: 'Avsluta månaden / Finish the month',
    description: 'When everything is judged. After the last day a reason is needed for why it is late.',
    params,
    body: FinishReview.omit({ reviewId: true }),
    example: examples.finishReview,
    answer: saved.extend({ faults: z.number() }),
    command: finishReview,
  }),
  reading({
    path: '/log-review-rules',
    tag,
    verb: 'audit.read',
    summary: 'Hur mycket som granskas / How much is looked at',
    description:
      'The figures the next month will be made with. Revision 0: nobody has chosen, and these are the usual.',
    answer: FiguresView,
    run: (tx) => getFigures(tx),
  }),
  changing({
    method: 'put',
    path: '/log-review-rules',
    tag,
    summary: 'Ändra hur mycket som granskas / Change how much is looked at',
    description: 'From the next month on. Months that are made keep what they were made with.',
    body: SetRules,
    example: examples.setRules,
    answer: saved,
    command: setRules,
  }),
]
