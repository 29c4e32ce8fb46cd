import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { disposer } from './arrange.test-support.ts'

let world: World
let at: ReturnType<typeof disposer>
beforeAll(async () => {
  world = await makeWorld()
  at = disposer(world)
})
afterAll(() => world.close())

async function rowOf(table: string, id: string): Promise<object> {
  const { rows } = await world.admin.query<object>(`select * from ${table} where id = $1`, [id])
  return rows[0] ?? {}
}

test('sign-ins that are long over go, also those in which somebody began a passkey', async () => {
  const { accountId } = world.people.reviewer
  const over = { account_id: accountId, made: '2024-03-05T08:00:00Z', until: '2024-03-05T20:00:00Z' }
  const { session } = await world.insert('session', {
    session: {
      ...{ account_id: over.account_id, token_hash: Buffer.from('sedan länge slut') },
      ...{ created_at: over.made, seen_at: over.made, expires_at: over.until },
    },
  })
  const { later } = await world.insert('session', {
    later: {
      ...{ account_id: over.account_id, token_hash: Buffer.from('den senaste') },
      ...{ created_at: '2024-06-03T08:00:00Z', seen_at: '2024-06-03T09:00:00Z' },
      expires_at: '2024-06-03T20:00:00Z',
    },
  })
  await world.insert('passkey_challenge', {
    challenge: {
      ...{ account_id: over.account_id, session_id: session, challenge: 'x' },
      ...{ made_at: over.made, expires_at: over.until },
    },
  })
  await at.rule('signIn', 1)
  const { id } = await at.propose('signIn')
  await at.approve(id)
  await at.work()
  expect(await at.find(id)).toMatchObject({ state: 'done', disposed: 1 })
  expect(await rowOf('session', session)).toEqual({})
  // When they were here last: without it a disposal would make the account one that nobody has used.
  expect(await rowOf('session', later)).toMatchObject({ account_id: accountId })
})

test('of an account that is closed the last sign-in goes too', async () => {
  const { account } = await world.insert('account', {
    account: {
      ...{ name: 'Slutade', email: 'slutade@exempel.se', state: 'closed', closed_at: '2024-04-01T08:00:00Z' },
      side: 'operator',
      provider_id: world.providers.private,
    },
  })
  const { session } = await world.insert('session', {
    session: {
      ...{ account_id: account, token_hash: Buffer.from('slutade'), created_at: '2024-03-05T08:00:00Z' },
      ...{ seen_at: '2024-03-05T08:00:00Z', expires_at: '2024-03-05T20:00:00Z' },
    },
  })
  await at.rule('signIn', 1)
  const { id } = await at.propose('signIn')
  await at.approve(id)
  await at.work()
  expect(await rowOf('session', session)).toEqual({})
})
