import { z } from 'zod'
import { optionalSentence } from './shapes.ts'

/** What every list can be asked for: words to search for, and which page of how many rows. Pages count from 1. */
export const listFields = {
  q: optionalSentence(200),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: rowsUpTo(200),
}

/** How many rows a page of a list has. */
export function rowsUpTo(most: number, usual = 50) {
  return z.coerce.number().int().min(1).max(most).default(usual)
}

/** The keys a list can be sorted by, with a minus first when falling. */
export function sortBy<const Key extends string>(keys: readonly Key[], usual: Key | `-${Key}`) {
  // The type of the template is worked out only where the keys are known.
  return z.templateLiteral([z.enum(['', '-']), z.enum(keys)]).default(usual as never)
}

/** For an export: all of a list, within reason. */
export const everyRow = { page: 1, limit: 20_000 } as const

/**
 * The name of a field in the address; the group of boxes it is one of, `['bara', 'forsenad']`; or its name with the word
 * that stands for each of its values there, `{ name: 'lage', words: { utkast: 'draft' } }`.
 */
type Name = string | readonly [group: string, box: string] | Worded
type Worded = { readonly name: string; readonly words: Readonly<Record<string, string>> }
type Names<Shape extends z.ZodObject> = { readonly [Key in keyof z.input<Shape>]?: Name }

/**
 * A list's address → its filter, by the Swedish name of each field; `q`, `sortera` and `sida` are called the same
 * everywhere. A hand-written address with something odd in it shows the whole list.
 */
export function filterFrom<Shape extends z.ZodObject>(
  { searchParams }: URL,
  shape: Shape,
  names: Names<Shape>,
): z.output<Shape> {
  const asked = Object.entries<Name | undefined>({ q: 'q', sort: 'sortera', page: 'sida', ...names })
    .map(([field, name]) => [field, name && valueOf(searchParams, name)] as const)
    .filter(([field, value]) => field in shape.shape && value)
  const parsed = shape.safeParse(Object.fromEntries(asked))
  return parsed.success ? parsed.data : shape.parse({})
}

function valueOf(params: URLSearchParams, name: Name): string | null {
  if (typeof name === 'string') return params.get(name)
  if ('words' in name) return meaningOf(params.get(name.name) ?? '', name.words)
  const [group, box] = name
  return params.has(group, box) ? 'true' : null
}

/** A minus, of an order that falls, stays. A word that stands for nothing says nothing. */
function meaningOf(asked: string, words: Worded['words']): string | null {
  const [, minus = '', word = ''] = /^(-?)(.*)$/.exec(asked) ?? []
  return Object.hasOwn(words, word) ? `${minus}${words[word]}` : null
}
