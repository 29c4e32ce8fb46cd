import { afterAll, beforeAll, expect, test } from 'vitest'
import { may, scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { assignRole, endRole, resetPassword } from './commands.ts'
import { newLink } from './links.ts'
import { listAssignments } from './queries.ts'

/** A session keeps no rights: each request asks the database, so a change holds the same second, without a new sign-in. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function signedIn(accountId: string): Promise<string> {
  const account = { municipalityId: world.municipalityId, id: accountId }
  return (await openSession(world.db, account, { agent: 'test', now })).token
}

test('a session that was open when a role came and went has the rights of that moment, in both directions', async () => {
  const { admin, reviewer } = world.people
  const token = await signedIn(reviewer.accountId)
  const mayPublish = async () => {
    const actor = await findActor(world.db, token, now)
    return actor && may(actor, 'catalogue.publish', { boardId: world.boards.care ?? '' })
  }
  expect(await mayPublish()).toBe(false)
  const assignmentId = uuidv7()
  const given = { accountId: reviewer.accountId, assignmentId, validFrom: '2026-11-19' }
  await assignRole(world.as(admin), { ...given, role: 'strategist', boardId: world.boards.care ?? '' })
  expect(await mayPublish()).toBe(true)
  await endRole(world.as(admin), { accountId: reviewer.accountId, assignmentId })
  expect(await mayPublish()).toBe(false)
})

test('an administrator whose role ends has a session that invites nobody, with the request under way refused', async () => {
  const { strategist, admin } = world.people
  const second = uuidv7()
  const given = { accountId: strategist.accountId, assignmentId: second, validFrom: '2026-11-19' }
  await assignRole(world.as(admin), { ...given, role: 'admin' })
  const token = await signedIn(strategist.accountId)
  const before = await findActor(world.db, token, now)
  if (!before) throw new Error('The session has just been opened.')
  const [held] = (
    await withScope(world.db, scopeOf(before), (tx) => listAssignments(tx, admin.accountId))
  ).filter(({ role }) => role === 'admin')
  await endRole(world.as(before), { accountId: admin.accountId, assignmentId: held?.id ?? '' })
  const link = () => ({ accountId: world.people.reviewer.accountId, tokenHash: newLink().tokenHash })
  // Who asks was let in before; the command asks again.
  await expect(resetPassword(world.as(admin), link())).rejects.toMatchObject({ code: expect.any(String) })
  const { rows } = await world.admin.query('select id from account_link where account_id = $1', [
    world.people.reviewer.accountId,
  ])
  expect(rows).toEqual([])
  expect(await resetPassword(world.as(before), link())).toMatchObject({ id: world.people.reviewer.accountId })
})
