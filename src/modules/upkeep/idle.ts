import { sql } from 'kysely'
import { formatDate } from '#kernel/dates.ts'
import { endAccount } from '#modules/accounts/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { upkeepTexts as t } from '#texts/sv/upkeep.ts'
import { administrators, tell, type Round } from './receivers.ts'
import { closingDay, idleStep, warningDays } from './rules.ts'

/**
 * Warns whoever has not used their account for long, and closes what stays unused. The demo is left as it is, and so is
 * the administrator who was here last: somebody must be able to open the others again.
 */
export async function closeIdle(round: Round): Promise<{ warned: number; closed: number }> {
  const settings = await round.db
    .selectFrom('municipality')
    .select(['idleDays', 'isDemo'])
    .executeTakeFirstOrThrow()
  const done = { warned: 0, closed: 0 }
  if (settings.isDemo) return done
  const last = await lastAdministrator(round)
  for (const account of await listIdle(round, settings.idleDays)) {
    if (account.id === last) continue
    const step = idleStep(account, settings.idleDays, round.now)
    if (step === 'warn') await warn(round, account, settings.idleDays)
    if (step === 'close') await close(round, account, settings.idleDays)
    if (step === 'warn') done.warned += 1
    if (step === 'close') done.closed += 1
  }
  if (done.closed > 0) await tellAdministrators(round, done.closed)
  return done
}

type Idle = { id: string; name: string; seenAt: Date; warnedAt: Date | null }

/** Signed in, or used by another system with a token of theirs: both are use. */
const seenAt = sql<Date>`greatest(a.created_at, a.reopened_at,
  (select max(s.seen_at) from session s where s.municipality_id = a.municipality_id and s.account_id = a.id),
  (select max(k.used_at) from api_token k where k.municipality_id = a.municipality_id and k.account_id = a.id))`

function listIdle({ db, now }: Round, idleDays: number): Promise<Idle[]> {
  const since = new Date(now.getTime() - (idleDays - warningDays) * 86_400_000)
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name', 'a.idleWarnedAt as warnedAt', seenAt.as('seenAt')])
    .where('a.state', '=', 'active')
    .where(seenAt, '<=', since)
    .orderBy('a.id')
    .execute()
}

async function lastAdministrator(round: Round): Promise<string | undefined> {
  const ids = await administrators(round)
  if (ids.length === 0) return undefined
  const last = await round.db
    .selectFrom('account as a')
    .select('a.id')
    .where('a.id', 'in', ids)
    .where('a.state', '=', 'active')
    .orderBy(seenAt, 'desc')
    .orderBy('a.id')
    .limit(1)
    .executeTakeFirst()
  return last?.id
}

/** A mail follows, also to whoever has turned mail off: it is the last thing they hear. */
async function warn(round: Round, account: Idle, idleDays: number): Promise<void> {
  const day = formatDate(closingDay(account.seenAt, idleDays, round.now))
  await round.db
    .updateTable('account')
    .set({ idleWarnedAt: round.now })
    .where('id', '=', account.id)
    .execute()
  const notice = { kind: 'account.idle', title: t.idleNotice(day), href: '/konto' }
  await tell(round, [account.id], notice)
  await log(round, account, { verb: 'account.warnIdle', detail: { idleDays } })
}

async function close(round: Round, account: Idle, idleDays: number): Promise<void> {
  const ended = await endAccount(round, account)
  await log(round, account, { verb: 'account.close', detail: { idleDays, ...ended } })
}

async function tellAdministrators(round: Round, closed: number): Promise<void> {
  const notice = {
    kind: 'account',
    title: t.idleClosedNotice(closed),
    href: '/konton?lage=closed',
  }
  await tell(round, await administrators(round), notice)
}

type Happened = { verb: 'account.warnIdle' | 'account.close'; detail: Record<string, unknown> }

function log({ db, actor, now }: Round, account: Idle, happened: Happened): Promise<void> {
  return writeAudit(db, {
    municipalityId: actor.municipalityId,
    accountId: null,
    targetId: account.id,
    outcome: 'done',
    ...happened,
    at: now,
  })
}
