import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { holdersAnywhere, layNotices } from '#modules/notices/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { logTexts as t } from '#texts/sv/accounts.ts'

/** How the chain of the log stands: the first row that does not hold, and when the whole of it was last tried. */
export type ChainState = { readonly broken: number | null; readonly triedAt: Date | null }

/**
 * Tries the whole chain once a day, a million rows in some ten seconds, and says so in the log itself: up to which row,
 * and which one does not hold. Nobody waits for it.
 */
export async function checkChain(db: Db, municipality: Municipality, now: Date): Promise<void> {
  const scope = { ...systemScope(municipality), powers: ['system', 'auditor'] }
  await withScope(db, scope, async (tx) => {
    const last = await lastCheck(tx)
    if (last && todayIn(last.at) >= todayIn(now)) return
    await sql`set local statement_timeout = 0`.execute(tx)
    const upTo = await lastRow(tx)
    const detail = { upTo, broken: await firstBrokenAfter(tx, 0) }
    await writeAudit(tx, {
      ...{ municipalityId: municipality.id, accountId: null, verb: 'audit.check', outcome: 'done', at: now },
      detail,
    })
    if (detail.broken !== null && last?.broken !== detail.broken)
      await tellReviewers(tx, { municipality, now })
  })
}

/** Once for each break: who is to look into it does not read the log every day. */
async function tellReviewers(tx: Db, at: { municipality: Municipality; now: Date }): Promise<void> {
  const receivers = await holdersAnywhere(tx, ['auditor'], todayIn(at.now))
  const notice = { kind: 'log', title: t.brokenNotice, href: '/logg', boardId: null, acute: true }
  await layNotices(tx, { municipalityId: at.municipality.id, now: at.now }, { receivers, notice })
}

/** What the last trial of the whole said, and of the rows since then how they hold now. */
export async function chainState(tx: Db): Promise<ChainState> {
  const last = await lastCheck(tx)
  const broken = last?.broken ?? (await firstBrokenAfter(tx, last?.upTo ?? 0))
  return { broken, triedAt: last?.at ?? null }
}

async function lastCheck(tx: Db) {
  return (
    tx
      .selectFrom('audit')
      .select(['at', sql<number>`(detail ->> 'upTo')::bigint`.as('upTo')])
      .select(sql<number | null>`(detail ->> 'broken')::bigint`.as('broken'))
      .where('municipalityId', '=', sql<string>`scope.municipality()`)
      // Spelt out, so that the index of these rows is used.
      .where(sql<boolean>`verb = 'audit.check'`)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

async function lastRow(tx: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select coalesce(max(seq), 0) as seq from audit`.execute(tx)
  return rows[0]?.seq ?? 0
}

async function firstBrokenAfter(tx: Db, seq: number): Promise<number | null> {
  const { rows } = await sql<{
    broken: number | null
  }>`select first_broken_audit_after(scope.municipality(), ${seq}) as broken`.execute(tx)
  return rows[0]?.broken ?? null
}
