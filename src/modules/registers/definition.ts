import { z } from 'zod'
import { officeRoles } from '#access/roles.ts'
import { named, text, written } from '#platform/shapes.ts'

const words = written(1000)
const short = named(120)
/** Begins with a small letter; the same in content, database, addresses and API. */
const fieldKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/)
const kindKey = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)

export const fieldTypes = [
  'text',
  'longText',
  'date',
  'month',
  'number',
  'yesNo',
  'choice',
  'choices',
  'unit',
  'provider',
  'agreement',
  'requirement',
  'serviceArea',
  'person',
  'matter',
  'planItem',
  'link',
] as const
export type FieldType = (typeof fieldTypes)[number]

const option = z.strictObject({ key: fieldKey, label: short })

const field = z
  .strictObject({
    key: fieldKey,
    label: short,
    type: z.enum(fieldTypes, 'chooseOne'),
    required: z.boolean().default(false),
    hint: text(300).optional(),
    options: z.array(option).max(40).default([]),
    /** Shown as a column of the list. */
    column: z.boolean().default(false),
    /** The part of the named thing's page that the entry leads to: `erfarenheter` of an agreement. */
    part: z
      .string()
      .regex(/^[a-z]+$/)
      .optional(),
    /** A choice that is no column and still narrows the list. */
    filter: z.boolean().default(false),
  })
  .refine(({ type, options }) => (type === 'choice' || type === 'choices') === options.length > 0, {
    path: ['options'],
    message: 'required',
  })

const state = z.strictObject({
  key: fieldKey,
  name: short,
  tone: z.enum(['todo', 'ongoing', 'done', 'late', 'ended']).default('ongoing'),
  next: z.array(fieldKey).default([]),
  /** Nothing more is owed of an entry in this state. */
  ends: z.boolean().default(false),
})

const review = z.strictObject({
  label: short,
  from: fieldKey,
  months: z.int().min(0).max(240).optional(),
  /** A number field of the entry that says how many months; `months` holds where it is empty. */
  monthsField: fieldKey.optional(),
  /** What is to be done: "Se över dokumentet". The entry's name follows. */
  task: short,
  ground: words,
  /** False where another part of the product already owes the same. */
  duty: z.boolean().default(true),
  ownerRole: z.enum(officeRoles).default('strategist'),
  ownerField: fieldKey.optional(),
})

/** `within`: what `field` lists must also stand in `within` (functions that should come, functions that came). */
const gap = z.strictObject({
  field: fieldKey,
  within: fieldKey.optional(),
  states: z.array(fieldKey).optional(),
})

const document = z.strictObject({
  key: fieldKey,
  label: short,
  required: z.boolean().default(false),
  states: z.array(fieldKey).optional(),
})

const measure = z.strictObject({ field: fieldKey, name: words })

const definitionShape = z.strictObject({
  name: short,
  /** "upphandling", in the middle of a sentence. */
  one: short,
  add: short,
  purpose: words,
  emptyText: words,
  /** Fields whose words together are the entry's name. */
  title: z.array(fieldKey).min(1),
  /** The list's own order: a field's key, `title`, `state` or `review`, with - before it when falling. */
  sort: z
    .string()
    .regex(/^-?[A-Za-z0-9]+$/)
    .default('title'),
  fields: z.array(field).min(1).max(40),
  states: z.array(state).max(12).default([]),
  review: review.optional(),
  gaps: z.array(gap).default([]),
  documents: z.array(document).max(20).default([]),
  /** Entries of a year, and how many of them say yes; `year` is the date field that places an entry in a year. */
  figures: z.strictObject({ year: fieldKey, all: words, measures: z.array(measure).default([]) }).optional(),
})

/** A kind of register as data: everything the application needs to know about it. */
export const Definition = definitionShape.superRefine((definition, context) => {
  for (const path of looseNames(definition))
    context.addIssue({ code: 'custom', path: path.split('.'), message: 'notValid' })
})
export type Definition = z.output<typeof Definition>
export type Field = Definition['fields'][number]

/** A kind as a file of content writes it. */
export const KindContent = z.strictObject({
  key: kindKey,
  forBoard: z.boolean().default(false),
  forOperators: z.boolean().default(false),
  definition: Definition,
})
export type KindContent = z.output<typeof KindContent>

/** Names that nothing answers to, and fields that are not of the type they are used as. */
function looseNames(definition: z.output<typeof definitionShape>): string[] {
  const types = new Map<string, string>(definition.fields.map(({ key, type }) => [key, type]))
  const states = new Set(definition.states.map(({ key }) => key))
  const isOf = (key: string | undefined, ...wanted: string[]) =>
    key === undefined || wanted.includes(types.get(key) ?? '')
  const { review: rhythm, figures } = definition
  const checks: readonly (readonly [boolean, string])[] = [
    [types.size === definition.fields.length, 'fields'],
    [states.size === definition.states.length, 'states'],
    [definition.title.every((key) => types.has(key)), 'title'],
    [isSortable(definition.sort.replace('-', ''), types), 'sort'],
    [definition.states.every(({ next }) => next.every((key) => states.has(key))), 'states'],
    [isOf(rhythm?.from, 'date'), 'review.from'],
    [isOf(rhythm?.monthsField, 'number'), 'review.monthsField'],
    [isOf(rhythm?.ownerField, 'person'), 'review.ownerField'],
    [definition.gaps.every(({ field: key }) => types.has(key)), 'gaps'],
    [definition.gaps.every(({ field: key, within }) => !within || areLists(types, key, within)), 'gaps'],
    [isOf(figures?.year, 'date'), 'figures.year'],
    [(figures?.measures ?? []).every(({ field: key }) => isOf(key, 'yesNo')), 'figures.measures'],
  ]
  return checks.filter(([holds]) => !holds).map(([, path]) => path)
}

function isSortable(key: string, types: ReadonlyMap<string, string>): boolean {
  return types.has(key) || ['title', 'state', 'review'].includes(key)
}

function areLists(types: ReadonlyMap<string, string>, ...keys: string[]): boolean {
  return keys.every((key) => types.get(key) === 'choices')
}
