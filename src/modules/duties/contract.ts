import { z } from 'zod'
import { yearMonthPattern } from '#kernel/dates.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { day, fullReason, revision, sentence, text } from '#platform/shapes.ts'
import { dutyStates } from './rules.ts'

const reason = fullReason(2000)
const dutyId = z.uuid()

export const dutySorts = ['senast', 'vad', 'lage', 'enhet', 'ansvarig'] as const

/** Filter, order and page of what is owed: the same in the page's address and in the API. */
export const DutyFilter = z.object({
  ...listFields,
  rule: z.string().max(100).optional(),
  state: z.enum([...dutyStates, 'late', 'all']).default('open'),
  area: z.uuid().optional(),
  unit: z.uuid().optional(),
  owner: z.uuid().optional(),
  month: z.string().regex(yearMonthPattern).optional(),
  sort: sortBy(dutySorts, 'senast'),
})
export type DutyFilter = z.output<typeof DutyFilter>

export const AssignDuty = z.object({ dutyId, revision, ownerId: z.uuid('chooseOne').nullable() }).strict()
export const WaiveDuty = z.object({ dutyId, revision, reason }).strict()
export const SettleDuty = z.object({ dutyId, revision, doneOn: day, note: reason }).strict()
export const TakeBack = z.object({ dutyId, revision, reason }).strict()
export const MoveDuty = z.object({ dutyId, revision, dueOn: day, reason }).strict()
export const DecideDuty = z
  .object({
    boardId: z.uuid('chooseOne'),
    unitId: z.uuid().nullable().default(null),
    title: sentence(300).min(3, 'required'),
    ground: text(2000).min(3, 'required'),
    dueOn: day,
    ownerId: z.uuid().nullable().default(null),
  })
  .strict()

export const DutyView = z.object({
  id: z.uuid(),
  rule: z.string(),
  title: z.string(),
  href: z.string(),
  ground: z.string(),
  dueOn: z.string(),
  state: z.enum(dutyStates),
  doneOn: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  ownerRole: z.string(),
  boardId: z.uuid(),
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  revision: z.number().int(),
})
