import { isProblem } from '#kernel/problem.ts'

type Level = 'info' | 'error'
type Field = string | number | null | undefined

/**
 * One line of JSON for whoever collects the log; with `LOG_REQUESTS=0` a person reads it instead, and only faults are
 * told. Fields are ids, numbers and names of ours, never what a person wrote:
 * no address with its query, no name, no body.
 */
export function logLine(level: Level, event: string, fields: Readonly<Record<string, Field>>): void {
  if (level === 'info' && process.env['LOG_REQUESTS'] === '0') return
  write(level, { event, ...fields })
}

/** A fault: where it arose and of what kind. */
export function logFault(cause: unknown, fields: Readonly<Record<string, Field>> = {}): void {
  write('error', { event: 'fault', ...fields, ...faultOf(cause) })
}

function write(level: Level, fields: object): void {
  const line = JSON.stringify({ time: new Date().toISOString(), level, ...fields })
  if (level === 'error') console.error(line)
  else console.log(line)
}

/** The messages of these are the engine's own, about code; others may quote what somebody wrote. */
const telling: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError'])
/** What a fault of the database or the system says of itself without quoting a value. */
const tellingFields = ['code', 'constraint', 'table', 'column', 'routine', 'syscall'] as const
const longestTrace = 20

/** A fault without its message, which may hold a value: a row that could not be saved, a text that could not be read. */
export function faultOf(cause: unknown): Record<string, unknown> {
  if (!(cause instanceof Error)) return { name: typeof cause }
  const own = isProblem(cause) ? { code: cause.code } : fieldsOf(cause)
  const inner = cause instanceof AggregateError ? cause.errors : cause.cause ? [cause.cause] : []
  return {
    name: cause.name,
    ...(telling.has(cause.name) ? { message: cause.message } : {}),
    ...own,
    at: traceOf(cause),
    ...(inner.length > 0 ? { causes: inner.map(faultOf) } : {}),
  }
}

function fieldsOf(cause: Error): Record<string, unknown> {
  const all: Record<string, unknown> = { ...cause }
  return Object.fromEntries(
    tellingFields.filter((key) => typeof all[key] === 'string').map((key) => [key, all[key]]),
  )
}

/** The frames alone: the lines before them repeat the message, over as many lines as it has. */
function traceOf(cause: Error): readonly string[] {
  const stack = (cause.stack ?? '').replace(`${cause.name}: ${cause.message}`, '').replace(cause.message, '')
  const frames = stack.split('\n').map((line) => line.trim())
  return frames.filter((line) => /^at .+:\d+:\d+\)?$/.test(line)).slice(0, longestTrace)
}
