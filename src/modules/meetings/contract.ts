import { z } from 'zod'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { listFields, rowsUpTo, sortBy } from '#platform/list-filter.ts'
import {
  day,
  named,
  neededCaseNumber,
  optionalSentence,
  optionalText,
  revision,
  written,
} from '#platform/shapes.ts'
import { directions, matterKinds, recordKinds } from './rules.ts'

const matterSorts = ['openedOn', 'caseNumber', 'title', 'records'] as const

export const MatterFilter = z.object({
  ...listFields,
  state: z.enum(['open', 'closed', 'all']).default('all'),
  kind: z.enum(matterKinds).optional(),
  sort: sortBy(matterSorts, '-openedOn'),
  limit: rowsUpTo(10_000),
})
export type MatterFilter = z.output<typeof MatterFilter>

export const OpenMatter = z
  .object({
    boardId: z.uuid(),
    caseNumber: neededCaseNumber,
    title: named(300),
    openedOn: day.optional(),
    kind: z.enum(matterKinds).default('other'),
  })
  .strict()

/** Title, kind and what it replaces. The earlier title is kept. */
export const ChangeMatter = z
  .object({
    matterId: z.uuid(),
    revision,
    title: named(300),
    kind: z.enum(matterKinds),
    replacesId: z.uuid().nullable().default(null),
    reason: optionalText(500),
  })
  .strict()

export const EndMatter = z.object({ matterId: z.uuid(), reason: written(500) }).strict()

/** An official note (tjänsteanteckning): what was said or done, written in the matter as a record. */
export const WriteNote = z.object({ matterId: z.uuid(), title: named(200), note: written(10_000) }).strict()

export const RegisterRecord = z
  .object({
    matterId: z.uuid(),
    title: named(300),
    direction: z.enum(directions),
    party: optionalSentence(200),
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
