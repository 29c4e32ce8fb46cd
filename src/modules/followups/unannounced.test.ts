import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { beginFollowUp } from './commands-course.ts'
import { declareBias } from './commands-team.ts'
import { recordVisit } from './commands-visits.ts'
import { FollowUpFilter } from './contract.ts'
import { listFollowUps } from './queries-list.ts'
import { listRequests } from './queries-requests.ts'
import { listVisits } from './queries-visits.ts'
import { findFollowUp, listMembers } from './queries.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())

/** Every row of every table, and every query, as a person's own walls let them through. */
async function everythingSeenBy(actor: Actor, followUpId: string): Promise<string> {
  const { rows: tables } = await world.admin.query(
    `select tablename from pg_tables where schemaname = 'public' order by tablename`,
  )
  const seen = await arranged.ask(actor, async (tx) => {
    const rows: Record<string, unknown> = {}
    for (const { tablename } of tables as { tablename: string }[])
      // the one column selected
      rows[tablename] = await readAll(tx, tablename)
    const reader = { accountId: actor.accountId, today: '2027-06-01' }
    return {
      rows,
      list: await listFollowUps(tx, FollowUpFilter.parse({}), reader),
      followUp: await findFollowUp(tx, followUpId),
      members: await listMembers(tx, followUpId),
      visits: await listVisits(tx, followUpId),
      requests: await listRequests(tx, followUpId),
    }
  })
  return JSON.stringify(seen)
}

async function readAll(tx: Db, table: string): Promise<unknown> {
  const allowed = await sql<{ ok: boolean }>`select has_table_privilege(${table}, 'select') as ok`.execute(tx)
  if (!allowed.rows[0]?.ok) return 'closed'
  return (
    await sql`select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(tx)
  ).rows
}

test('an unannounced follow-up leaves no trace for the provider before it has begun', async () => {
  const unit = { unitId: world.units.oak, title: 'Uppföljning av Ekbacken' }
  const insiders = [world.people.manager, world.people.rival, world.people.unitManager, world.people.member]
  const id = uuidv7()
  const without: string[] = []
  for (const actor of insiders) without.push(await everythingSeenBy(actor, id))

  const followUpId = await arranged.prepared({ ...unit, announced: false, newCaseNumber: 'OMS 26/909' })
  await arranged.declareAll(followUpId)
  await recordVisit(
    world.as(world.people.reviewer),
    arranged.visit(followUpId, { announced: false, date: '2026-11-26', metRoles: [] }),
  )
  await expect(arranged.requested(followUpId)).rejects.toMatchObject({ code: 'wrongState' })
  const withIt: string[] = []
  for (const actor of insiders) withIt.push(await everythingSeenBy(actor, followUpId))
  expect(withIt).toEqual(without)
  for (const tried of [followUpId, id])
    await expect(
      declareBias(world.as(world.people.manager), { followUpId: tried, bias: 'none' }),
    ).rejects.toMatchObject({ code: 'notFound' })

  await beginFollowUp(world.as(world.people.reviewer), { followUpId })
  const manager = await everythingSeenBy(world.people.manager, followUpId)
  const rival = await everythingSeenBy(world.people.rival, followUpId)
  expect(manager).toContain('Uppföljning av Ekbacken')
  expect(rival).toBe(without[1])
})

test('an unannounced visit that has been made begins the follow-up, and only then is the unit told', async () => {
  const followUpId = await arranged.prepared({ unitId: world.units.pine, announced: false })
  await arranged.declareAll(followUpId)
  await expect(
    recordVisit(world.as(world.people.reviewer), arranged.visit(followUpId)),
  ).rejects.toMatchObject({
    fields: [{ path: 'announced', code: 'notValid' }],
  })
  expect(await arranged.ask(world.people.manager, (tx) => findFollowUp(tx, followUpId))).toBeUndefined()
  await recordVisit(world.as(world.people.mas), arranged.visit(followUpId, { announced: false }))
  const seen = await arranged.ask(world.people.manager, (tx) => findFollowUp(tx, followUpId))
  expect(seen).toMatchObject({ state: 'underway', sharedAt: now, begunAt: now })
})

test('until it has begun, the day of an unannounced visit is the team’s and the strategist’s alone', async () => {
  const unit = { unitId: world.units.oak, announced: false, newCaseNumber: 'OMS 26/910' }
  const followUpId = await arranged.prepared(unit)
  await arranged.declareAll(followUpId)
  const planned = { announced: false, date: '2026-11-26', metRoles: [] }
  await recordVisit(world.as(world.people.reviewer), arranged.visit(followUpId, planned))
  const days = (actor: Actor) => arranged.ask(actor, (tx) => listVisits(tx, followUpId))
  for (const insider of [world.people.reviewer, world.people.mas, world.people.strategist])
    expect(await days(insider), insider.name).toHaveLength(1)
  const outsiders = [world.people.secretary, world.people.registrar, world.people.director]
  for (const colleague of outsiders) expect(await days(colleague), colleague.name).toEqual([])
  const left = (at: Date | null) =>
    world.admin.query(
      'update follow_up_member set removed_at = $2 where follow_up_id = $1 and account_id = $3',
      [followUpId, at, world.people.mas.accountId],
    )
  await left(now)
  expect(await days(world.people.mas)).toEqual([])
  await left(null)

  await beginFollowUp(world.as(world.people.reviewer), { followUpId })
  for (const colleague of outsiders) expect(await days(colleague), colleague.name).toHaveLength(1)
})
