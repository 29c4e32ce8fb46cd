import { z } from 'zod'
import { isUuid } from '#kernel/ids.ts'
import type { Changing, Operation } from '#platform/web/api.ts'

/** Which identifier stands in a place, by the name of the place. */
export type IdOf = (name: string) => string

export type Schema = {
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  default?: unknown
}

export function jsonSchema(shape: z.ZodType): Schema {
  // What JSON Schema cannot say (a refinement) is left out; the part that is read here is typed above.
  return z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
}

/** The operation's own example with an identifier in every place for one, also where the example leaves such a place out. */
export function bodyOf({ example }: Changing, body: z.ZodObject, idOf: IdOf): unknown {
  return example
    ? filled(jsonSchema(body), example, { idOf, name: '' })
    : sample(jsonSchema(body), { idOf, name: '' })
}

/** The fields of an operation's query; a changing operation is asked for none. */
export function queryOf(operation: Operation): Record<string, Schema> {
  return querySchema(operation).properties ?? {}
}

/** Those a reading is refused without. */
export function requiredOf(operation: Operation): readonly string[] {
  return querySchema(operation).required ?? []
}

function querySchema(operation: Operation): Schema {
  return 'command' in operation || !operation.query ? {} : jsonSchema(operation.query)
}

export function takesId(schema: Schema): boolean {
  return JSON.stringify(schema).includes('"uuid"')
}

type At = { idOf: IdOf; name: string }

function filled(schema: Schema, example: unknown, at: At): unknown {
  const { properties = {}, items = {}, ...fitting } = withoutNull(schema)
  if (example === undefined || example === null)
    return takesId(schema) ? sample({ ...fitting, properties, items }, at) : example
  if (Array.isArray(example)) return filledList(items, example, at)
  if (typeof example === 'object') return filledObject(properties, example, at)
  return typeof example === 'string' && isUuid(example) ? at.idOf(at.name) : example
}

function withoutNull(schema: Schema): Schema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
}

function filledObject(properties: Record<string, Schema>, example: object, { idOf }: At): unknown {
  const names = new Set([...Object.keys(example), ...Object.keys(properties)])
  const given = new Map(Object.entries(example))
  return Object.fromEntries(
    [...names].map((name) => [name, filled(properties[name] ?? {}, given.get(name), { idOf, name })]),
  )
}

function filledList(items: Schema, example: readonly unknown[], at: At): unknown[] {
  if (example.length === 0 && items.format === 'uuid') return [at.idOf(at.name)]
  return example.map((one) => filled(items, one, at))
}

/** A value the schema accepts, with an identifier in every place for one. */
export function sample(schema: Schema, at: At): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, at)
  return samples[schema.type ?? 'string']?.(schema, at) ?? null
}

const samples: Record<string, (schema: Schema, at: At) => unknown> = {
  object: (schema, { idOf }) =>
    Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner, { idOf, name })]),
    ),
  array: (schema, at) => [sample(schema.items ?? {}, at)],
  boolean: () => true,
  integer: (schema) => Math.max(schema.minimum ?? 1, 1),
  number: (schema) => Math.max(schema.minimum ?? 1, 1),
  string: (schema, at) => (schema.format === 'uuid' ? at.idOf(at.name) : textFor(schema)),
}

const day = '2026-12-24'
/** Texts that the patterns of the shapes ask for: an address, an instant, a day, a clock, a hash. */
const examples = ['namn@exempel.se', `${day}T09:00:00Z`, day, '09:00', 'ab'.repeat(32), 'AB', 'a']

function textFor(schema: Schema): string {
  if (schema.format === 'date') return day
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u')
  const fitting = pattern && examples.find((example) => pattern.test(example))
  return fitting ?? 'Text nog för fältet'.padEnd(schema.minLength ?? 0, '.')
}
