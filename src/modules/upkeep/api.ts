import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { answerReview } from './commands.ts'
import { AnswerReview, ReviewedPerson, ReviewView } from './contract.ts'
import { examples } from './examples.ts'
import { listReviews, readReview } from './queries.ts'

const tag = 'Konton'
const verb = 'account.review'
const params = z.object({ reviewId: z.uuid() })

export const upkeepApi: readonly Operation[] = [
  reading({
    path: '/account-reviews',
    tag,
    verb,
    summary: 'Lista kontogenomgångar / List account reviews',
    description:
      'Each quarter’s review of who still works there: of one’s own provider, or of all for the administrator.',
    answer: z.object({ reviews: z.array(ReviewView) }),
    run: async (tx) => ({ reviews: await listReviews(tx, todayIn(new Date())) }),
  }),
  reading({
    path: '/account-reviews/{reviewId}',
    tag,
    verb,
    summary: 'Visa en kontogenomgång / Read an account review',
    description: 'The people of a review, and what has been said of them.',
    params,
    answer: z.object({ id: z.uuid(), state: z.string(), people: z.array(ReviewedPerson) }),
    run: async (tx, { reviewId }, actor) => {
      const found = await readReview(tx, { actor, today: todayIn(new Date()) }, reviewId)
      return found && { id: found.review.id, state: found.review.state, people: found.people }
    },
  }),
  changing({
    method: 'post',
    path: '/account-reviews/{reviewId}/answers',
    tag,
    summary: 'Svara vilka som arbetar kvar / Answer who is left',
    description:
      'Accounts of people who have left are closed at once. Whoever is left out is asked about again.',
    params,
    body: z.object(AnswerReview.shape).omit({ reviewId: true }),
    example: examples.answerReview,
    answer: z.object({
      id: z.uuid(),
      stays: z.number().int(),
      left: z.number().int(),
      remaining: z.number().int(),
    }),
    command: answerReview,
  }),
]
