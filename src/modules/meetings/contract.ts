import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { directions, matterKinds, recordKinds } from './rules.ts'

export const line = (longest: number) => z.string().trim().min(1).max(longest)
export const text = (longest: number) => z.string().trim().max(longest).default('')
export const date = z.string().trim().refine(isIsoDate, 'date')

const matterSorts = [
  'openedOn',
  '-openedOn',
  'caseNumber',
  '-caseNumber',
  'title',
  '-title',
  'records',
  '-records',
] as const

export const MatterFilter = z.object({
  q: z.string().trim().max(200).default(''),
  state: z.enum(['open', 'closed', 'all']).default('all'),
  kind: z.enum(matterKinds).optional(),
  sort: z.enum(matterSorts).default('-openedOn'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(50),
})
export type MatterFilter = z.output<typeof MatterFilter>

export const OpenMatter = z
  .object({
    boardId: z.uuid(),
    caseNumber: line(60),
    title: line(300),
    openedOn: date.optional(),
    kind: z.enum(matterKinds).default('other'),
  })
  .strict()

/** Title, kind and what it replaces. The earlier title is kept. */
export const ChangeMatter = z
  .object({
    matterId: z.uuid(),
    revision: z.number().int(),
    title: line(300),
    kind: z.enum(matterKinds),
    replacesId: z.uuid().nullable().default(null),
    reason: text(500),
  })
  .strict()

export const EndMatter = z.object({ matterId: z.uuid(), reason: line(500) }).strict()

/** An official note (tjänsteanteckning): what was said or done, written in the matter as a record. */
export const WriteNote = z.object({ matterId: z.uuid(), title: line(200), note: line(10_000) }).strict()

export const RegisterRecord = z
  .object({
    matterId: z.uuid(),
    title: line(300),
    direction: z.enum(directions),
    party: text(200),
    secrecyClaimed: z.boolean().default(false),
    file: FileInput.optional(),
  })
  .strict()

export const RecordBody = RegisterRecord.omit({ matterId: true, file: true }).extend({
  file: FileBody.optional(),
})

export const MatterView = z.object({
  id: z.uuid(),
  boardId: z.uuid(),
  boardName: z.string(),
  caseNumber: z.string(),
  title: z.string(),
  kind: z.enum(matterKinds),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  revision: z.number().int(),
  records: z.number().int(),
  lastAt: z.string().nullable(),
})

export const RecordView = z.object({
  id: z.uuid(),
  number: z.number().int(),
  title: z.string(),
  direction: z.enum(directions),
  kind: z.enum(recordKinds),
  party: z.string(),
  note: z.string(),
  fileId: z.uuid().nullable(),
  paperId: z.uuid().nullable(),
  secrecyClaimed: z.boolean(),
  registeredAt: z.string(),
})
