import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { inviteAccount, newLink } from '#modules/accounts/public.ts'
import { findActor } from '#platform/session/session.ts'
import { minutes, startSignInScene, type SignInScene } from '#test/sign-in.ts'
import { now } from '#test/world.ts'
import { saveIdentityProvider, turnAwayIdentity } from './commands.ts'
import { refreshSessions } from './refresh.ts'

/** Against real OpenID providers on loopback: who comes in, with which roles, and for how long. */
let scene: SignInScene
let world: SignInScene['world']
let town: SignInScene['town']
beforeAll(async () => {
  scene = await startSignInScene()
  ;({ world, town } = scene)
})
afterAll(() => scene?.close())

test('somebody the provider knows and the municipality does not gets no rights, and waits', async () => {
  const before = await scene.sessions()
  expect(await scene.signInAs('anna')).toEqual({ kind: 'waiting' })
  expect(await scene.identityOf('anna')).toMatchObject({ state: 'waiting', account_id: null })
  expect(await scene.sessions()).toBe(before)
  expect(await scene.lastGround()).toBe('noRights')
})

test('the same e-mail as an administrator’s, or the same subject at another provider, is somebody else', async () => {
  town.people.set('lik', { name: 'Sven System', email: 'sven.system@exempel.se', tid: 'kommunen', roles: [] })
  expect(await scene.signInAs('lik')).toEqual({ kind: 'waiting' })
  await scene.tied('anna')
  const start = await scene.begin({ identityProviderId: scene.ids.other })
  const at = await scene.back(start, scene.ids.other)
  expect(await scene.end(at, { identityProviderId: scene.ids.other })).toEqual({ kind: 'waiting' })
  expect(await scene.identityOf('anna', scene.ids.other)).toMatchObject({ state: 'waiting' })
})

test('an administrator ties them to an account, and the provider’s roles hold while the provider says so', async () => {
  town.people.set('berit', { name: 'Berit', tid: 'kommunen', roles: ['strateg'] })
  const accountId = await scene.tied('berit')
  const done = await scene.signInAs('berit')
  if (done.kind !== 'in') throw new Error(done.kind)
  expect(done.next).toBe('/enheter')
  expect((await findActor(world.db, done.token, now))?.assignments).toMatchObject([
    { role: 'strategist', boardId: world.boards.care },
  ])
  town.people.set('berit', { name: 'Berit', tid: 'kommunen', roles: ['granskare'] })
  await refreshSessions(world.db, world.municipalityId, minutes(3))
  expect((await findActor(world.db, done.token, minutes(3)))?.assignments).toMatchObject([
    { role: 'strategist' },
  ])
  await refreshSessions(world.db, world.municipalityId, minutes(5))
  const later = await findActor(world.db, done.token, minutes(5))
  expect(later).toMatchObject({ accountId, assignments: [{ role: 'reviewer' }] })
  // Confirmed at five minutes: it holds until twenty, and no longer unless it is confirmed again.
  expect(await findActor(world.db, done.token, minutes(19))).toBeDefined()
  expect(await findActor(world.db, done.token, minutes(21))).toBeUndefined()
})

test('somebody who is gone at the provider is signed out here at the next round', async () => {
  town.people.set('cilla', { name: 'Cilla', tid: 'kommunen', roles: ['granskare'] })
  await scene.tied('cilla')
  const done = await scene.signInAs('cilla')
  if (done.kind !== 'in') throw new Error(done.kind)
  town.people.delete('cilla')
  await refreshSessions(world.db, world.municipalityId, minutes(6))
  expect(await findActor(world.db, done.token, minutes(6))).toBeUndefined()
  const { rows } = await world.admin.query(`select detail from audit where verb = 'session.ended'`)
  expect(rows).toMatchObject([{ detail: { ground: 'invalid_grant' } }])
})

test('a role that is gone at the provider and was the last one ends the session, and opens no new one', async () => {
  town.people.set('disa', { name: 'Disa', tid: 'kommunen', roles: ['granskare'] })
  await scene.tied('disa')
  const done = await scene.signInAs('disa')
  if (done.kind !== 'in') throw new Error(done.kind)
  town.people.set('disa', { name: 'Disa', tid: 'kommunen', roles: [] })
  await refreshSessions(world.db, world.municipalityId, minutes(6))
  expect(await findActor(world.db, done.token, minutes(6))).toBeUndefined()
  expect(await scene.signInAs('disa')).toEqual({ kind: 'waiting' })
})

test('without a provider that answers, the session ends within a quarter of an hour by itself', async () => {
  town.people.set('elsa', { name: 'Elsa', tid: 'kommunen', roles: ['granskare'] })
  await scene.tied('elsa')
  const done = await scene.signInAs('elsa')
  if (done.kind !== 'in') throw new Error(done.kind)
  expect(await findActor(world.db, done.token, minutes(14))).toBeDefined()
  expect(await findActor(world.db, done.token, minutes(16))).toBeUndefined()
})

test('a provider’s manager gets the role for the provider the organisation number says, and for no other', async () => {
  town.people.set('filip', { name: 'Filip', tid: 'kommunen', roles: ['chef', 'strateg'], org: '5560000001' })
  await scene.tied('filip', { side: 'operator', provider_id: world.providers.private })
  const done = await scene.signInAs('filip')
  if (done.kind !== 'in') throw new Error(done.kind)
  const actor = await findActor(world.db, done.token, now)
  expect(actor?.assignments.map(({ role, providerId }) => [role, providerId])).toEqual([
    ['unitManager', world.providers.private],
  ])
  town.people.set('kurt', { name: 'Kurt', tid: 'kommunen', roles: ['chef'], org: '5560000001' })
  await scene.tied('kurt', { side: 'operator', provider_id: world.providers.competitor })
  expect(await scene.signInAs('kurt')).toEqual({ kind: 'waiting' })
})

test('an invitation opened by the provider ties the identity to the account, once, and only its own address', async () => {
  const link = newLink()
  const accountId = uuidv7()
  await inviteAccount(world.as(world.people.admin), {
    ...{ accountId, name: 'Gun', email: 'gun@exempel.se', tokenHash: link.tokenHash },
    ...{ role: 'reviewer', boardId: world.boards.care },
  })
  town.people.set('tjuv', { name: 'Tjuv', email: 'tjuv@exempel.se', tid: 'kommunen', roles: [] })
  expect(await scene.signInAs('tjuv', { invitation: link.token })).toEqual({ kind: 'waiting' })
  town.people.set('gun', { name: 'Gun', email: 'Gun@exempel.se', tid: 'kommunen', roles: [] })
  expect(await scene.signInAs('gun', { invitation: link.token })).toMatchObject({ kind: 'in' })
  expect(await scene.identityOf('gun')).toMatchObject({ state: 'bound', account_id: accountId })
  town.people.set('gunilla', { name: 'Gunilla', email: 'gun@exempel.se', tid: 'kommunen', roles: [] })
  expect(await scene.signInAs('gunilla', { invitation: link.token })).toEqual({ kind: 'waiting' })
})

test('somebody turned away stays out', async () => {
  town.people.set('hugo', { name: 'Hugo', tid: 'kommunen', roles: ['strateg'] })
  await scene.signInAs('hugo')
  const identity = await scene.identityOf('hugo')
  await turnAwayIdentity(world.as(world.people.admin), { identityId: identity?.id ?? '' })
  await expect(scene.signInAs('hugo')).rejects.toMatchObject({ code: 'signInRefused' })
  expect(await scene.lastGround()).toBe('turnedAway')
})

test('an administrator who tied the wrong person undoes it: they are out at once, and their roles with them', async () => {
  town.people.set('fel', { name: 'Fel', tid: 'kommunen', roles: ['granskare'] })
  await scene.tied('fel')
  const done = await scene.signInAs('fel')
  if (done.kind !== 'in') throw new Error(done.kind)
  const actor = await findActor(world.db, done.token, now)
  const identity = await scene.identityOf('fel')
  await turnAwayIdentity(world.as(world.people.admin), { identityId: identity?.id ?? '' })
  expect(await findActor(world.db, done.token, now)).toBeUndefined()
  const { rows } = await world.admin.query(
    'select 1 from role_assignment where account_id = $1 and (valid_to is null or valid_to >= $2)',
    [actor?.accountId, '2026-11-19'],
  )
  expect(rows).toEqual([])
  await expect(scene.signInAs('fel')).rejects.toMatchObject({ code: 'signInRefused' })
})

test('a provider that is switched off lets nobody in, and signs out at the next round whom it had let in', async () => {
  town.people.set('janne', { name: 'Janne', tid: 'kommunen', roles: ['granskare'] })
  await scene.tied('janne')
  const done = await scene.signInAs('janne')
  if (done.kind !== 'in') throw new Error(done.kind)
  const off = { ...scene.settings(scene.ids.town, town), revision: 1, isActive: false }
  await saveIdentityProvider(world.as(world.people.admin), off)
  await expect(scene.begin()).rejects.toMatchObject({ code: 'notFound' })
  await refreshSessions(world.db, world.municipalityId, minutes(6))
  expect(await findActor(world.db, done.token, minutes(6))).toBeUndefined()
})
