import { ids } from './example.ts'

/** A shape as JSON Schema tells it, as far as an example needs it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly examples?: readonly unknown[]
  readonly example?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minimum?: number
  readonly minItems?: number
  readonly pattern?: string
}
export type Schemas = Readonly<Record<string, Schema>>

/** A value of a shape: what the shape itself gives as an example, else something plain. Invented, never anybody's. */
export function exampleOf(schema: Schema, schemas: Schemas, name = ''): unknown {
  const said = saidBy(schema)
  if (said !== undefined) return said
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, name)))
  const other = elsewhere(schema, schemas)
  if (other) return exampleOf(other, schemas, name)
  return byType[typeOf(schema)]?.(schema, schemas, name)
}

/** What a shape points at, or the first of those it may be. */
function elsewhere({ $ref, anyOf, oneOf }: Schema, schemas: Schemas): Schema | undefined {
  if ($ref) return schemas[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {}
  return (anyOf ?? oneOf)?.find((one) => one.type !== 'null')
}

function saidBy({ examples, example, const: one, enum: several, default: usual }: Schema): unknown {
  return [examples?.[0], example, one, several?.[0], usual].find((value) => value !== undefined)
}

function typeOf({ type, properties }: Schema): string {
  const types = typeof type === 'string' ? [type] : (type ?? [])
  return types.find((one) => one !== 'null') ?? (properties ? 'object' : 'unknown')
}

type Make = (schema: Schema, schemas: Schemas, name: string) => unknown

const byType: Readonly<Record<string, Make>> = {
  object: ({ properties = {} }, schemas) =>
    Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, exampleOf(inner, schemas, name)]),
    ),
  array: ({ items, minItems = 1 }, schemas, name) =>
    items ? Array.from({ length: Math.max(1, minItems) }, () => exampleOf(items, schemas, name)) : [],
  string: ({ format, pattern = '' }, _schemas, name) =>
    [byFormat[format ?? formatOf(name)], 'Exempel', 'exempel'].find(
      (text) => text !== undefined && new RegExp(pattern, 'u').test(text),
    ),
  integer: ({ minimum }) => Math.max(1, minimum ?? 1),
  number: ({ minimum }) => Math.max(1, minimum ?? 1),
  boolean: () => true,
  null: () => null,
  unknown: () => ({}),
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: ids.unit,
  date: '2027-03-12',
  'date-time': '2027-03-12T08:30:00.000Z',
  email: 'kim.exempelsson@exempel.se',
  uri: 'https://uppsikt.exempel.se',
}

/** Names tell the kind of a text where its shape does not: changedAt is a time, dueOn a day, unitId an id. */
function formatOf(name: string): string {
  if (/At$/.test(name)) return 'date-time'
  if (/On$|^from$|^to$|^valid/.test(name)) return 'date'
  return /Id$|^id$/.test(name) ? 'uuid' : 'text'
}
