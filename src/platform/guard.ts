import { isUuid } from '#kernel/ids.ts'
import { Problem, type FieldFault } from '#kernel/problem.ts'
import { findPersonalNumbers } from '#kernel/personal-number.ts'

/**
 * No identity of a service user is stored: a personal number in any text field is refused, with its place, never echoed.
 * Names of fields are texts too where the sender chooses them; such a fault stands at what they are in.
 */
export function refusePersonalNumbers(input: unknown, exempt: readonly string[] = []): void {
  const faults = [...textsIn(input, [])]
    .filter(([path]) => !exempt.includes(path))
    .flatMap(([path, text]) => findPersonalNumbers(text).map((hit) => fault(path, hit.start)))
  if (faults.length > 0) throw new Problem('personalNumber', { fields: faults })
}

function fault(path: string, start: number): FieldFault {
  return { path, code: 'personalNumber', position: start + 1 }
}

function* textsIn(value: unknown, path: readonly string[]): Generator<[string, string]> {
  // Twelve digits at the end of an id may happen to be a date with a check digit; forty ids at once, and they do.
  if (typeof value === 'string' && !isUuid(value)) yield [path.join('.'), value]
  if (typeof value !== 'object' || value === null || isLeaf(value)) return
  for (const [key, inner] of Object.entries(value)) {
    const named = !isUuid(key) && findPersonalNumbers(key).length > 0
    if (named) yield [path.join('.'), key]
    yield* textsIn(inner, named ? path : [...path, key])
  }
}

const isLeaf = (value: object) => value instanceof Uint8Array || value instanceof Date
