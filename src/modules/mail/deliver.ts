import { sql } from 'kysely'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { todayIn } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { mailTexts as t } from '#texts/sv/mail.ts'
import {
  afterAttempt,
  leaseMinutes,
  oldestHours,
  quietMinutes,
  type MailConfig,
  type Outcome,
} from './rules.ts'
import { sendMail, type Mail } from './smtp.ts'

const atOnce = 100
/** That the account is about to be closed is told also to whoever has turned mail off: nobody who is away reads notices. */
const lastWord = 'account.idle'

/** Every notice that nobody has opened becomes one mail, unless its receiver has turned mail off. Never two. */
export async function queueMail(db: Db, municipality: Municipality, now: Date): Promise<void> {
  await withScope(db, systemScope(municipality), async (tx) => {
    await sql`insert into mail_delivery
        (municipality_id, id, notice_id, account_id, address, subject, href, state, queued_at, next_at)
      select n.municipality_id, gen_random_uuid(), n.id, n.account_id, a.email, n.title, n.href, 'queued', ${now}, ${now}
      from notice n
      join account a on a.municipality_id = n.municipality_id and a.id = n.account_id and a.state = 'active'
      left join mail_choice c on c.municipality_id = n.municipality_id and c.account_id = n.account_id
      where n.opened_at is null and (coalesce(c.wanted, true) or n.kind = ${lastWord})
        and n.sent_at > ${minutesBefore(now, oldestHours * 60)}
        and (n.acute or n.sent_at <= ${minutesBefore(now, quietMinutes)})
        and ${holdsRole('n', now)}
        and not exists (select from mail_delivery d where d.municipality_id = n.municipality_id and d.notice_id = n.id)
      on conflict (municipality_id, notice_id) do nothing`.execute(tx)
  })
}

export type Sender = (config: MailConfig, mail: Mail) => Promise<Outcome>
type Given = { readonly mail: MailConfig; readonly now: Date; readonly send?: Sender }

/**
 * Sends what is due. Each mail is marked as under way before it leaves and as sent after; one that was under way when
 * its process died has failed, because it may have arrived (rules.ts, afterAttempt).
 */
export async function sendQueued(db: Db, municipality: Municipality, given: Given): Promise<number> {
  const scope = systemScope(municipality)
  await withScope(db, scope, (tx) => endBroken(tx, given.now))
  const due = await withScope(db, scope, (tx) => takeDue(tx, given.now))
  let sent = 0
  for (const one of due) {
    // The notice may have been opened, or the account closed, while the mail waited.
    if (!(await withScope(db, scope, (tx) => markUnderWay(tx, one, given.now)))) continue
    const outcome = await (given.send ?? sendMail)(given.mail, mailOf(one, given.mail))
    await withScope(db, scope, (tx) => markEnd(tx, one, { outcome, now: given.now }))
    if (outcome.kind === 'sent') sent += 1
  }
  return sent
}

type Due = { id: string; address: string; subject: string; href: string; attempts: number }

function takeDue(tx: Db, now: Date): Promise<Due[]> {
  return tx
    .selectFrom('mailDelivery')
    .select(['id', 'address', 'subject', 'href', 'attempts'])
    .where('state', '=', 'queued')
    .where('nextAt', '<=', now)
    .orderBy('nextAt')
    .orderBy('id')
    .limit(atOnce)
    .execute()
}

async function markUnderWay(tx: Db, one: Due, now: Date): Promise<boolean> {
  const marked = await tx
    .updateTable('mailDelivery')
    .set({
      state: 'sending',
      attempts: one.attempts + 1,
      nextAt: new Date(now.getTime() + leaseMinutes * 60_000),
    })
    .where('id', '=', one.id)
    .where('state', '=', 'queued')
    .where(
      sql<boolean>`exists (select from account a where a.municipality_id = mail_delivery.municipality_id
        and a.id = mail_delivery.account_id and a.state <> 'closed')`,
    )
    .where(holdsRole('mail_delivery', now))
    .executeTakeFirst()
  return marked.numUpdatedRows > 0n
}

/** Somebody whose last role has ended gets no more mail, though the account stands. */
function holdsRole(table: 'n' | 'mail_delivery', now: Date) {
  const of = sql.raw(table)
  return sql<boolean>`exists (select from role_assignment r where r.municipality_id = ${of}.municipality_id
    and r.account_id = ${of}.account_id and (r.valid_to is null or r.valid_to >= ${todayIn(now)}))`
}

async function markEnd(tx: Db, one: Due, ended: { outcome: Outcome; now: Date }): Promise<void> {
  const { code, answer, kind } = ended.outcome
  await tx
    .updateTable('mailDelivery')
    .set({
      ...afterAttempt(ended.outcome, one.attempts + 1, ended.now),
      answerCode: code,
      answer: kind === 'unsure' ? t.brokenOff : answer,
    })
    .where('id', '=', one.id)
    .execute()
}

async function endBroken(tx: Db, now: Date): Promise<void> {
  await tx
    .updateTable('mailDelivery')
    .set({ state: 'failed', endedAt: now, answer: t.brokenOff, answerCode: null })
    .where('state', '=', 'sending')
    .where('nextAt', '<', now)
    .execute()
}

function mailOf(one: Due, config: MailConfig): Mail {
  const link = new URL(one.href, config.home).href
  return {
    id: one.id,
    to: one.address,
    subject: one.subject,
    text: t.body(link, new URL('/konto', config.home).href),
  }
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000)
}
