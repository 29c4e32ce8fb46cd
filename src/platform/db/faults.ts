import { Problem, type ProblemCode } from '#kernel/problem.ts'

/** The database has the last word: its refusals become problems a user can understand. Anything unknown passes on. */
export function problemFromDatabase(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error
  const code = codeOf(error)
  const told = translations[code] ?? translations[code.slice(0, 2)]
  if (told) return new Problem(told, { detail: error.message })
  return isLostConnection(error, code) ? new Problem('unavailable', { detail: error.message }) : error
}

/** By SQLSTATE, whole or by its class. */
const translations: Readonly<Record<string, ProblemCode>> = {
  // A text, a number or a date that the database cannot hold (a NUL, the year -271821): nothing of ours.
  '22003': 'malformed',
  '22021': 'malformed',
  '22P05': 'malformed',
  '22008': 'malformed',
  '23505': 'duplicate',
  '23P01': 'duplicate',
  '23503': 'notFound',
  '42501': 'notFound',
  '40001': 'stale',
  '40P01': 'stale',
  UP001: 'frozen',
  UP002: 'frozen',
  // The disk is full, the server stops or starts, the connection broke: it passes, and the same can be sent again.
  '53': 'unavailable',
  '57': 'unavailable',
  '08': 'unavailable',
  // A file of the database could not be written or read: the disk may be full.
  '58030': 'unavailable',
}

/** A database that is not there has no SQLSTATE: the system says so by these, or the driver by its words alone. */
const refusedBySystem: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])
const saidByDriver = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Postgres connection has been discarded',
]

function isLostConnection(error: Error, code: string): boolean {
  return refusedBySystem.has(code) || saidByDriver.some((words) => error.message.startsWith(words))
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
