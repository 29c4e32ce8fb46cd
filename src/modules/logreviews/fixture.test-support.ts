import { scopeOf, type Actor } from '#access/may.ts'
import { listMunicipalities } from '#modules/duties/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { World } from '#test/world.ts'
import { findReview, listItems, tendLogReviews, type Item } from './public.ts'

/** A row of the log as it would have been written: who, what, when, and what more there is to it. */
export type Planted = {
  who: Actor
  verb: string
  at: string
  outcome?: 'done' | 'denied' | 'read'
  target?: string | null
  detail?: object
}

export async function plant(world: World, rows: readonly Planted[]): Promise<void> {
  for (const { who, verb, at, outcome = 'done', target = null, detail = {} } of rows)
    await world.admin.query(
      `insert into audit (municipality_id, seq, at, account_id, verb, target_id, outcome, detail, previous_hash, hash)
        values ($1, 0, $2, $3, $4, $5, $6, $7, '', '')`,
      [who.municipalityId, at, who.accountId, verb, target, outcome, JSON.stringify(detail)],
    )
}

export async function clear(world: World): Promise<void> {
  for (const table of [
    'log_review_row',
    'log_review_item',
    'log_review',
    'log_review_rules',
    'audit',
    'notice',
  ])
    await world.admin.query(`delete from ${table}`)
}

/** The background work, as it is done at `at`. */
export async function tend(world: World, at: string): Promise<void> {
  for (const municipality of await listMunicipalities(world.db))
    await tendLogReviews(world.db, municipality, new Date(at))
}

export const read = <Result>(world: World, actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)

/** October, as its reviewer sees it; or another month. */
export async function october(world: World, actor: Actor = world.people.auditor, month = '2026-10-01') {
  const { rows } = await world.admin.query<{ id: string }>(
    'select id from log_review where municipality_id = $1 and month = $2',
    [world.municipalityId, month],
  )
  const id = rows[0]?.id ?? uuidv7()
  return read(world, actor, async (tx) => ({
    review: await findReview(tx, id),
    items: await listItems(tx, id),
    id,
  }))
}

export const itemsOf = (items: readonly Item[], rule: Item['rule']) =>
  items.filter((one) => one.rule === rule)

/** One more who may review the log. */
export async function anotherAuditor(world: World): Promise<Actor> {
  const { account } = await world.insert('account', {
    account: { name: 'Lars Logg', email: `${uuidv7()}@exempel.se`, state: 'active', side: 'office' },
  })
  await world.insert('role_assignment', {
    row: { account_id: account, role: 'auditor', valid_from: '2022-01-01' },
  })
  return { ...world.people.auditor, accountId: account, name: 'Lars Logg' }
}
