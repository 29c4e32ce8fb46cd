import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi'
import type { Actor } from '#access/may.ts'
import { isWithin } from '#access/areas.ts'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { isUuid, uuidv7 } from '#kernel/ids.ts'
import { isProblem, Problem } from '#kernel/problem.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Command } from '#platform/command.ts'
import { problemFromDatabase } from '#platform/db/faults.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { refusePersonalNumbers } from '#platform/guard.ts'
import { parseInput } from '#platform/parse.ts'
import { fieldText, problemText } from '#texts/sv/problems.ts'
import { postedBytes, postedForm } from './body.ts'
import type { Invented } from './example.ts'

/** What the page server hands to the API for each request. */
export type ApiContext = { db: Db; actor: Actor | undefined; now: Date; requestId: string }
type Env = { Bindings: ApiContext }

type Described = { path: string; summary: string; description: string; tag: string; params?: z.ZodObject }

export type Reading = Described & {
  verb: Verb
  query?: z.ZodObject
  answer: z.ZodType
  /** Undefined answers 404. */
  // The shapes above say what the two inputs hold; the registry of all operations cannot know it.
  run: (tx: Db, input: never, actor: Actor) => Promise<unknown>
}

export type Changing = Described & {
  method: 'post' | 'put' | 'patch' | 'delete'
  body?: z.ZodObject
  /** A body as another system may send it: invented, shown in the description of the API, and tried as it stands. */
  example?: object | undefined
  answer: z.ZodType
  command: Command<never, unknown>
  created?: boolean
  /**
   * Takes a file instead of a body of JSON: raw with `?fileName=`, or the first file of multipart. The rest of the input
   * stands in `query`.
   */
  file?: true
  query?: z.ZodObject
}

export type Operation = Reading | Changing

/** A reading operation, with its inputs typed by its shapes. */
export function reading<Params extends z.ZodObject, Query extends z.ZodObject>(operation: {
  path: string
  tag: string
  verb: Verb
  summary: string
  description: string
  params?: Params
  query?: Query
  answer: z.ZodType
  run: (tx: Db, input: z.output<Params> & z.output<Query>, actor: Actor) => Promise<unknown>
}): Reading {
  return operation
}

/** A changing operation: a command with its address. Path parameters and body together are the command's input. */
export function changing<Input, Result, Body extends z.ZodObject>(
  operation: Omit<Changing, 'command' | 'body' | 'example'> & {
    command: Command<Input, Result>
    body?: Body
    example?: Invented<z.input<Body>> | undefined
  },
): Changing {
  return operation
}

export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string() })),
  })
  .openapi('Problem')

/** A page of a list. `page` counts from 1. */
export function listOf<Item extends z.ZodType>(name: string, item: Item) {
  return z
    .object({
      [name]: z.array(item),
      total: z.number().int(),
      page: z.number().int(),
      limit: z.number().int(),
    })
    .openapi(name.charAt(0).toUpperCase() + name.slice(1))
}

/** The whole API: every operation with its verb, its shapes and one way to answer. */
export function buildApi(operations: readonly Operation[], version: string): OpenAPIHono<Env> {
  const api = new OpenAPIHono<Env>().basePath('/api/v1')
  for (const operation of operations) register(api, operation)
  api.get('/openapi.json', (c) => c.json(describe(api, version)))
  api.notFound((c) => answerProblem(new Problem('notFound'), c.env))
  api.onError((error, c) => answerProblem(problemFromDatabase(error), c.env))
  return api
}

function describe(api: OpenAPIHono<Env>, version: string) {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Uppsikt',
      version,
      description:
        'Uppföljning av kvalitet i kommunal socialtjänst. / Follow-up of quality in municipal social care. Everything a page can do.',
      license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
    },
    servers: [{ url: '/' }],
  })
}

function register(api: OpenAPIHono<Env>, operation: Operation): void {
  const method = 'command' in operation ? operation.method : 'get'
  const status = 'command' in operation && operation.created ? 201 : 200
  const route = createRoute({
    method,
    path: operation.path,
    summary: operation.summary,
    description: operation.description,
    tags: [operation.tag],
    request: requestShapes(operation),
    responses: {
      [status]: {
        description: operation.summary,
        content: { 'application/json': { schema: operation.answer } },
      },
      default: { description: 'Problem', content: { 'application/problem+json': { schema: problemShape } } },
    },
  })
  api.openAPIRegistry.registerPath(route)
  api.on(method.toUpperCase(), honoPath(operation.path), async (c) => {
    if (!c.env.actor) throw new Problem('signedOut')
    await refuseOutsideToken(operation, c.env.actor, c.env)
    const input = await readInput(operation, {
      params: c.req.param(),
      url: new URL(c.req.url),
      request: c.req.raw,
    })
    const result = await perform(operation, c.env, { input, commandId: commandIdOf(c.req.raw) })
    if (result === undefined) throw new Problem('notFound')
    return answerJson(operation.answer.parse(plain(result)), status)
  })
}

function requestShapes(operation: Operation) {
  return {
    ...(operation.params ? { params: operation.params } : {}),
    ...('query' in operation && operation.query ? { query: operation.query } : {}),
    ...('file' in operation && operation.file ? fileBody(operation.query) : {}),
    ...('body' in operation && operation.body
      ? {
          body: {
            content: { 'application/json': bodyShape(operation.body, operation.example) },
            required: true,
          },
        }
      : {}),
  }
}

function bodyShape(schema: z.ZodObject, value: object | undefined) {
  return value ? { schema, examples: { invented: { summary: 'Påhittat / Invented', value } } } : { schema }
}

function fileBody(query: z.ZodObject | undefined) {
  const schema = z.string().openapi({ format: 'binary' })
  const content = {
    'application/octet-stream': { schema },
    'multipart/form-data': { schema: z.object({ file: schema }) },
  }
  return {
    query: (query ?? z.object({})).extend({ fileName: z.string().optional() }),
    body: { content, required: true },
  }
}

function perform(
  operation: Operation,
  env: ApiContext,
  call: { input: unknown; commandId: string },
): Promise<unknown> {
  const actor = env.actor
  if (!actor) throw new Problem('signedOut')
  // The shapes of the operation were checked (reading) or are checked by the command itself (changing).
  const input = call.input as never
  if ('command' in operation)
    return operation.command({ db: env.db, actor, now: env.now, commandId: call.commandId }, input)
  if (!mayAnywhere(actor, operation.verb)) throw new Problem('notFound')
  return withScope(env.db, scopeOf(actor), async (tx) => {
    const result = await operation.run(tx, input, actor)
    if (actor.token) await writeUse(tx, { actor, operation, now: env.now, outcome: 'read' })
    return result
  })
}

/** A token is for what its owner made it for: the rest is refused, and the refusal is written down. */
async function refuseOutsideToken(
  operation: Operation,
  actor: Actor,
  { db, now }: ApiContext,
): Promise<void> {
  const changes = 'command' in operation
  const verb = verbOf(operation)
  if (!actor.token || isWithin(actor.token, { path: operation.path, verb, changes })) return
  await withScope(db, scopeOf(actor), (tx) => writeUse(tx, { actor, operation, now, outcome: 'denied' }))
  throw new Problem('notAllowed', { detail: 'outside the token' })
}

type Use = { actor: Actor; operation: Operation; now: Date; outcome: 'read' | 'denied' }

/** A person at a page reads what they came for; a system reads by the thousand, and each time is in the log. */
function writeUse(tx: Db, { actor, operation, now, outcome }: Use): Promise<void> {
  return writeAudit(tx, {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    verb: verbOf(operation),
    outcome,
    detail: { token: actor.token?.id, address: operation.path },
    at: now,
  })
}

function verbOf(operation: Operation): Verb {
  return 'command' in operation ? operation.command.verb : operation.verb
}

type Incoming = { params: Record<string, string>; url: URL; request: globalThis.Request }

async function readInput(operation: Operation, incoming: Incoming): Promise<unknown> {
  if (!Object.values(incoming.params).every(isUuid)) throw new Problem('notFound')
  if ('command' in operation && operation.file)
    return { ...(await readFile(operation, incoming)), ...incoming.params }
  if ('command' in operation) return { ...(await readBody(operation, incoming.request)), ...incoming.params }
  const query = operation.query ? parseInput(operation.query.strict(), queryOf(incoming.url)) : {}
  refusePersonalNumbers(query)
  return { ...query, ...incoming.params }
}

/** Parameters given twice are refused: two readers could pick different ones. */
function queryOf(url: URL): Record<string, string> {
  const names = [...url.searchParams.keys()]
  if (new Set(names).size !== names.length) throw new Problem('malformed', { detail: 'duplicate parameter' })
  return Object.fromEntries(url.searchParams)
}

async function readBody(operation: Changing, request: globalThis.Request): Promise<Record<string, unknown>> {
  if (!operation.body) return {}
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw new Problem('wrongMediaType')
  const body: unknown = await request.json().catch(() => {
    throw new Problem('malformed', { detail: 'not JSON' })
  })
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem('malformed')
  return parseKeys(operation.body, body)
}

/** The command checks the name as it checks any text; the bytes are looked through by whoever reads them. */
async function readFile(operation: Changing, { request, url }: Incoming): Promise<Record<string, unknown>> {
  const { fileName, ...query } = parseKeys(
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

/** Only the names the operation declares; the command checks the values. */
function parseKeys(shape: z.ZodObject, body: object): Record<string, unknown> {
  const unknown = Object.keys(body).find((key) => !(key in shape.shape))
  if (unknown) throw new Problem('unknownField', { detail: unknown })
  return { ...body }
}

function commandIdOf(request: globalThis.Request): string {
  return request.headers.get('idempotency-key') ?? uuidv7()
}

function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/** Dates become RFC 3339 text, as they will be on the wire, so that the answer is checked as it is sent. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

function answerJson(body: unknown, status: number): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' }
  const revision = typeof body === 'object' && body !== null && 'revision' in body ? body.revision : undefined
  if (typeof revision === 'number') headers['etag'] = `"${revision}"`
  return new Response(JSON.stringify(body), { status, headers })
}

function answerProblem(cause: unknown, env: ApiContext): Response {
  const problem = isProblem(cause) ? cause : new Problem('unexpected')
  if (problem.code === 'unexpected')
    console.error(JSON.stringify({ level: 'error', requestId: env.requestId, cause: String(cause) }))
  const body = {
    type: `/api/v1/problems/${problem.code}`,
    title: problemText(problem.code),
    status: problem.status,
    detail: problemText(problem.code),
    instance: `urn:uuid:${env.requestId}`,
    code: problem.code,
    errors: problem.fields.map((fault) => ({
      pointer: `#/${fault.path.replaceAll('.', '/')}`,
      detail: fieldText(fault),
      code: fault.code,
    })),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  })
}
