import { afterAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findLink, newLink, reopenAccount, useLink } from '#modules/accounts/public.ts'
import { chooseMail, queueMail } from '#modules/mail/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { answerReview, countLate, listReviews, readReview, tendAccounts } from './public.ts'

let world: World
beforeEach(async () => {
  await world?.close()
  world = await makeWorld()
  // Everybody came long ago, and was here yesterday.
  await world.admin.query(`update account set created_at = '2025-01-10'`)
  await world.admin.query(
    `insert into session (municipality_id, id, account_id, token_hash, created_at, seen_at, expires_at)
     select municipality_id, gen_random_uuid(), id, sha256(id::text::bytea), $1, $1, $1 from account`,
    [days(-1)],
  )
})
afterAll(() => world.close())

const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
const tend = (at: Date) => tendAccounts(world.db, world.municipalityId, at)
const lastSeen = (actor: Actor, at: Date) =>
  world.admin.query('update session set seen_at = $2 where account_id = $1', [actor.accountId, at])
const stateOf = async (actor: Actor) =>
  (await world.admin.query('select state from account where id = $1', [actor.accountId])).rows[0]?.state
const toldTo = async (actor: Actor) => {
  const { rows } = await world.admin.query<{ title: string }>(
    'select title from notice where account_id = $1 order by sent_at, id',
    [actor.accountId],
  )
  return rows.map(({ title }) => title)
}
const seen = (actor: Actor, at = now) =>
  withScope(world.db, scopeOf(actor), (tx) => listReviews(tx, at.toISOString().slice(0, 10)))
const read = (actor: Actor, reviewId: string) =>
  withScope(world.db, scopeOf(actor), (tx) => readReview(tx, { actor, today: '2026-11-19' }, reviewId))

async function colleague(name: string, more: object = {}): Promise<string> {
  const { account } = await world.insert('account', {
    account: {
      ...{ name, email: `${uuidv7()}@exempel.se`, state: 'active', side: 'operator' },
      ...{ provider_id: world.providers.private, created_at: '2025-01-10', ...more },
    },
  })
  return account
}

/** The list of the private provider, which has Petra and two more. */
async function listOfPrivate() {
  const [left, stays] = [await colleague('Anna Borta'), await colleague('Bo Kvar')]
  await tend(now)
  const [review] = await seen(world.people.manager)
  return { id: review?.id ?? '', left, stays }
}

test('each quarter every provider gets the list of its own, once, and the administrators that of the municipality', async () => {
  await tend(now)
  await tend(days(1))
  const { manager, rival, admin } = world.people
  expect(await seen(manager)).toMatchObject([
    { providerName: 'Åkerbo Omsorg AB', quarter: '2026-10-01', state: 'open' },
  ])
  expect(await seen(rival)).toMatchObject([{ providerName: 'Björkens Vård AB' }])
  const names = (await seen(admin)).map(({ providerName }) => providerName)
  expect(names).toEqual([null, 'Björkens Vård AB', 'Exempelkommuns egen regi', 'Åkerbo Omsorg AB'])
  for (const other of ['strategist', 'auditor', 'member'] as const)
    expect(await seen(world.people[other])).toEqual([])
  expect(await seen(world.twin.people.admin)).toEqual([])
  for (const who of [manager, rival])
    expect(await toldTo(who)).toEqual(['Arbetar de här kvar? Gå igenom listan senast 17 december 2026'])
  // The municipality’s own, and those of a provider that has no manager.
  expect(await toldTo(admin)).toHaveLength(2)
})

test('whoever has just been invited is asked about in the next quarter', async () => {
  await colleague('Nils Ny', { created_at: '2026-11-02' })
  await tend(now)
  const [review] = await seen(world.people.manager)
  const found = await read(world.people.manager, review?.id ?? '')
  expect(found?.people.map(({ name }) => name)).toEqual(['Nils Ny', 'Petra Privat'])
  await world.admin.query(`update account set created_at = '2026-11-02' where provider_id = $1`, [
    world.providers.competitor,
  ])
  await world.admin.query('delete from account_review')
  await tend(now)
  expect(await seen(world.people.rival)).toEqual([])
})

test('a manager says who has left: out the same second, logged on the account, and the rest can wait', async () => {
  const { id, left, stays } = await listOfPrivate()
  const { manager } = world.people
  const account = { municipalityId: world.municipalityId, id: left }
  const { token } = await openSession(world.db, account, { agent: '', now })
  await expect(answerReview(world.as(manager), { reviewId: id, stays: [], left: [] })).rejects.toMatchObject({
    fields: [{ code: 'chooseAnswer' }],
  })
  const first = await answerReview(world.as(manager), { reviewId: id, stays: [], left: [left] })
  expect(first).toMatchObject({ stays: 1, left: 1, remaining: 1 })
  expect(await findActor(world.db, token, now)).toBeUndefined()
  expect(await answerReview(world.as(manager), { reviewId: id, stays: [stays], left: [] })).toMatchObject({
    remaining: 0,
  })
  expect(await seen(manager)).toMatchObject([{ state: 'done', stays: 2, left: 1 }])
  const again = answerReview(world.as(manager), { reviewId: id, stays: [], left: [stays] })
  await expect(again).rejects.toMatchObject({ code: 'wrongState' })
  const { rows } = await world.admin.query(
    `select account_id, detail from audit where verb = 'account.close' and target_id = $1`,
    [left],
  )
  expect(rows).toEqual([{ account_id: manager.accountId, detail: expect.objectContaining({ review: id }) }])
  const states = await world.admin.query('select state from account where id = any($1) order by name', [
    [left, stays],
  ])
  expect(states.rows).toEqual([{ state: 'closed' }, { state: 'active' }])
})

test('a competitor, a colleague, the office and the twin neither read the list nor close anybody by it', async () => {
  const { id, left } = await listOfPrivate()
  const { rival, unitManager, strategist, auditor } = world.people
  const strangers = [
    rival,
    unitManager,
    strategist,
    auditor,
    world.twin.people.admin,
    world.twin.people.manager,
  ]
  for (const actor of strangers) {
    expect(await read(actor, id)).toBeUndefined()
    const tried = answerReview(world.as(actor), { reviewId: id, stays: [], left: [left] })
    await expect(tried).rejects.toMatchObject({ code: 'notFound' })
  }
  const { manager } = world.people
  const delegate = {
    ...manager,
    assignments: manager.assignments.map((held) => ({ ...held, role: 'delegate' as const })),
  }
  const tried = answerReview(world.as(delegate), { reviewId: id, stays: [], left: [left] })
  await expect(tried).rejects.toMatchObject({ code: 'notAllowed' })
  const { rows } = await world.admin.query(`select id from account where state = 'closed'`)
  expect(rows).toEqual([])
})

test('a manager closes nobody but their own people, and never themselves', async () => {
  const { id } = await listOfPrivate()
  const { manager, rival, admin } = world.people
  for (const other of [rival.accountId, admin.accountId, uuidv7()]) {
    const tried = answerReview(world.as(manager), { reviewId: id, stays: [], left: [other] })
    await expect(tried).rejects.toMatchObject({ code: 'notFound' })
  }
  const own = answerReview(world.as(manager), { reviewId: id, stays: [], left: [manager.accountId] })
  await expect(own).rejects.toMatchObject({ code: 'notAllowed' })
  for (const actor of [manager, rival, admin]) expect(await stateOf(actor)).toBe('active')
})

test('who does not answer is reminded, then late, and the administrator sees it; the next quarter comes instead', async () => {
  await listOfPrivate()
  const { manager, admin } = world.people
  await tend(days(21))
  await tend(days(22))
  await tend(days(29))
  await tend(days(30))
  const [made, near, late, ...more] = await toldTo(manager)
  expect([made, near, late].map((title) => title?.split(' ')[0])).toEqual([
    'Arbetar',
    'Påminnelse:',
    'Försenat:',
  ])
  expect(more).toEqual([])
  expect(await toldTo(admin)).toContain('Försenat: Åkerbo Omsorg AB har inte svarat vilka som arbetar kvar')
  const counted = await withScope(world.db, scopeOf(admin), (tx) => countLate(tx, '2026-12-19'))
  expect(counted).toBe((await seen(admin, days(30))).filter(({ state }) => state === 'late').length)
  expect(counted).toBe(4)
  await tend(new Date('2027-01-04T09:00:00Z'))
  const states = (await seen(manager, days(60))).map(({ state, quarter }) => `${quarter} ${state}`)
  expect(states).toEqual(['2027-01-01 open', '2026-10-01 missed'])
})

test('somebody who is away is told two weeks before, by mail too, and then closed; the administrators hear of it', async () => {
  const { registrar, admin } = world.people
  await chooseMail(world.as(registrar), { wanted: false })
  await lastSeen(registrar, days(-75))
  await tend(now)
  expect(await toldTo(registrar)).toEqual([])
  await lastSeen(registrar, days(-76.5))
  await tend(now)
  expect(await toldTo(registrar)).toEqual([
    'Ditt konto stängs 3 december 2026 om du inte loggar in före dess',
  ])
  await queueMail(world.db, { id: world.municipalityId, boards: Object.values(world.boards) }, days(0.02))
  const mails = await world.admin.query('select subject from mail_delivery where account_id = $1', [
    registrar.accountId,
  ])
  expect(mails.rows).toHaveLength(1)
  await tend(days(13.9))
  expect(await stateOf(registrar)).toBe('active')
  await tend(days(14.1))
  expect(await stateOf(registrar)).toBe('closed')
  expect((await toldTo(admin)).at(-1)).toBe('1 konto som ingen har använt på länge är stängt')
  const { rows } = await world.admin.query(
    `select account_id, verb from audit where target_id = $1 and verb like 'account.%' order by seq`,
    [registrar.accountId],
  )
  expect(rows).toEqual([
    { account_id: null, verb: 'account.warnIdle' },
    { account_id: null, verb: 'account.close' },
  ])
})

test('whoever signs in after the warning keeps the account, and is warned anew another time', async () => {
  const { registrar } = world.people
  await lastSeen(registrar, days(-80))
  await tend(now)
  await lastSeen(registrar, days(5))
  await tend(days(20))
  expect(await stateOf(registrar)).toBe('active')
  await tend(days(95))
  expect(await stateOf(registrar)).toBe('active')
  expect(await toldTo(registrar)).toHaveLength(2)
})

test('a shorter setting closes nobody without two weeks’ notice, and nothing is closed in the demo', async () => {
  const { registrar } = world.people
  await lastSeen(registrar, days(-60))
  await world.admin.query('update municipality set idle_days = 30, is_demo = true')
  await tend(now)
  expect(await toldTo(registrar)).toEqual([])
  await world.admin.query('update municipality set is_demo = false')
  await tend(now)
  await tend(days(10))
  expect(await stateOf(registrar)).toBe('active')
})

test('the last administrator is never closed, however long away; another one is', async () => {
  const { admin, auditor } = world.people
  await world.insert.plain('role_assignment', {
    ...{ id: uuidv7(), account_id: auditor.accountId, role: 'admin', valid_from: '2026-01-01' },
  })
  await lastSeen(admin, days(-200))
  await lastSeen(auditor, days(-300))
  await tend(now)
  await tend(days(15))
  expect([await stateOf(admin), await stateOf(auditor)]).toEqual(['active', 'closed'])
})

test('the administrator opens a closed account again with a link; the old password is of no use, and the idle clock begins anew', async () => {
  const { registrar, admin, strategist } = world.people
  await lastSeen(registrar, days(-200))
  await tend(now)
  await tend(days(15))
  expect(await stateOf(registrar)).toBe('closed')
  const link = newLink()
  const input = { accountId: registrar.accountId, tokenHash: link.tokenHash }
  for (const actor of [strategist, world.twin.people.admin])
    await expect(reopenAccount(world.as(actor, days(16)), input)).rejects.toMatchObject({
      code: expect.stringMatching(/notFound|notAllowed/),
    })
  expect(await stateOf(registrar)).toBe('closed')
  expect(await reopenAccount(world.as(admin, days(16)), input)).toMatchObject({ state: 'invited' })
  await expect(reopenAccount(world.as(admin, days(16)), input)).rejects.toMatchObject({ code: 'alreadyDone' })
  expect(await findLink(world.db, link.token, days(16))).toMatchObject({ kind: 'invitation' })
  const password = 'blå häst äter gröt'
  await useLink(world.db, { token: link.token, password, repeated: password }, days(16))
  await tend(days(17))
  await tend(days(40))
  expect(await stateOf(registrar)).toBe('active')
})
