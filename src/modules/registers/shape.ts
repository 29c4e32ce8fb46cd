import { z } from 'zod'
import { yearMonthPattern } from '#kernel/dates.ts'
import { caseNumber, dayInHistory, sentence, text } from '#platform/shapes.ts'
import type { Definition, Field, FieldType } from './definition.ts'
import { isEmpty, type Value } from './rules.ts'

/** An empty text says nothing, and is kept as null: the same whether a form or the API sent it. */
const orNull = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (isBlankText(value) ? null : value), shape.nullable())

function isBlankText(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}

const id = () => z.uuid('chooseOne')

/** One shape a type. What a field may hold is decided here and nowhere else. */
const shapes: Record<FieldType, (field: Field) => z.ZodType> = {
  text: ({ key }) => (key === 'caseNumber' ? caseNumber : sentence(300)),
  longText: () => text(10_000),
  date: () => dayInHistory,
  month: () => z.string('date').regex(yearMonthPattern, 'wrongFormat'),
  number: () => z.number('number').min(-1_000_000_000_000, 'number').max(1_000_000_000_000, 'number'),
  yesNo: () => z.boolean('chooseOne'),
  choice: ({ options }) => z.enum(keysOf(options), 'chooseOne'),
  choices: ({ options }) =>
    z
      .array(z.enum(keysOf(options), 'chooseOne'), 'wrongType')
      .transform((values) => inOrder(options, values)),
  unit: id,
  provider: id,
  agreement: id,
  requirement: () => sentence(200).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'chooseOne'),
  serviceArea: id,
  person: id,
  matter: id,
  planItem: id,
  link: () => sentence(1000).regex(/^https?:\/\/[^\s<>"]+$/i, 'wrongFormat'),
}

/** The shape of an entry's facts, made from its kind. A field the kind does not have is refused. */
export function factsShape(definition: Definition) {
  return z.strictObject(Object.fromEntries(definition.fields.map((field) => [field.key, shapeOf(field)])))
}

function shapeOf(field: Field): z.ZodType {
  const shape = shapes[field.type](field)
  if (field.type === 'choices')
    return required(
      z.preprocess((value) => value ?? [], shape),
      field,
    )
  return required(orNull(shape), field)
}

const chosen: readonly FieldType[] = ['yesNo', 'choice', 'choices', 'unit', 'provider', 'agreement', 'person']

function required(shape: z.ZodType, { required: isRequired, type }: Field): z.ZodType {
  if (!isRequired) return shape
  const code = chosen.includes(type) ? 'chooseOne' : 'required'
  return shape.refine((value) => !isEmpty(value as Value), code) // the shape's own output
}

function keysOf(options: Field['options']): string[] {
  return options.map(({ key }) => key)
}

/** As the kind lists them, each once: the order in which they were ticked says nothing. */
function inOrder(options: Field['options'], values: readonly string[]): string[] {
  return keysOf(options).filter((key) => values.includes(key))
}
