import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, named, neededCaseNumber, optionalText, reason, revision } from '#platform/shapes.ts'
import { depths } from './rules.ts'

const facts = {
  title: named(200),
  what: optionalText(4000),
  caseNumber: neededCaseNumber,
  decidedOn: day,
  paragraph: named(60),
  /** Where the board's decision was taken in here. */
  agendaItemId: z.uuid().nullable().default(null),
  dueOn: day,
  unitId: z.uuid().nullable().default(null),
  serviceAreaId: z.uuid().nullable().default(null),
  depth: z.enum(depths, 'chooseOne'),
}

type Facts = { decidedOn: string; dueOn: string; unitId: string | null; serviceAreaId: string | null }
const isLater = ({ decidedOn, dueOn }: Facts) => dueOn >= decidedOn
const isOne = ({ unitId, serviceAreaId }: Facts) => unitId === null || serviceAreaId === null
const late = { path: ['dueOn'], message: 'dateBeforeOther' }
const both = { path: ['serviceAreaId'], message: 'chooseOne' }

/** What a board has asked its office to look into. */
export const RecordReview = z
  .object({ boardId: z.uuid('chooseOne'), ...facts })
  .strict()
  .refine(isLater, late)
  .refine(isOne, both)
export const ChangeReview = z
  .object({ reviewId: z.uuid(), revision, ...facts, reason: reason(2000) })
  .strict()
  .refine(isLater, late)
  .refine(isOne, both)
export const WithdrawReview = z.object({ reviewId: z.uuid(), reason: reason(2000) }).strict()

export const reviewStates = ['open', 'planned', 'done', 'withdrawn'] as const
export type ReviewState = (typeof reviewStates)[number]
export const reviewSorts = ['senast', 'vad', 'beslut', 'galler', 'lage'] as const
export const ReviewFilter = z.object({
  ...listFields,
  state: z.enum(reviewStates).optional(),
  sort: sortBy(reviewSorts, 'senast'),
})
export type ReviewFilter = z.output<typeof ReviewFilter>
