import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { endAllSessions, endOwnSession } from './commands-sessions.ts'

/** Who may end which sessions, and that those that end are dead. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(() => world.admin.query('update session set ended_at = now()'))

async function enter(person: { accountId: string; municipalityId: string }) {
  const account = { municipalityId: person.municipalityId, id: person.accountId }
  const { id, token } = await openSession(world.db, account, { agent: 'test', now })
  const isIn = async () => (await findActor(world.db, token, now)) !== undefined
  return { id, token, isIn }
}

test('after an intrusion an administrator signs everybody out but themselves here, and nobody of the twin', async () => {
  const { admin, strategist, unitManager, elderlyReviewer } = world.people
  const people = await Promise.all([strategist, unitManager, elderlyReviewer, admin].map(enter))
  const [here, twin] = [await enter(admin), await enter(world.twin.people.admin)]
  for (const actor of [strategist, unitManager, world.people.auditor])
    await expect(endAllSessions(world.as(actor), {})).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await Promise.all(people.map(({ isIn }) => isIn()))).toEqual([true, true, true, true])
  const actor = await findActor(world.db, here.token, now)
  if (!actor) throw new Error('the administrator is signed in')
  expect(await endAllSessions(world.as(actor), {})).toMatchObject({ sessions: 4 })
  expect(await Promise.all(people.map(({ isIn }) => isIn()))).toEqual([false, false, false, false])
  expect([await here.isIn(), await twin.isIn()]).toEqual([true, true])
  const { rows } = await world.admin.query(
    `select account_id, detail from audit where verb = 'account.endAllSessions' and outcome = 'done'`,
  )
  expect(rows).toEqual([{ account_id: admin.accountId, detail: { sessions: 4 } }])
})

test('a person ends one of their own sessions and stays in with the others; somebody else’s is not theirs to end', async () => {
  const { reviewer, strategist } = world.people
  const [lost, kept, other] = [await enter(reviewer), await enter(reviewer), await enter(strategist)]
  for (const sessionId of [other.id, uuidv7()])
    await expect(endOwnSession(world.as(reviewer), { sessionId })).rejects.toMatchObject({ code: 'notFound' })
  const twin = endOwnSession(world.as(world.twin.people.admin), { sessionId: lost.id })
  await expect(twin).rejects.toMatchObject({ code: 'notFound' })
  expect(await lost.isIn()).toBe(true)
  await endOwnSession(world.as(reviewer), { sessionId: lost.id })
  expect([await lost.isIn(), await kept.isIn(), await other.isIn()]).toEqual([false, true, true])
})
