import type { z } from 'zod'
import { Problem, type FieldFault } from '#kernel/problem.ts'

/**
 * Checks an input against its shape. Faults name the field and a code; texts/sv/problems.ts words them, because the
 * library's own Swedish is not fit for users. A message in the shape is such a code.
 */
export function parseInput<Shape extends z.ZodType>(shape: Shape, raw: unknown): z.output<Shape> {
  refuseUnreadable(raw, 0)
  const parsed = shape.safeParse(raw)
  if (parsed.success) return parsed.data
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys')
  if (unknown) throw new Problem('unknownField', { detail: unknown.message })
  throw new Problem('invalidInput', { fields: parsed.error.issues.map(toFault) })
}

type Issue = z.core.$ZodIssue

function toFault(issue: Issue): FieldFault {
  return {
    path: issue.path.join('.'),
    code: /^[a-z][A-Za-z]+$/.test(issue.message) ? issue.message : codeOf(issue),
  }
}

const codeByIssue: Record<string, (issue: Issue) => string> = {
  too_small: (issue) => ('minimum' in issue && Number(issue.minimum) <= 1 ? 'required' : 'tooShort'),
  too_big: (issue) => ('origin' in issue && issue.origin === 'array' ? 'tooManyAtOnce' : 'tooLong'),
  invalid_value: () => 'chooseOne',
  invalid_type: (issue) => (issue.input === undefined ? 'required' : 'wrongType'),
  invalid_format: () => 'wrongFormat',
}

function codeOf(issue: Issue): string {
  return codeByIssue[issue.code]?.(issue) ?? 'notValid'
}

const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/** Deeper than any shape of ours: what is nested deeper was made to exhaust the reader. */
const deepest = 40

/** Keys that reach into the language itself, endless nesting, and texts that no database takes (half a sign, a NUL). */
function refuseUnreadable(value: unknown, depth: number): void {
  if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0')))
    throw new Problem('malformed', { detail: 'text that is none' })
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
  if (depth > deepest) throw new Problem('malformed', { detail: 'too deep' })
  for (const [key, inner] of Object.entries(value)) {
    if (dangerous.has(key)) throw new Problem('malformed', { detail: 'dangerous key' })
    refuseUnreadable(inner, depth + 1)
  }
}
