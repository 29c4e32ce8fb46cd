import { z } from 'zod'
import { listFields } from '#platform/list-filter.ts'
import { revision, text } from '#platform/shapes.ts'
import { itemKinds, reviewStates, verdicts } from './rules.ts'

const most = 500

/** One judgement of several things: an explanation that holds for all of them. */
export const JudgeItems = z
  .object({
    reviewId: z.uuid(),
    revision,
    itemIds: z.array(z.uuid()).min(1, 'chooseRows').max(most, 'tooManyAtOnce'),
    verdict: z.enum(verdicts, 'chooseOne'),
    note: text(1000).default(''),
  })
  .strict()

export const FinishReview = z
  .object({
    reviewId: z.uuid(),
    revision,
    conclusion: text(2000).default(''),
    lateReason: text(1000).default(''),
  })
  .strict()

const count = (least: number, largest: number) =>
  z.number('number').int('number').min(least, 'outOfRange').max(largest, 'outOfRange')

export const SetRules = z
  .object({
    revision,
    sampleRows: count(10, 500),
    samplePercent: count(0, 100),
    mostPlaces: count(5, 1000),
    mostRefusals: count(3, 1000),
    mostNetworks: count(1, 100),
  })
  .strict()

export const ReviewFilter = z.object({
  page: listFields.page,
  limit: listFields.limit,
  state: z.enum(reviewStates).optional(),
})
export type ReviewFilter = z.output<typeof ReviewFilter>

const figures = {
  sampleRows: z.number(),
  samplePercent: z.number(),
  mostPlaces: z.number(),
  mostRefusals: z.number(),
  mostNetworks: z.number(),
}
export const FiguresView = z.object({ ...figures, revision: z.number() })

const review = {
  id: z.uuid(),
  /** The first day of the month. */
  month: z.string(),
  state: z.enum(reviewStates),
  dueOn: z.string(),
  skippedAt: z.string().nullable(),
  finishedBy: z.string().nullable(),
  finishedAt: z.string().nullable(),
  rowCount: z.number(),
  items: z.number(),
  hits: z.number(),
  judged: z.number(),
  faults: z.number(),
  conclusion: z.string(),
  lateReason: z.string(),
}
export const ReviewRow = z.object(review)

export const ItemView = z.object({
  id: z.uuid(),
  rule: z.enum(itemKinds),
  subjectId: z.uuid(),
  subject: z.string(),
  day: z.string(),
  rows: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  verbs: z.array(z.string()),
  outcomes: z.array(z.string()),
  verdict: z.enum(verdicts).nullable(),
  note: z.string(),
  judgedBy: z.string().nullable(),
  judgedAt: z.string().nullable(),
})

export const ReviewView = z.object({
  ...review,
  seed: z.string(),
  lastSeq: z.number(),
  revision: z.number(),
  rules: z.object(figures),
  items: z.number(),
  things: z.array(ItemView),
})
