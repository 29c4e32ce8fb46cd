import { sql, type RawBuilder } from 'kysely'
import type { Scope } from '#access/may.ts'
import type { Db } from './pool.ts'

/**
 * Runs `work` in one transaction as the application's role, seeing only the scope. Nothing outlives the transaction:
 * role and settings are local to it, so a pooled connection comes back empty.
 */
export function withScope<Result>(db: Db, scope: Scope, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    // One question for role and scope: it goes before every other that a page asks.
    await sql`select set_config('role', 'uppsikt_app', true), ${settingsOf(scope)}`.execute(tx)
    return work(tx)
  })
}

/** Sets the scope of the transaction that is open; it ends with it. */
export async function setScope(tx: Db, scope: Scope): Promise<void> {
  await sql`select ${settingsOf(scope)}`.execute(tx)
}

function settingsOf(scope: Scope): RawBuilder<unknown> {
  return sql`set_config('app.municipality', ${scope.municipalityId}, true),
    set_config('app.account', ${scope.accountId}, true),
    set_config('app.office_boards', ${arrayLiteral(scope.officeBoards)}, true),
    set_config('app.member_boards', ${arrayLiteral(scope.memberBoards)}, true),
    set_config('app.registrar_boards', ${arrayLiteral(scope.registrarBoards)}, true),
    set_config('app.units', ${arrayLiteral(scope.units)}, true),
    set_config('app.providers', ${arrayLiteral(scope.providers)}, true),
    set_config('app.powers', ${scope.powers.join(',')}, true)`
}

/** Before it is known who asks: only the functions of schema `auth` answer anything. */
export function withoutScope<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await sql`set local role uppsikt_app`.execute(tx)
    return work(tx)
  })
}

function arrayLiteral(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
