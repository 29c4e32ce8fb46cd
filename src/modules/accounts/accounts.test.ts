import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { findActor, openSession, signIn } from '#platform/session/session.ts'
import { findTokenActor, makeToken, newSecret } from '#modules/tokens/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { changeSettings, assignRole, endRole, inviteAccount, resetPassword } from './commands.ts'
import { closeAccount } from './commands-closing.ts'
import { changePassword, endSessionsOf } from './commands-sessions.ts'
import { AccountFilter } from './contract.ts'
import { findLink, newLink, useLink } from './links.ts'
import { getSettings, listAccounts, listAssignments, listUnitsForAccounts } from './queries.ts'

let world: World
const password = 'blå häst äter gröt'
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const invitation = (more: object = {}) => ({
  accountId: uuidv7(),
  name: 'Nina Ny',
  email: `nina.${Math.random()}@exempel.se`,
  role: 'providerManager' as const,
  providerId: world.providers.private,
  ...more,
})

test('a reviewer cannot invite anybody, and nothing is made', async () => {
  const given = invitation()
  const attempt = inviteAccount(world.as(world.people.reviewer), { ...given, tokenHash: newLink().tokenHash })
  await expect(attempt).rejects.toMatchObject({ code: expect.stringMatching(/notAllowed|notFound/) })
  const { rows } = await world.admin.query('select id from account where id = $1', [given.accountId])
  expect(rows).toEqual([])
})

test('a role without its board or provider is refused at the field', async () => {
  const attempt = (more: object) =>
    inviteAccount(world.as(world.people.admin), { ...invitation(more), tokenHash: newLink().tokenHash })
  await expect(attempt({ providerId: undefined })).rejects.toMatchObject({ fields: [{ path: 'providerId' }] })
  await expect(attempt({ role: 'reviewer' })).rejects.toMatchObject({ fields: [{ path: 'boardId' }] })
  await expect(attempt({ email: 'inte en adress' })).rejects.toMatchObject({
    fields: [{ path: 'email', code: 'email' }],
  })
})

test('a manager is bound to one unit, which tells whose it is; a unit of somebody else is refused', async () => {
  const invite = (more: object) => {
    const given = invitation({ role: 'unitManager', unitId: world.units.birch, ...more })
    const made = inviteAccount(world.as(world.people.admin), { ...given, tokenHash: newLink().tokenHash })
    return made.then(() => seen(given.accountId))
  }
  const seen = (accountId: string) =>
    withScope(world.db, scopeOf(world.people.admin), (tx) => listAssignments(tx, accountId))
  const bound = [{ role: 'unitManager', unitId: world.units.birch, providerName: 'Åkerbo Omsorg AB' }]
  expect(await invite({ providerId: undefined })).toMatchObject(bound)
  expect(await invite({})).toMatchObject(bound)
  for (const more of [{ unitId: world.units.rival }, { unitId: uuidv7() }])
    await expect(invite(more)).rejects.toMatchObject({ fields: [{ path: 'unitId', code: 'unitOfOther' }] })
})

test('units to bind a role to are told to the administrator, and to nobody else', async () => {
  const told = (who: keyof typeof world.people) =>
    withScope(world.db, scopeOf(world.people[who]), (tx) => listUnitsForAccounts(tx, '2026-11-19'))
  expect((await told('admin')).map(({ id }) => id).sort()).toEqual(Object.values(world.units).sort())
  for (const who of ['strategist', 'manager', 'rival'] as const) expect(await told(who), who).toEqual([])
})

test('a provider’s manager is invited by link, sets a password once, and signs in', async () => {
  const link = newLink()
  const given = invitation({ email: 'nina.ny@exempel.se' })
  await inviteAccount(world.as(world.people.admin), { ...given, tokenHash: link.tokenHash })
  expect(await findLink(world.db, link.token, now)).toMatchObject({
    kind: 'invitation',
    email: 'nina.ny@exempel.se',
  })
  const short = { token: link.token, password: 'kort', repeated: 'kort' }
  await expect(useLink(world.db, short, now)).rejects.toMatchObject({
    fields: [{ code: 'passwordTooShort' }],
  })
  await useLink(world.db, { token: link.token, password, repeated: password }, now)
  await expect(
    useLink(world.db, { token: link.token, password, repeated: password }, now),
  ).rejects.toMatchObject({
    code: 'linkNotValid',
  })
  const session = await signIn(world.db, {
    email: given.email,
    password,
    address: '10.1.1.1',
    agent: '',
    now,
  })
  expect((await findActor(world.db, session.token, now))?.assignments).toMatchObject([
    { role: 'providerManager' },
  ])
})

test('an invitation older than a week no longer holds', async () => {
  const link = newLink()
  await inviteAccount(world.as(world.people.admin), { ...invitation(), tokenHash: link.tokenHash })
  expect(await findLink(world.db, link.token, new Date(now.getTime() + 8 * 86_400_000))).toBeUndefined()
})

test('a new link ends the earlier ones, and the administrator of a twin municipality reaches nobody here', async () => {
  const [first, second] = [newLink(), newLink()]
  const accountId = world.people.manager.accountId
  await resetPassword(world.as(world.people.admin), { accountId, tokenHash: first.tokenHash })
  await resetPassword(world.as(world.people.admin), { accountId, tokenHash: second.tokenHash })
  expect(await findLink(world.db, first.token, now)).toBeUndefined()
  expect(await findLink(world.db, second.token, now)).toMatchObject({ kind: 'reset' })
  const foreign = resetPassword(world.as(world.twin.people.admin), {
    accountId,
    tokenHash: newLink().tokenHash,
  })
  await expect(foreign).rejects.toMatchObject({ code: 'notFound' })
})

test('a closed account is out with the next request and keeps its history', async () => {
  const account = { municipalityId: world.municipalityId, id: world.people.rival.accountId }
  const { token } = await openSession(world.db, account, { agent: '', now })
  await closeAccount(world.as(world.people.admin), { accountId: account.id })
  expect(await findActor(world.db, token, now)).toBeUndefined()
  const { rows } = await world.admin.query('select state from account where id = $1', [account.id])
  expect(rows).toEqual([{ state: 'closed' }])
})

test('an administrator cannot give themselves a role, and nothing is given', async () => {
  const accountId = world.people.admin.accountId
  const given = { accountId, assignmentId: uuidv7(), validFrom: '2026-11-19', role: 'strategist' as const }
  const attempt = assignRole(world.as(world.people.admin), { ...given, boardId: world.boards.care })
  await expect(attempt).rejects.toMatchObject({ code: 'notAllowed' })
  const { rows } = await world.admin.query('select id from role_assignment where id = $1', [
    given.assignmentId,
  ])
  expect(rows).toEqual([])
})

test('a role that is ended is gone today', async () => {
  const admin = world.people.admin
  const accountId = world.people.registrar.accountId
  const [assignment] = await withScope(world.db, scopeOf(admin), (tx) => listAssignments(tx, accountId))
  await endRole(world.as(admin), { accountId, assignmentId: assignment?.id ?? '' })
  const { token } = await openSession(
    world.db,
    { municipalityId: world.municipalityId, id: accountId },
    { agent: '', now },
  )
  expect((await findActor(world.db, token, now))?.assignments).toEqual([])
})

test('a role given by mistake is gone the same day, at the next request', async () => {
  const admin = world.people.admin
  const accountId = world.people.mas.accountId
  const held = async () => {
    const { token } = await openSession(
      world.db,
      { municipalityId: world.municipalityId, id: accountId },
      { agent: '', now },
    )
    return (await findActor(world.db, token, now))?.assignments.map(({ role }) => role)
  }
  const before = await held()
  const assignmentId = uuidv7()
  const boardId = world.boards.care ?? ''
  await assignRole(world.as(admin), {
    accountId,
    assignmentId,
    role: 'strategist',
    boardId,
    validFrom: '2026-11-19',
  })
  expect(await held()).toContain('strategist')
  await endRole(world.as(admin), { accountId, assignmentId })
  expect(await held()).toEqual(before)
})

test('a person changes the own password only by knowing the old one; other sessions and tokens end', async () => {
  const link = newLink()
  const account = { municipalityId: world.municipalityId, id: world.people.mas.accountId }
  await resetPassword(world.as(world.people.admin), { accountId: account.id, tokenHash: link.tokenHash })
  await useLink(world.db, { token: link.token, password, repeated: password }, now)
  const other = await openSession(world.db, account, { agent: '', now })
  const next = 'grön gris sover gott'
  const { token, hash } = newSecret()
  await makeToken(world.as(world.people.mas), {
    ...{ name: 'Rapporter', tokenHash: hash, areas: [], mayWrite: false, expiresOn: '2027-06-30' },
  })
  const wrong = changePassword(world.as(world.people.mas), { current: 'fel', next, repeated: next })
  await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'current', code: 'passwordWrong' }] })
  expect(await findTokenActor(world.db, token, now)).toBeDefined()
  await changePassword(world.as(world.people.mas), { current: password, next, repeated: next })
  expect(await findActor(world.db, other.token, now)).toBeUndefined()
  expect(await findTokenActor(world.db, token, now)).toBeUndefined()
})

test('a reset by link ends tokens too; a password of one’s own name or the municipality’s is refused', async () => {
  const { reviewer, admin } = world.people
  const { token, hash } = newSecret()
  await makeToken(world.as(reviewer), {
    ...{ name: 'Rapporter', tokenHash: hash, areas: [], mayWrite: false, expiresOn: '2027-06-30' },
  })
  const link = newLink()
  await resetPassword(world.as(admin), { accountId: reviewer.accountId, tokenHash: link.tokenHash })
  for (const known of [`${reviewer.name} 2026!!`, 'Exempelkommun-2026', 'Exempel2026Uppsikt']) {
    const tried = useLink(world.db, { token: link.token, password: known, repeated: known }, now)
    await expect(tried, known).rejects.toMatchObject({ fields: [{ code: 'passwordTooCommon' }] })
  }
  expect(await findTokenActor(world.db, token, now)).toBeDefined()
  await useLink(world.db, { token: link.token, password, repeated: password }, now)
  expect(await findTokenActor(world.db, token, now)).toBeUndefined()
})

test('an administrator signs another person out everywhere; nobody else does, and never from the twin', async () => {
  const { secretary, admin, reviewer, unitManager } = world.people
  const account = { municipalityId: world.municipalityId, id: secretary.accountId }
  const sessions = [
    await openSession(world.db, account, { agent: '', now }),
    await openSession(world.db, account, { agent: '', now }),
  ]
  const input = { accountId: account.id }
  for (const actor of [reviewer, unitManager, secretary, world.twin.people.admin])
    await expect(endSessionsOf(world.as(actor), input)).rejects.toMatchObject({
      code: expect.stringMatching(/notFound|notAllowed/),
    })
  const own = endSessionsOf(world.as(admin), { accountId: admin.accountId })
  await expect(own).rejects.toMatchObject({ code: 'notAllowed' })
  for (const { token } of sessions) expect(await findActor(world.db, token, now)).toBeDefined()
  expect(await endSessionsOf(world.as(admin), input)).toMatchObject({ sessions: 2 })
  for (const { token } of sessions) expect(await findActor(world.db, token, now)).toBeUndefined()
  const log = await world.admin.query(
    `select account_id, detail from audit where verb = 'account.endSessions' and outcome = 'done'`,
  )
  expect(log.rows).toEqual([{ account_id: admin.accountId, detail: { sessions: 2 } }])
})

test('nobody can read a password’s hash through the application’s role', async () => {
  const read = withScope(world.db, scopeOf(world.people.admin), (tx) =>
    tx.selectFrom('account').select('passwordHash').execute(),
  )
  await expect(read).rejects.toMatchObject({ code: '42501' })
})

test('the register of accounts shows the administrator roles and state', async () => {
  const { accounts } = await withScope(world.db, scopeOf(world.people.admin), (tx) =>
    listAccounts(tx, AccountFilter.parse({ q: 'strateg' }), '2026-11-19'),
  )
  expect(accounts).toMatchObject([{ name: 'Stina Strateg', roles: ['strategist'], state: 'active' }])
})

test('a colour too pale to read is refused', async () => {
  const settings = { name: 'Exempelkommun', hearingDays: 10, hearingGround: 'Lokal regel' }
  const pale = changeSettings(world.as(world.people.admin), { ...settings, accent: '#ffee00' })
  await expect(pale).rejects.toMatchObject({ fields: [{ path: 'accent', code: 'colourTooPale' }] })
  await changeSettings(world.as(world.people.admin), { ...settings, accent: '#5a1a6b' })
})

test('the administrator sets how many days a request for records may take; nobody else does', async () => {
  const held = async () =>
    (await withScope(world.db, scopeOf(world.people.admin), (tx) => getSettings(tx))).releaseDays
  const { id: _, ...now } = await withScope(world.db, scopeOf(world.people.admin), (tx) => getSettings(tx))
  expect(now.releaseDays).toBe(3)
  for (const actor of [world.people.secretary, world.people.director, world.people.unitManager])
    await expect(changeSettings(world.as(actor), { ...now, releaseDays: 5 })).rejects.toMatchObject({
      code: 'notAllowed',
    })
  for (const releaseDays of [0, 31, 2.5])
    await expect(changeSettings(world.as(world.people.admin), { ...now, releaseDays })).rejects.toMatchObject(
      { fields: [{ path: 'releaseDays', code: 'number' }] },
    )
  expect(await held()).toBe(3)
  await changeSettings(world.as(world.people.admin), { ...now, releaseDays: 5 })
  expect(await held()).toBe(5)
  const { releaseDays: __, ...without } = now
  await changeSettings(world.as(world.people.admin), without)
  expect(await held()).toBe(5)
})
