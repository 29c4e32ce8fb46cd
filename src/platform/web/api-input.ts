import { z } from '@hono/zod-openapi'
import { isUuid } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { refusePersonalNumbers } from '#platform/guard.ts'
import { parseInput } from '#platform/parse.ts'
import { declared, readSent } from './api-body.ts'
import type { Changing, Operation } from './api.ts'
import { postedBytes, postedForm } from './body.ts'

export type Incoming = { params: Record<string, string>; url: URL; request: globalThis.Request }

/** How many rows a page of a list has in the API where nothing is said: the number of the national profile. */
export const usualLimit = 20

/** What an operation is asked with: the address, and the query, the body or the file. */
export async function readInput(operation: Operation, incoming: Incoming): Promise<unknown> {
  if (!isAddress(operation, incoming.params)) throw new Problem('notFound')
  if ('command' in operation && operation.file)
    return { ...(await readFile(operation, incoming)), ...incoming.params }
  if ('command' in operation) return { ...(await readBody(operation, incoming.request)), ...incoming.params }
  const query = operation.query
    ? parseInput(operation.query.strict(), paged(operation.query, incoming.url))
    : {}
  refusePersonalNumbers(query)
  return { ...query, ...(operation.params?.parse(incoming.params) ?? incoming.params) }
}

/** What stands in an address is an id, unless the operation says that it is a word or a number. */
function isAddress({ params: shape }: Operation, params: Record<string, string>): boolean {
  const places = Object.entries(params)
  return places.every(([name, text]) => shape?.shape[name]?.safeParse(text).success ?? isUuid(text))
}

export function isPaged(query: z.ZodObject): boolean {
  return 'page' in query.shape && 'limit' in query.shape
}

function paged(shape: z.ZodObject, url: URL): Record<string, string> {
  const query = queryOf(url)
  return isPaged(shape) ? { limit: String(usualLimit), ...query } : query
}

/** Parameters given twice are refused: two readers could pick different ones. */
function queryOf(url: URL): Record<string, string> {
  const names = [...url.searchParams.keys()]
  if (new Set(names).size !== names.length) throw new Problem('malformed', { detail: 'duplicate parameter' })
  return Object.fromEntries(url.searchParams)
}

async function readBody(operation: Changing, request: globalThis.Request): Promise<Record<string, unknown>> {
  const seen = revisionSeen(operation, request)
  if (!operation.body) return {}
  const given = await readSent(operation.body, request)
  if (seen === undefined) return given
  if ('revision' in given && given['revision'] !== seen)
    throw new Problem('malformed', { detail: 'If-Match and revision differ' })
  return { ...given, revision: seen }
}

export function comparesRevision(operation: Operation): boolean {
  return 'command' in operation && operation.body !== undefined && 'revision' in operation.body.shape
}

/**
 * The revision of `If-Match`, as the answer that was read had it. Where nothing is compared, the condition is refused:
 * a caller who sets one must never believe that it held.
 */
function revisionSeen(operation: Changing, request: globalThis.Request): number | undefined {
  const condition = request.headers.get('if-match')?.trim()
  if (condition === undefined || condition === '*') return undefined
  const [, revision] = /^(?:W\/)?"(\d{1,9})(?:-[\w-]+)?"$/.exec(condition) ?? []
  if (revision === undefined || !comparesRevision(operation)) throw new Problem('conditionUnknown')
  return Number(revision)
}

/** The command checks the name as it checks any text; the bytes are looked through by whoever reads them. */
async function readFile(operation: Changing, { request, url }: Incoming): Promise<Record<string, unknown>> {
  const { fileName, ...query } = declared(
    (operation.query ?? z.object({})).extend({ fileName: z.string() }),
    queryOf(url),
  )
  if (!/^multipart\/form-data\s*;/i.test(request.headers.get('content-type') ?? ''))
    return { ...query, fileName, bytes: await postedBytes(request) }
  const form = await postedForm(request)
  const file = [...form.values()].find((value) => value instanceof File)
  const bytes = new Uint8Array((await file?.arrayBuffer()) ?? [])
  return { ...query, fileName: fileName ?? file?.name, bytes }
}
