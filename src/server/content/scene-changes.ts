import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { closeAccount, inviteAccount, newLink, useLink } from '#modules/accounts/public.ts'
import { decideDuty } from '#modules/duties/public.ts'
import { addMember } from '#modules/followups/public.ts'
import { recordSuccession } from '#modules/successions/public.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { makeBatch } from './batch.ts'
import { movedDay } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { demoNamespace } from './load-demo.ts'
import { instant } from './times.ts'

type Stage = {
  db: Db
  strategist: Actor
  admin: Actor
  id: (table: string, key: string) => string
  /** The day of the story as it falls in this demo. */
  day: (told: string) => string
  at: (actor: Actor, told: string) => Parameters<typeof recordSuccession>[0]
}

/**
 * What happens to an organisation in a year: two units became one, a provider left and another took over its task, and
 * somebody left with work still in their name.
 */
export async function letTimePass(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const { id } = makeBatch(demoNamespace)
    const strategist = await actorOf(db, given, 'strategist')
    const day = (told: string) => movedDay(given.asOf, told)
    const at = (actor: Actor, told: string) => ({
      ...{ db, actor, now: new Date(instant(day(told), '10:00')), commandId: uuidv7() },
    })
    const stage: Stage = { db, strategist, admin: await actorOf(db, given, 'admin'), id, day, at }
    await passOnUnits(stage)
    await letSomebodyLeave(stage)
  } finally {
    await db.destroy()
  }
}

async function passOnUnits({ strategist, id, day, at }: Stage): Promise<void> {
  await recordSuccession(at(strategist, '2026-06-11'), {
    kind: 'merge',
    fromUnitIds: [id('unit', 'OMS-053')],
    toUnitIds: [id('unit', 'OMS-048')],
    on: day('2026-09-01'),
    note: `Grupperna delar lokal sedan en tid. Beslut av verksamhetschefen ${day('2026-06-08')}.`,
    agreements: 'follow',
  })
  await recordSuccession(at(strategist, '2026-09-17'), {
    kind: 'replacement',
    fromUnitIds: [id('unit', 'VON-013')],
    toUnitIds: [id('unit', 'VON-010')],
    on: day('2026-10-01'),
    note: 'Utföraren lämnade valfrihetssystemet, och kunderna valde en annan.',
    agreements: 'stay',
  })
}

async function letSomebodyLeave({ db, strategist, admin, id, day, at }: Stage): Promise<void> {
  const accountId = id('account', 'slutat')
  const boardId = id('board', 'OMS')
  const { token, tokenHash } = newLink()
  const invited = at(admin, '2026-03-02')
  await inviteAccount(invited, {
    accountId,
    name: 'Petter Lindholm',
    email: 'petter.lindholm@exempelkommun.example',
    profession: 'Uppföljare',
    role: 'reviewer',
    boardId,
    tokenHash,
  })
  // Nobody signs in with it: the account is closed further down.
  const password = randomBytes(24).toString('base64url')
  await useLink(db, { token, password, repeated: password }, invited.now)
  for (const [place, followUpId] of (
    await comingFollowUps(db, { boardId, after: day('2026-12-01') })
  ).entries())
    await addMember(at(strategist, '2026-10-05'), { followUpId, accountId, isLead: place === 0 })
  await decideDuty(at(strategist, '2026-10-19'), {
    boardId,
    unitId: null,
    title: 'Ta fram frågor till höstens intervjuer med medarbetare',
    ground: 'Överenskommet i uppföljningsgruppen',
    dueOn: day('2026-12-18'),
    ownerId: accountId,
  })
  await closeAccount(at(admin, '2026-11-13'), { accountId })
}

type Coming = { boardId: string; after: string }

async function comingFollowUps(db: Db, { boardId, after }: Coming): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from follow_up where board_id = ${boardId}
    and state = 'planned' and announced and due_on > ${after} order by due_on, id limit 3`.execute(db)
  return rows.map((row) => row.id)
}
