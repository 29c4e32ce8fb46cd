import { z } from 'zod'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { reason } from '#platform/shapes.ts'
import { workKinds } from './rules.ts'

export const leaverSorts = ['namn', 'slutar', 'kvar'] as const

export const LeaverFilter = z.object({
  ...listFields,
  /** `leaving`: who has left or is about to. `all`: anybody with work in their name. */
  show: z.enum(['leaving', 'all']).default('leaving'),
  sort: sortBy(leaverSorts, 'slutar'),
})
export type LeaverFilter = z.output<typeof LeaverFilter>

export const HandOver = z
  .object({
    fromAccountId: z.uuid(),
    reason: reason(500),
    rows: z
      .array(z.object({ kind: z.enum(workKinds), id: z.uuid(), toAccountId: z.uuid('chooseOne') }).strict())
      .min(1, 'chooseOne')
      .max(1000),
  })
  .strict()
export type HandOver = z.output<typeof HandOver>

const counts = Object.fromEntries(workKinds.map((kind) => [kind, z.number().int()]))

export const LeaverView = z.object({
  id: z.uuid(),
  name: z.string(),
  profession: z.string(),
  state: z.enum(['invited', 'active', 'closed']),
  endsOn: z.string().nullable(),
  left: z.number().int(),
  ...counts,
})

export const WorkView = z.object({
  kind: z.enum(workKinds),
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  unitId: z.uuid().nullable(),
  unitName: z.string(),
  serviceAreaId: z.uuid().nullable(),
  serviceArea: z.string(),
  title: z.string(),
  dueOn: z.string().nullable(),
  part: z.string(),
  href: z.string(),
})
