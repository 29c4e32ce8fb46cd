import { z } from 'zod'
import { listFields, rowsUpTo } from '#platform/list-filter.ts'
import { dayInHistory, named, optionalText, revision } from '#platform/shapes.ts'
import { importKinds, importStates, importSteps, outcomes } from './rules.ts'

const changeKind = z.enum(['change', 'correction'], 'chooseOne')
const note = optionalText(2000)

const uploaded = {
  id: z.uuid(),
  fileName: named(300),
  bytes: z.instanceof(Uint8Array, { message: 'fileMissing' }),
}
export const UploadImport = z.object({ ...uploaded, boardId: z.uuid('chooseOne') }).strict()
export const UploadPeople = z.object(uploaded).strict()

/** Which sheet is of which kind, and in which column each of its facts stands, counted from 0. */
export const SheetMapping = z
  .object({
    index: z.number().int().min(0),
    kind: z.enum(importKinds, 'chooseOne').nullable(),
    columns: z.record(z.string().max(60), z.number().int().min(0).max(499)),
  })
  .strict()
export const MapImport = z
  .object({
    importId: z.uuid(),
    revision,
    sheets: z.array(SheetMapping).max(200),
    validFrom: dayInHistory,
    changeKind,
    note,
  })
  .strict()
  .refine((input) => input.changeKind === 'change' || input.note !== '', {
    path: ['note'],
    message: 'reasonNeeded',
  })

export const ReadImport = z.object({ importId: z.uuid() }).strict()
/** Without a revision: a file nobody has looked at yet. */
export const AskImport = z
  .object({ importId: z.uuid(), step: z.enum(importSteps), revision: revision.optional() })
  .strict()
export const OneImport = z.object({ importId: z.uuid(), revision }).strict()

/** The caller keeps the tokens of the links and hands them out; only their SHA-256 (hex) comes here. */
export const InviteImported = z
  .object({
    importId: z.uuid(),
    links: z
      .array(z.object({ accountId: z.uuid(), tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }).strict())
      .min(1)
      .max(5_000),
  })
  .strict()

export const RowFilter = z.object({
  ...listFields,
  outcome: z.enum(outcomes).optional(),
  kind: z.enum(importKinds).optional(),
})
export type RowFilter = z.output<typeof RowFilter>

export const ImportFilter = z.object({
  state: z.enum(importStates).optional(),
  page: listFields.page,
  limit: rowsUpTo(200, 20),
})
export type ImportFilter = z.output<typeof ImportFilter>

const Counts = z.object({ new: z.number(), changed: z.number(), unchanged: z.number(), faulty: z.number() })
export const ImportView = z.object({
  id: z.uuid(),
  boardId: z.uuid().nullable(),
  state: z.enum(importStates),
  fileName: z.string(),
  fileSha256: z.string(),
  fileSize: z.number().int(),
  counts: z
    .object({ areas: Counts, providers: Counts, units: Counts, agreements: Counts, people: Counts })
    .partial(),
  validFrom: z.string(),
  changeKind,
  note: z.string(),
  revision: z.number().int(),
  uploadedBy: z.string(),
  uploadedAt: z.string(),
  doneAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  working: z.object({ step: z.enum(importSteps), begun: z.number(), percent: z.number() }).nullable(),
  /** Of one whose rows have been disposed of: the number of the certificate, for whoever may read it. */
  gone: z.object({ number: z.number().int().nullable() }).nullable(),
})

export const SheetView = z.object({
  index: z.number().int(),
  name: z.string(),
  kind: z.enum(importKinds).nullable(),
  skipped: z.enum(['hidden', 'empty', 'about', 'notAllowed']).nullable(),
  headers: z.array(z.string()),
  columns: z.record(z.string(), z.number()),
  rows: z.number().int(),
  passedOver: z.number().int(),
  isRemembered: z.boolean(),
})

export const RowView = z.object({
  sheet: z.number().int(),
  rowNumber: z.number().int(),
  kind: z.enum(importKinds).nullable(),
  label: z.string(),
  outcome: z.enum(outcomes).nullable(),
  changes: z.array(z.object({ fact: z.string(), from: z.string(), to: z.string() })),
  faults: z.array(
    z.object({ cell: z.string(), column: z.string(), text: z.string(), suggestion: z.string() }),
  ),
})
