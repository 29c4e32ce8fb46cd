import { Problem } from '#kernel/problem.ts'

/** The database has the last word: its refusals become problems a user can understand. Anything unknown passes on. */
export function problemFromDatabase(error: unknown): unknown {
  const code = errorCode(error)
  if (!code) return error
  const toProblem = translations[code] ?? translations[code.slice(0, 2)]
  return toProblem ? toProblem(messageOf(error)) : error
}

const translations: Record<string, (detail: string) => Problem> = {
  // A text, a number or a date that the database cannot hold (a NUL, the year -271821): nothing of ours.
  '22003': (detail) => new Problem('malformed', { detail }),
  '22021': (detail) => new Problem('malformed', { detail }),
  '22P05': (detail) => new Problem('malformed', { detail }),
  '22008': (detail) => new Problem('malformed', { detail }),
  '23505': (detail) => new Problem('duplicate', { detail }),
  '23P01': (detail) => new Problem('duplicate', { detail }),
  '23503': (detail) => new Problem('notFound', { detail }),
  '42501': (detail) => new Problem('notFound', { detail }),
  '40001': (detail) => new Problem('stale', { detail }),
  '40P01': (detail) => new Problem('stale', { detail }),
  UP001: (detail) => new Problem('frozen', { detail }),
  UP002: (detail) => new Problem('frozen', { detail }),
  '53': (detail) => new Problem('unavailable', { detail }),
  '57': (detail) => new Problem('unavailable', { detail }),
  '08': (detail) => new Problem('unavailable', { detail }),
}

function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
