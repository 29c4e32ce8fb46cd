import { sql } from 'kysely'
import type { z } from 'zod'
import { may, mayAnywhere, scopeOf, type Actor, type Target } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { isUuid } from '#kernel/ids.ts'
import { writeAudit } from './audit/audit.ts'
import { problemFromDatabase } from './db/faults.ts'
import type { Db } from './db/pool.ts'
import { withScope } from './db/transaction.ts'
import { refusePersonalNumbers } from './guard.ts'
import { inputChecksum } from './input-checksum.ts'
import { parseInput } from './parse.ts'

/** What a running command has: the open transaction, who does it, when, and the id that makes it happen once. */
export type Context = {
  readonly db: Db
  readonly actor: Actor
  readonly now: Date
  readonly commandId: string
  /** Where somebody waits for long work: how many percent of it are done. Told at once, not with the transaction. */
  readonly tell?: ((percent: number) => void) | undefined
  /** Called for each file that was let in although not all of its words could be read for personal numbers. */
  readonly unread?: (() => void) | undefined
}

/** What a caller brings. `statedNotPersonal`: the author states that what looks like a personal number is not one. */
export type Request = {
  readonly db: Db
  readonly actor: Actor
  readonly now: Date
  readonly commandId: string
  readonly statedNotPersonal?: boolean
  readonly tell?: Context['tell']
  readonly unread?: Context['unread']
}

type Audited = Target & { readonly id?: string | null }

export type Definition<Shape extends z.ZodType, Row extends Audited | null, Result> = {
  readonly verb: Verb
  readonly input: Shape
  /** Input fields where a long number is expected (telephone), by path. */
  readonly numberFields?: readonly string[]
  /**
   * What takes time and asks nothing of the database (files are read), before the transaction is opened: meanwhile no
   * connection is held. Only for whoever may at all.
   */
  readonly before?: (request: Request, input: z.output<Shape>) => Promise<void>
  /** Loads and locks what the verb is done to; undefined answers 404. Null: nothing exists before (a creation without a parent). */
  readonly target: (context: Context, input: z.output<Shape>) => Promise<Row | undefined>
  readonly run: (context: Context, target: Row, input: z.output<Shape>) => Promise<Result>
  /** What the history tells beside the verb: words and ids, never content. */
  readonly detail?: (input: z.output<Shape>, result: Result, target: Row) => Record<string, unknown>
}

export type Command<Input, Result> = {
  readonly verb: Verb
  readonly input: z.ZodType
  (request: Request, input: Input): Promise<Result>
}

/**
 * The one abstraction: every change gets its shape checked, its transaction with the actor's scope, its lock, its
 * authorisation, its idempotency (the same command id does nothing twice) and its audit row, in that order.
 */
export function command<Shape extends z.ZodType, Row extends Audited | null, Result>(
  definition: Definition<Shape, Row, Result>,
): Command<z.input<Shape>, Result> {
  const execute = (request: Request, raw: z.input<Shape>) => perform(definition, request, raw)
  return Object.assign(execute, { verb: definition.verb, input: definition.input })
}

async function perform<Shape extends z.ZodType, Row extends Audited | null, Result>(
  definition: Definition<Shape, Row, Result>,
  request: Request,
  raw: unknown,
): Promise<Result> {
  if (!isUuid(request.commandId)) throw new Problem('malformed', { detail: 'command id is not a uuid' })
  try {
    const input = parseInput(definition.input, raw)
    if (!request.statedNotPersonal) refusePersonalNumbers(input, definition.numberFields)
    if (mayAnywhere(request.actor, definition.verb)) await definition.before?.(request, input)
    return await withScope(request.db, scopeOf(request.actor), (db) =>
      once(definition, { ...request, db }, input),
    )
  } catch (error) {
    const problem = toldTo(request.actor, definition.verb, problemFromDatabase(error))
    if (isRefusal(problem)) await recordRefusal(request, definition.verb, problem.code)
    throw problem
  }
}

/** What the input lacks and how the row stands is seen before the right is asked: who never may is not told of it. */
function toldTo(actor: Actor, verb: Verb, error: unknown): unknown {
  const isOfRow = error instanceof Problem && [400, 409, 412, 422].includes(error.status)
  return isOfRow && !mayAnywhere(actor, verb) ? new Problem('notAllowed') : error
}

async function once<Shape extends z.ZodType, Row extends Audited | null, Result>(
  definition: Definition<Shape, Row, Result>,
  context: Context & Request,
  input: z.output<Shape>,
): Promise<Result> {
  const earlier = await claim(context, { verb: definition.verb, inputSha256: inputChecksum(input) })
  await refuseEnded(context)
  // The stored result is what this same definition returned before, as JSON.
  if (earlier) return earlier.result as Result
  const target = await definition.target(context, input)
  if (target === undefined) throw new Problem('notFound')
  if (!may(context.actor, definition.verb, target ?? {})) throw new Problem('notAllowed')
  let unreadFiles = 0
  const unread = () => {
    unreadFiles += 1
    context.unread?.()
  }
  const result = await definition.run({ ...context, unread }, target, input)
  await remember(context, result)
  await audit(context, definition.verb, {
    target,
    targetId: target?.id ?? idOf(result),
    detail: { ...definition.detail?.(input, result, target), ...(unreadFiles > 0 ? { unreadFiles } : {}) },
  })
  return result
}

/**
 * Access ends the same second: a request that was let in before the account was closed, or its last role ended, and is
 * under way when that happens, changes nothing. Who asks was known when the request came; this asks again.
 */
async function refuseEnded({ db, actor, now }: Context): Promise<void> {
  const { rows } = await sql<{ isOut: boolean }>`with held as (select r.valid_to from role_assignment r
      where r.account_id = ${actor.accountId})
    select exists (select from account a where a.id = ${actor.accountId} and a.state = 'closed')
      or (exists (select from held)
        and not exists (select from held where valid_to is null or valid_to >= ${todayIn(now)})) as is_out`.execute(
    db,
  )
  if (rows[0]?.isOut) throw new Problem('signedOut')
}

type Done = { target: Audited | null; targetId: string | null; detail: Record<string, unknown> }

function audit(context: Context & Request, verb: Verb, done: Done): Promise<void> {
  const stated = context.statedNotPersonal ? { statedNotPersonalNumber: true } : {}
  const token = context.actor.token ? { token: context.actor.token.id } : {}
  return writeAudit(context.db, {
    municipalityId: context.actor.municipalityId,
    accountId: context.actor.accountId,
    verb,
    targetId: done.targetId,
    boardId: done.target?.boardId ?? null,
    unitId: done.target?.unitId ?? null,
    commandId: context.commandId,
    outcome: 'done',
    detail: { ...done.detail, ...stated, ...token },
    at: context.now,
  })
}

type Claim = { verb: Verb; inputSha256: Buffer }

/**
 * Takes the command id, or gives what it led to before. A second request at the same moment waits here for the first.
 * Another content under the same id (back to the form, something changed, sent again) is refused: answering it as done
 * would lose what was written.
 */
async function claim(context: Context, wanted: Claim): Promise<{ result: unknown } | undefined> {
  const key = { municipalityId: context.actor.municipalityId, commandId: context.commandId }
  const taken = await context.db
    .insertInto('commandReceipt')
    .values({ ...key, ...wanted, accountId: context.actor.accountId, result: null, doneAt: context.now })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'commandId']).doNothing())
    .returning('commandId')
    .executeTakeFirst()
  if (taken) return undefined
  const earlier = await context.db
    .selectFrom('commandReceipt')
    .select(['verb', 'accountId', 'inputSha256', 'result'])
    .where('municipalityId', '=', key.municipalityId)
    .where('commandId', '=', key.commandId)
    .executeTakeFirst()
  if (earlier?.verb !== wanted.verb || earlier.accountId !== context.actor.accountId)
    throw new Problem('commandIdReused')
  if (earlier.inputSha256 && !earlier.inputSha256.equals(wanted.inputSha256))
    throw new Problem('commandIdReused')
  return { result: earlier.result }
}

async function remember(context: Context, result: unknown): Promise<void> {
  await context.db
    .updateTable('commandReceipt')
    .set({ result: JSON.stringify(result ?? null) })
    .where('municipalityId', '=', context.actor.municipalityId)
    .where('commandId', '=', context.commandId)
    .execute()
}

function isRefusal(error: unknown): error is Problem {
  return error instanceof Problem && (error.code === 'notFound' || error.code === 'notAllowed')
}

async function recordRefusal(request: Request, verb: Verb, code: string): Promise<void> {
  const { actor, now, commandId } = request
  await withScope(request.db, scopeOf(actor), (tx) =>
    writeAudit(tx, {
      municipalityId: actor.municipalityId,
      accountId: actor.accountId,
      verb,
      commandId,
      outcome: 'denied',
      detail: { code, ...(actor.token ? { token: actor.token.id } : {}) },
      at: now,
    }),
  )
}

function idOf(result: unknown): string | null {
  if (typeof result !== 'object' || result === null || !('id' in result)) return null
  return typeof result.id === 'string' ? result.id : null
}
