import { OpenAPIHono } from '@hono/zod-openapi'
import { isWithin } from '#access/areas.ts'
import { mayAnywhere, scopeOf, type Actor } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { isUuid, uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { problemFromDatabase } from '#platform/db/faults.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { answerChange, answerProblem, answerReading } from './api-answer.ts'
import { describeApi, registerPath, type ApiInfo } from './api-document.ts'
import { readInput } from './api-input.ts'
import { countCall } from './api-limits.ts'
import type { Operation } from './api.ts'
import { sensitiveOperations } from './sensitive.ts'

/** What the page server hands to the API for each request. */
export type ApiContext = { db: Db; actor: Actor | undefined; now: Date; requestId: string; address?: string }
type Env = { Bindings: ApiContext }

/** The whole API: every operation with its verb, its shapes and one way to answer. */
export function buildApi(operations: readonly Operation[], info: ApiInfo): OpenAPIHono<Env> {
  const api = new OpenAPIHono<Env>().basePath('/api/v1')
  api.use(async (c, next) => {
    const { isOver, headers } = await countCall(c.env)
    if (isOver) c.res = answerProblem(new Problem('tooManyCalls'), c.env.requestId)
    else await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  })
  for (const operation of operations) register(api, operation)
  api.get('/openapi.json', (c) => {
    const made = api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Uppsikt', version: info.version },
    })
    return c.json(describeApi(made, operations, { info, home: homeOf(c.req.url) }))
  })
  api.get('/api-info', (c) => answerReading(tellOf(info, homeOf(c.req.url)), c.req.raw))
  api.notFound((c) => answerProblem(new Problem('notFound'), c.env.requestId))
  api.onError((error, c) => answerProblem(problemFromDatabase(error), c.env.requestId))
  return api
}

function homeOf(address: string): URL {
  return new URL(process.env['PUBLIC_URL'] ?? new URL(address).origin)
}

function tellOf({ version, released }: ApiInfo, home: URL) {
  return {
    apiName: 'Uppsikt',
    apiVersion: version,
    apiReleased: released,
    apiDocumentation: new URL('/api/v1/openapi.json', home).href,
    apiStatus: 'active',
  }
}

function register(api: OpenAPIHono<Env>, operation: Operation): void {
  const method = 'command' in operation ? operation.method : 'get'
  const status = 'command' in operation && operation.created ? 201 : 200
  registerPath(api.openAPIRegistry, operation, status)
  api.on(method.toUpperCase(), honoPath(operation.path), async (c) => {
    const { actor } = c.env
    if (!actor) throw new Problem('signedOut')
    await refuseOutsideToken(operation, actor, c.env)
    // Before what is asked is read: who may not is told neither what it lacks nor what it may hold.
    if (!('command' in operation) && !mayAnywhere(actor, operation.verb)) throw new Problem('notFound')
    const incoming = { params: c.req.param(), url: new URL(c.req.url), request: c.req.raw }
    const input = await readInput(operation, incoming)
    let unreadFiles = 0
    const unread = () => void (unreadFiles += 1)
    const call = { input, commandId: commandIdOf(c.req.raw), unread }
    const result = await perform(operation, { ...c.env, actor }, call)
    if (result === undefined) throw new Problem('notFound')
    const answer = operation.answer.parse(plain(result))
    return 'command' in operation
      ? answerChange(answer, status, unreadFiles)
      : answerReading(answer, c.req.raw)
  })
}

type Asking = ApiContext & { actor: Actor }

function perform(
  operation: Operation,
  { db, actor, now }: Asking,
  call: { input: unknown; commandId: string; unread: () => void },
): Promise<unknown> {
  // The shapes of the operation were checked (reading) or are checked by the command itself (changing).
  const input = call.input as never
  const { commandId, unread } = call
  if ('command' in operation) return operation.command({ db, actor, now, commandId, unread }, input)
  return withScope(db, scopeOf(actor), async (tx) => {
    const result = await operation.run(tx, input, actor)
    if (result !== undefined)
      await writeReading(tx, { actor, operation, now, outcome: 'read', input: call.input })
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

type Use = {
  actor: Actor
  operation: Operation
  now: Date
  outcome: 'read' | 'denied'
  input?: unknown
}

/** A person reads what they came for, and the sensitive is in the log; a system reads by the thousand, and all of it is. */
async function writeReading(tx: Db, use: Use): Promise<void> {
  const verb = sensitiveOperations[use.operation.path]
  if (use.actor.token) return writeUse(tx, use)
  if (verb !== undefined) await writeUse(tx, use, verb)
}

function writeUse(tx: Db, use: Use, verb: string = verbOf(use.operation)): Promise<void> {
  const { actor, operation, now, outcome } = use
  return writeAudit(tx, {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    verb,
    targetId: targetOf(use),
    outcome,
    detail: { ...(actor.token ? { token: actor.token.id } : {}), address: operation.path },
    at: now,
  })
}

/** The last id of the address: what is read. */
function targetOf({ operation, input }: Use): string | null {
  const name = operation.path.match(/\{(\w+)\}/g)?.at(-1)
  // Parameters and question of the operation, checked by its shapes.
  const value = name && (input as Record<string, unknown> | undefined)?.[name.slice(1, -1)]
  return typeof value === 'string' && isUuid(value) ? value : null
}

function verbOf(operation: Operation): Verb {
  return 'command' in operation ? operation.command.verb : operation.verb
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
