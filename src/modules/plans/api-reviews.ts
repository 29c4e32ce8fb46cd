import { z } from 'zod'
import { rowsOnPage } from '#kernel/lists.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { comparedKinds, compareVersions, CompareFilter, filterCompared } from './compare.ts'
import { changeReview, recordReview, withdrawReview } from './commands-reviews.ts'
import { ChangeReview, RecordReview, ReviewFilter, reviewStates, WithdrawReview } from './contract-reviews.ts'
import { examples } from './examples.ts'
import { listOwed } from './owed-list.ts'
import { findReview, listReviewChanges, listReviews } from './queries-reviews.ts'
import { findYearPlan } from './queries.ts'
import { filterOwed, OwedListFilter } from './rules-owed-filter.ts'
import { owedKinds, owedSources, owedStates } from './rules-owed-list.ts'

const tag = 'Year plans'
const params = z.object({ reviewId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })
const ReviewView = z.looseObject({
  id: z.uuid(),
  boardId: z.uuid(),
  title: z.string(),
  caseNumber: z.string(),
  paragraph: z.string(),
  dueOn: z.string(),
  state: z.enum(reviewStates),
  revision: z.number().int(),
})

/** What boards have asked to be looked into, and all that a plan owes by whomever asks for it. */
export const reviewsApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/duties',
    tag,
    verb: 'followUp.read',
    summary: 'Lista allt som planen är skyldig / List all that a plan owes',
    description:
      'By law, guideline, agreement or decision, year by year, with whether the plan has it, page by page. Unannounced visits have a half-year.',
    params: z.object({ yearPlanId: z.uuid() }),
    query: OwedListFilter,
    answer: z.object({
      duties: z.array(
        z.looseObject({
          key: z.string(),
          kind: z.enum(owedKinds),
          source: z.enum(owedSources),
          name: z.string(),
          year: z.number().int(),
          state: z.enum(owedStates),
        }),
      ),
      total: z.number().int(),
    }),
    run: async (tx, { yearPlanId, ...filter }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      if (!plan) return undefined
      const chosen = filterOwed((await listOwed(tx, plan)).entries, filter)
      return { duties: rowsOnPage(chosen, filter), total: chosen.length }
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/comparison',
    tag,
    verb: 'followUp.read',
    summary: 'Jämför två versioner / Compare two versions',
    description:
      'Each row that was moved, added, dropped or changed, in words, with the reason given last. Asked for nothing: the working version against the latest decided; `utkast` is the working version.',
    params: z.object({ yearPlanId: z.uuid() }),
    query: CompareFilter,
    answer: z.object({
      from: z.number().int().nullable(),
      to: z.union([z.number().int(), z.string()]).nullable(),
      rows: z.array(
        z.looseObject({
          itemId: z.uuid(),
          kind: z.enum(comparedKinds),
          words: z.string(),
          reason: z.string(),
        }),
      ),
      total: z.number().int(),
    }),
    run: async (tx, { yearPlanId, ...filter }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      const compared = plan && (await compareVersions(tx, plan, filter))
      const rows = filterCompared(compared?.rows ?? [], filter)
      return (
        plan && {
          ...{ from: compared?.from ?? null, to: compared?.to ?? null, total: rows.length },
          rows: rowsOnPage(rows, filter),
        }
      )
    },
  }),
  reading({
    path: '/special-reviews',
    tag,
    verb: 'followUp.read',
    summary: 'Lista särskilda granskningar / List special reviews',
    description: 'What your boards have asked their offices to look into, the first to be done on top.',
    query: ReviewFilter,
    answer: z.object({ reviews: z.array(ReviewView), total: z.number().int() }),
    run: (tx, filter) => listReviews(tx, filter),
  }),
  reading({
    path: '/special-reviews/{reviewId}',
    tag,
    verb: 'followUp.read',
    summary: 'Läs en särskild granskning / Read a special review',
    description: 'With every change, who made it and why.',
    params,
    answer: ReviewView.extend({ changes: z.array(z.looseObject({ id: z.uuid(), kind: z.string() })) }),
    run: async (tx, { reviewId }) => {
      const review = await findReview(tx, reviewId)
      return review && { ...review, changes: await listReviewChanges(tx, reviewId) }
    },
  }),
  changing({
    method: 'post',
    path: '/special-reviews',
    tag,
    summary: 'Skriv in en särskild granskning / Record a special review',
    description: 'From the board’s decision, with case number and paragraph. From then on the plan owes it.',
    body: z.object(RecordReview.shape),
    example: examples.recordReview,
    answer: done,
    command: recordReview,
    created: true,
  }),
  changing({
    method: 'put',
    path: '/special-reviews/{reviewId}',
    tag,
    summary: 'Ändra en särskild granskning / Change a special review',
    description:
      'With a reason. Carries the revision that was read; a mismatch answers 412 with what holds now.',
    params,
    body: z.object(ChangeReview.shape).omit({ reviewId: true }),
    example: examples.changeReview,
    answer: done,
    command: changeReview,
  }),
  changing({
    method: 'post',
    path: '/special-reviews/{reviewId}/withdraw',
    tag,
    summary: 'Ta tillbaka en särskild granskning / Withdraw a special review',
    description: 'With a reason; it stays to be read.',
    params,
    body: WithdrawReview.omit({ reviewId: true }),
    example: examples.withdrawReview,
    answer: done,
    command: withdrawReview,
  }),
]
