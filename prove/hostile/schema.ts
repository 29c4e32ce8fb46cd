import fc from 'fast-check'
import { z } from 'zod'

/** As much of JSON Schema as the API's description uses. */
export type Schema = {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** Ids to choose from for the field of a name. */
export type IdsFor = (name: string) => readonly string[]
type Place = { readonly name: string; readonly ids: IdsFor }

/** Values that the schema accepts. What only code can say (two days in order) is left to chance. */
export function valuesOf(schema: Schema, place: Place): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, place)))
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object'])
  return fc.oneof(...types.map((type) => byType[type]?.(schema, place) ?? fc.constant(null)))
}

const byType: Readonly<Record<string, (schema: Schema, place: Place) => fc.Arbitrary<unknown>>> = {
  object: objects,
  array: ({ items = {}, minItems = 0, maxItems = 3 }, place) =>
    fc.array(valuesOf(items, place), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  integer: ({ minimum = 0, maximum = 2000 }) =>
    fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31) }),
  number: ({ minimum = 0, maximum = 2000 }) => fc.integer({ min: minimum, max: maximum }),
  string: strings,
}

function objects(schema: Schema, { ids }: Place): fc.Arbitrary<unknown> {
  const entries = Object.entries(schema.properties ?? {})
  const shape = Object.fromEntries(entries.map(([name, inner]) => [name, valuesOf(inner, { name, ids })]))
  const { additionalProperties: more } = schema
  if (entries.length === 0 && typeof more === 'object')
    return fc.dictionary(fc.constantFrom('a', 'b'), valuesOf(more, { name: '', ids }))
  return fc.record(shape, { requiredKeys: [...(schema.required ?? [])] })
}

/** Texts that the patterns of the shapes ask for: an address, an instant, a day, a clock, a hash, a key. */
const patterned = [
  'namn@exempel.se',
  '2026-12-24T09:00:00Z',
  '2026-12-24',
  '09:00',
  'ab'.repeat(32),
  'AB',
  'a',
  '#0a5a78',
]
const words = 'Tillsyn vid Björkgården gäller läkemedel, rutiner och bemanning på natten. '

function strings(schema: Schema, { name, ids }: Place): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 500 } = schema
  if (format === 'uuid') return fc.constantFrom(...ids(name))
  if (format === 'date') return fc.constantFrom('2026-01-15', '2026-11-22', '2026-12-24', '2027-03-01')
  if (pattern !== undefined) {
    const fitting = patterned.filter((text) => new RegExp(pattern, 'u').test(text))
    if (fitting.length > 0) return fc.constantFrom(...fitting)
  }
  const longest = Math.min(maxLength, 400)
  return fc.oneof(
    fc.nat(longest).map((length) => words.repeat(6).slice(0, Math.max(length, minLength))),
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(Math.max(longest, minLength), 40) }),
  )
}

type Change = { readonly at: number; readonly by: unknown; readonly how: number }

/** The same value with one thing in it replaced, taken away or added. */
export function withOneWrong(value: unknown, { at, by, how }: Change): unknown {
  const paths = pathsIn(value)
  const path = paths[at % paths.length] ?? []
  const act = acts[how % acts.length] ?? acts[0]
  return act ? act(value, path, by) : value
}

type Path = readonly (string | number)[]
type Act = (value: unknown, path: Path, by: unknown) => unknown

const acts: readonly Act[] = [
  (value, path, by) => changed(value, path, () => by),
  (value, path, by) => changed(value, path, () => by),
  (value, path, by) => changed(value, path, () => by),
  (value, path) => changed(value, path, () => undefined),
  (value, path, by) => changed(value, path.slice(0, -1), (inner) => ({ ...Object(inner), okänt: by })),
  (value, path) => changed(value, path, (inner) => [inner, inner]),
]

function changed(value: unknown, path: Path, by: (inner: unknown) => unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return by(value)
  if (Array.isArray(value)) return value.map((one, at) => (at === first ? changed(one, rest, by) : one))
  const entries = Object.entries(Object(value))
  return Object.fromEntries(entries.map(([key, one]) => [key, key === first ? changed(one, rest, by) : one]))
}

/** Every place in a value, the outermost first. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Array.isArray(value) ? value.map((one, at) => [at, one] as const) : Object.entries(value)
  return [path, ...inner.flatMap(([key, one]) => pathsIn(one, [...path, key]))]
}

/** What an answer must be, by the description's own words: undefined when it is. */
export function answerChecker(schema: object, components: object): (body: unknown) => string | undefined {
  const whole = moved({ ...schema, $defs: components })
  // The description is made from the same library's shapes; what it cannot read stops the proof.
  const shape = z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0])
  return (body) => {
    const parsed = shape.safeParse(body)
    if (parsed.success) return undefined
    const [issue] = parsed.error.issues
    return `${issue?.path.join('.')}: ${issue?.message}`
  }
}

function moved(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'))
}
