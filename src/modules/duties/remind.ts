import { sql } from 'kysely'
import type { Role } from '#access/roles.ts'
import { isNight, todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { reminderTitle } from '#texts/sv/duties.ts'
import { swedishDay } from './fragments.ts'
import { isOperatorRole, stageOf } from './rules.ts'
import { systemScope, type Municipality } from './system.ts'

/**
 * Reminds of what is near or late: one notice to each person and day, with numbers only. Each duty is told to each
 * person once at each stage, whatever dies between: notice and mark are written in one transaction.
 * @returns how many persons were told
 */
export async function remindOfDuties(db: Db, municipality: Municipality, now: Date): Promise<number> {
  if (isNight(now)) return 0
  return withScope(db, systemScope(municipality), async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`remind:${municipality.id}`}, 0))`.execute(tx)
    const today = todayIn(now)
    const wanted = remindersOf(await listPressing(tx, today), await listHolders(tx, today), today)
    const fresh = await notTold(tx, wanted, today)
    const told = Map.groupBy(fresh, (one) => one.accountId)
    for (const [accountId, reminders] of told)
      await tell(tx, { municipalityId: municipality.id, accountId, now, today }, reminders)
    return told.size
  })
}

export type Pressing = {
  readonly id: string
  readonly boardId: string
  readonly unitId: string | null
  readonly providerId: string | null
  readonly dueOn: IsoDate
  readonly remindFrom: IsoDate
  readonly firstSeenOn: IsoDate
  readonly ownerId: string | null
  readonly ownerRole: string
}
export type Holder = {
  readonly accountId: string
  readonly role: string
  readonly boardId: string | null
  readonly providerId: string | null
  readonly unitId: string | null
}
export type Reminder = {
  readonly dutyId: string
  readonly boardId: string
  readonly accountId: string
  readonly stage: string
  readonly dueOn: IsoDate
  /** It is told to somebody because it is late with somebody else. */
  readonly isOthers: boolean
}

/** Pure: who is to hear of what today. */
export function remindersOf(
  pressing: readonly Pressing[],
  holders: readonly Holder[],
  today: IsoDate,
): Reminder[] {
  const people = new Set(holders.map((holder) => holder.accountId))
  return pressing.flatMap((duty) => {
    const stage = stageOf(duty, today)
    if (!stage) return []
    const owners = ownersOf(duty, holders, people)
    const also = stage.also.flatMap((role) => officeHolders(duty, holders, role))
    const others = [...new Set(also)].filter((accountId) => !owners.includes(accountId))
    const about = { dutyId: duty.id, boardId: duty.boardId, stage: stage.key, dueOn: duty.dueOn }
    return [
      ...owners.map((accountId) => ({ ...about, accountId, isOthers: false })),
      ...others.map((accountId) => ({ ...about, accountId, isOthers: true })),
    ]
  })
}

/** The owner while that person is here; else everybody with the role; where nobody has it, the strategists. */
function ownersOf(duty: Pressing, holders: readonly Holder[], people: ReadonlySet<string>): string[] {
  if (duty.ownerId && people.has(duty.ownerId)) return [duty.ownerId]
  const shared = isOperatorRole(duty.ownerRole)
    ? managersOf(duty, holders)
    : officeHolders(duty, holders, duty.ownerRole)
  return shared.length > 0 ? shared : officeHolders(duty, holders, 'strategist')
}

function officeHolders(duty: Pressing, holders: readonly Holder[], role: string): string[] {
  const found = holders.filter((holder) => holder.role === role && holder.boardId === duty.boardId)
  return [...new Set(found.map((holder) => holder.accountId))]
}

const managing: readonly string[] = ['unitManager', 'providerManager'] satisfies Role[]

function managersOf(duty: Pressing, holders: readonly Holder[]): string[] {
  const found = holders.filter(
    (holder) =>
      managing.includes(holder.role) &&
      holder.providerId === duty.providerId &&
      (holder.unitId === null || holder.unitId === duty.unitId),
  )
  return [...new Set(found.map((holder) => holder.accountId))]
}

function listPressing(tx: Db, today: IsoDate): Promise<Pressing[]> {
  return tx
    .selectFrom('duty as d')
    .select([
      'd.id',
      'd.boardId',
      'd.unitId',
      'd.providerId',
      'd.dueOn',
      'd.remindFrom',
      'd.ownerId',
      'd.ownerRole',
    ])
    .select(swedishDay('d.first_seen_at').as('firstSeenOn'))
    .where('d.state', '=', 'open')
    .where('d.remindFrom', '<=', today)
    .where(sql<boolean>`${swedishDay('d.first_seen_at')} < ${today}`)
    .orderBy('d.id')
    .execute()
}

function listHolders(tx: Db, today: IsoDate): Promise<Holder[]> {
  return tx
    .selectFrom('roleAssignment as r')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.accountId'),
    )
    .select(['r.accountId', 'r.role', 'r.boardId', 'r.providerId', 'r.unitId'])
    .where('a.state', '<>', 'closed')
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
    .execute()
}

/** Who has had the notice of the day waits for tomorrow's; what was told at its stage is not told again. */
async function notTold(tx: Db, wanted: readonly Reminder[], today: IsoDate): Promise<Reminder[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ dutyId: string; accountId: string; stage: string }>`
    select duty_id, account_id, stage from duty_reminder
    where duty_id = any(${[...new Set(wanted.map((one) => one.dutyId))]}::uuid[])`.execute(tx)
  const sentToday = await tx
    .selectFrom('dutyReminder')
    .distinct()
    .select('accountId')
    .where('sentOn', '=', today)
    .execute()
  const done = new Set(rows.map(keyOf))
  const hadToday = new Set(sentToday.map((row) => row.accountId))
  return wanted.filter((one) => !hadToday.has(one.accountId) && !done.has(keyOf(one)))
}

function keyOf(one: { dutyId: string; accountId: string; stage: string }): string {
  return `${one.dutyId} ${one.accountId} ${one.stage}`
}

type To = {
  readonly municipalityId: string
  readonly accountId: string
  readonly now: Date
  readonly today: IsoDate
}

async function tell(tx: Db, to: To, reminders: readonly Reminder[]): Promise<void> {
  const noticeId = uuidv7(to.now.getTime())
  await tx
    .insertInto('notice')
    .values({
      municipalityId: to.municipalityId,
      id: noticeId,
      accountId: to.accountId,
      kind: 'reminder',
      title: reminderTitle(countsOf(reminders, to.today)),
      href: '/att-gora',
      boardId: reminders[0]?.boardId ?? null,
      sentAt: to.now,
    })
    .execute()
  const marks = reminders.map(({ dutyId, stage }) => ({ dutyId, stage }))
  await sql`insert into duty_reminder (municipality_id, duty_id, account_id, stage, sent_on, notice_id)
    select ${to.municipalityId}, n."dutyId", ${to.accountId}, n.stage, ${to.today}, ${noticeId}
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as n ("dutyId" uuid, stage text)`.execute(tx)
}

function countsOf(reminders: readonly Reminder[], today: IsoDate) {
  const own = reminders.filter((one) => !one.isOthers)
  return {
    near: own.filter((one) => one.dueOn > today).length,
    today: own.filter((one) => one.dueOn === today).length,
    late: own.filter((one) => one.dueOn < today).length,
    others: reminders.length - own.length,
  }
}
