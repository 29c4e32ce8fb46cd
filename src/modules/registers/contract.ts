import { z } from 'zod'
import { FileInput } from '#modules/files/public.ts'
import { listFields } from '#platform/list-filter.ts'
import { optionalText, reason, revision } from '#platform/shapes.ts'
import { Definition } from './definition.ts'
import { examples } from './examples.ts'
import { changeKinds } from './rules.ts'

const note = optionalText(2000)
/** What a field holds is checked against the kind, which the command reads: here only that it is plain data. */
const Values = z.record(
  z.string().max(60),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
)
const state = z.string().max(60).default('')

export const AddEntry = z
  .object({ id: z.uuid(), kindId: z.uuid(), boardId: z.uuid('chooseOne'), state, values: Values })
  .strict()

export const ChangeEntry = z.object({ entryId: z.uuid(), revision, values: Values, note }).strict()

export const MoveEntry = z
  .object({ entryId: z.uuid(), revision, to: z.string().min(1, 'chooseOne').max(60), note })
  .strict()

export const RemoveEntry = z
  .object({
    entryId: z.uuid(),
    revision,
    reason: reason(2000),
  })
  .strict()

export const RestoreEntry = z.object({ entryId: z.uuid(), revision }).strict()

export const AttachFile = z
  .object({ entryId: z.uuid(), document: z.string().max(60).default(''), file: FileInput })
  .strict()

export const DetachFile = z
  .object({
    entryId: z.uuid(),
    fileId: z.uuid(),
    reason: reason(2000),
  })
  .strict()

export const SwitchKind = z.object({ kindId: z.uuid(), revision, isOn: z.boolean() }).strict()

export const AddKind = z
  .object({ id: z.uuid(), forBoard: z.boolean().default(false), definition: Definition })
  .strict()

/** Filter, order and page of one register: the same in the page's address and in the API. */
export const EntryFilter = z.object({
  ...listFields,
  state: z.string().max(60).optional(),
  unit: z.uuid().optional(),
  provider: z.uuid().optional(),
  agreement: z.uuid().optional(),
  /** `late`: the day to look at it again has passed. `soon`: it comes within three months. */
  due: z.enum(['late', 'soon']).optional(),
  /** Only entries that lack something. */
  gaps: z.literal('true').optional(),
  /** A year of the register's figures. */
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  /** Fields and what they hold: `caseWorkers:true;form:lou`. */
  where: z.string().max(500).default(''),
  removed: z.literal('true').optional(),
  sort: z
    .string()
    .regex(/^-?[A-Za-z0-9]+$/)
    .optional(),
})
export type EntryFilter = z.output<typeof EntryFilter>

const Fact = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])

export const KindView = z.object({
  id: z.uuid(),
  key: z.string(),
  forBoard: z.boolean(),
  forOperators: z.boolean(),
  isOwn: z.boolean(),
  isOn: z.boolean(),
  entries: z.number().int(),
  late: z.number().int(),
  withGaps: z.number().int(),
  revision: z.number().int(),
  definition: Definition.meta({ examples: [examples.addKind.definition] }),
})

export const EntryView = z.object({
  id: z.uuid(),
  kindId: z.uuid(),
  boardId: z.uuid(),
  title: z.string(),
  state: z.string(),
  facts: z.record(z.string(), Fact),
  unitId: z.uuid().nullable(),
  providerId: z.uuid().nullable(),
  agreementId: z.uuid().nullable(),
  reviewOn: z.string().nullable(),
  gaps: z.array(z.string()),
  removedAt: z.string().nullable(),
  revision: z.number().int(),
  /** Of one whose facts have been disposed of: the number of the certificate, for whoever may read it. */
  gone: z.object({ number: z.number().int().nullable() }).nullable(),
})

export const ChangeView = z.object({
  id: z.uuid(),
  kind: z.enum(changeKinds),
  changes: z.array(z.object({ field: z.string(), was: Fact, became: Fact })),
  note: z.string(),
  by: z.string(),
  at: z.string(),
})

export const FileView = z.object({
  id: z.uuid(),
  name: z.string(),
  document: z.string(),
  addedAt: z.string(),
})

export const FigureView = z.object({
  year: z.string(),
  all: z.number().int(),
  measures: z.array(
    z.object({
      field: z.string(),
      yes: z.number().int(),
      no: z.number().int(),
      unsaid: z.number().int(),
    }),
  ),
})
