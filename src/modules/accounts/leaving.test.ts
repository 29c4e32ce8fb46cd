import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { newToken, readFeed, renewFeed } from '#modules/calendar/feed.ts'
import { decideDuty } from '#modules/duties/public.ts'
import { createFollowUp } from '#modules/followups/public.ts'
import { assignRequest } from '#modules/handins/public.ts'
import { queueMail, sendQueued } from '#modules/mail/deliver.ts'
import { mailConfig, type MailConfig } from '#modules/mail/rules.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { api } from '#server/api.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { endRole, resetPassword } from './commands.ts'
import { closeAccount } from './commands-closing.ts'
import { findLink, newLink } from './links.ts'

let world: World
beforeEach(async () => {
  await world?.close()
  world = await makeWorld()
})
afterAll(() => world.close())

const home = new URL('https://uppsikt.exempel.se')
const tomorrow = new Date(now.getTime() + 86_400_000)
const close = (actor: Actor) => closeAccount(world.as(world.people.admin), { accountId: actor.accountId })

async function endOnlyRole(actor: Actor, lastDay?: string, at = now) {
  const { rows } = await world.admin.query<{ id: string }>(
    'select id from role_assignment where account_id = $1',
    [actor.accountId],
  )
  const ends = { accountId: actor.accountId, assignmentId: rows[0]!.id }
  return endRole(world.as(world.people.admin, at), lastDay ? { ...ends, lastDay } : ends)
}

/** Everything a person can be reached by or reach with: a session, a calendar, a link, a mail, a place in a protocol. */
async function openEverything(actor: Actor) {
  const account = { municipalityId: world.municipalityId, id: actor.accountId }
  const session = await openSession(world.db, account, { agent: 'test', now })
  const feed = newToken()
  await renewFeed(world.as(actor), { tokenHash: feed.hash })
  const link = newLink()
  await resetPassword(world.as(world.people.admin), {
    accountId: actor.accountId,
    tokenHash: link.tokenHash,
  })
  const { followUp, board_id } = await makeFollowUp(world)
  await world.insert.plain('presence', {
    follow_up_id: followUp,
    account_id: actor.accountId,
    board_id,
    seen_at: now,
  })
  await world.insert('notice', {
    notice: {
      account_id: actor.accountId,
      kind: 'x',
      title: 'Ett besked',
      href: '/',
      acute: true,
      sent_at: now,
    },
  })
  const municipality = { id: world.municipalityId, boards: Object.values(world.boards) }
  await queueMail(world.db, municipality, now)
  return { session: session.token, feed: feed.token, link: link.token, followUp, municipality }
}

type Opened = Awaited<ReturnType<typeof openEverything>>

async function reachedBy(opened: Opened, at = now) {
  const presence = await world.admin.query('select 1 from presence where follow_up_id = $1', [
    opened.followUp,
  ])
  const sent: string[] = []
  const settings = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.se', PUBLIC_URL: home.href }
  await sendQueued(world.db, opened.municipality, {
    // The three settings are there, so the configuration is whole.
    mail: mailConfig(settings) as MailConfig,
    now: at,
    send: async (_config, mail) => {
      sent.push(mail.to)
      return { kind: 'sent', code: 250, answer: '' }
    },
  })
  const actor = await findActor(world.db, opened.session, at)
  const feed = await readFeed(world.db, { token: opened.feed, address: '10.0.0.1', now: at, home })
  return {
    session: (actor?.assignments.length ?? 0) > 0,
    feed: feed !== undefined,
    link: (await findLink(world.db, opened.link, at)) !== undefined,
    presence: presence.rows.length > 0,
    mail: sent.length > 0,
  }
}

const nothing = { session: false, feed: false, link: false, presence: false, mail: false }

test('a reviewer whose account is open is reached by everything', async () => {
  const opened = await openEverything(world.people.reviewer)
  expect(await reachedBy(opened)).toEqual({
    session: true,
    feed: true,
    link: true,
    presence: true,
    mail: true,
  })
})

test('nobody but the administrator closes an account, and nothing of it ends', async () => {
  const { reviewer, strategist, mas } = world.people
  const opened = await openEverything(reviewer)
  for (const actor of [strategist, mas, world.people.manager, world.twin.people.admin])
    await expect(closeAccount(world.as(actor), { accountId: reviewer.accountId })).rejects.toMatchObject({
      code: expect.stringMatching(/notAllowed|notFound/),
    })
  expect((await reachedBy(opened)).session).toBe(true)
})

test('the second an account is closed, session, calendar, link, waiting mail and presence are gone', async () => {
  const opened = await openEverything(world.people.reviewer)
  expect(await close(world.people.reviewer)).toMatchObject({ sessions: 1, mails: 1 })
  expect(await reachedBy(opened)).toEqual(nothing)
  await expect(close(world.people.reviewer)).rejects.toMatchObject({ code: 'alreadyDone' })
  const { rows } = await world.admin.query(`select answer from mail_delivery where state = 'failed'`)
  expect(rows).toEqual([{ answer: 'Kontot är stängt.' }])
})

test('the second the last role ends they are gone as well, though the account stands', async () => {
  const opened = await openEverything(world.people.mas)
  await endOnlyRole(world.people.mas)
  expect(await reachedBy(opened)).toEqual(nothing)
})

test('late on the Sunday of October that has 25 hours, a role that ends has its last day the day before', async () => {
  const { accountId } = world.people.mas
  await world.admin.query(`update role_assignment set valid_to = null where account_id = $1`, [accountId])
  await endOnlyRole(world.people.mas, undefined, new Date('2026-10-25T22:30:00Z'))
  const { rows } = await world.admin.query(
    'select valid_to::text from role_assignment where account_id = $1',
    [accountId],
  )
  expect(rows).toEqual([{ valid_to: '2026-10-24' }])
})

test('a role that ends later holds through its last day, and the day after nothing is reached', async () => {
  const { reviewer } = world.people
  const opened = await openEverything(reviewer)
  await expect(endOnlyRole(reviewer, '2026-11-18')).rejects.toMatchObject({
    fields: [{ path: 'lastDay', code: 'dateInPast' }],
  })
  await endOnlyRole(reviewer, '2026-11-19')
  expect((await reachedBy(opened)).session).toBe(true)
  const account = { municipalityId: world.municipalityId, id: reviewer.accountId }
  const session = await openSession(world.db, account, { agent: 'test', now: tomorrow })
  await world.admin.query(`update mail_delivery set state = 'queued', ended_at = null`)
  expect(await reachedBy({ ...opened, session: session.token }, tomorrow)).toMatchObject({
    session: false,
    feed: false,
    mail: false,
  })
  const plan = followUpsIn(world).plan({ leadId: world.people.mas.accountId })
  await expect(createFollowUp(world.as(reviewer, tomorrow), plan)).rejects.toMatchObject({
    code: 'signedOut',
  })
})

test('a request that was let in with the old session, and runs when the account is closed, changes nothing', async () => {
  const { reviewer, mas } = world.people
  const plan = followUpsIn(world).plan({ leadId: mas.accountId })
  const letIn = world.as(reviewer)
  const env = { db: world.db, actor: reviewer, now, requestId: uuidv7() }
  await close(reviewer)
  await expect(createFollowUp(letIn, plan)).rejects.toMatchObject({ code: 'signedOut' })
  const answer = await api.request(
    '/api/v1/follow-ups',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(plan) },
    env,
  )
  expect(answer.status).toBe(401)
  const { rows } = await world.admin.query('select count(*)::int as n from follow_up')
  expect(rows).toEqual([{ n: 0 }])
})

test('the strategist is told once that work is left; the administrator learns how much and not what', async () => {
  const { strategist, reviewer, admin } = world.people
  await followUpsIn(world).create()
  await decideDuty(world.as(strategist), {
    boardId: world.boards.care,
    unitId: null,
    title: 'Svara revisionen',
    ground: 'Beslut',
    dueOn: '2026-12-20',
    ownerId: reviewer.accountId,
  })
  await close(reviewer)
  const { rows } = await world.admin.query(
    `select account_id, title, href from notice where kind = 'work.left'`,
  )
  expect(rows).toEqual([
    {
      account_id: strategist.accountId,
      title: 'Ulla Uppföljare har slutat. Arbete är kvar att lämna över',
      href: `/overlamna/${reviewer.accountId}`,
    },
  ])
  expect(admin.assignments).toHaveLength(1)
})

test('a nurse leaves: what the unit had handed over is the manager’s again, who is told once', async () => {
  const { manager, admin, rival } = world.people
  const { nurse } = await world.insert('account', {
    nurse: {
      name: 'Siv Syster',
      email: 'siv@exempel.se',
      state: 'active',
      side: 'operator',
      provider_id: world.providers.private,
    },
  })
  await world.insert('role_assignment', {
    row: {
      account_id: nurse,
      role: 'delegate',
      provider_id: world.providers.private,
      valid_from: '2022-01-01',
    },
  })
  const followUp = await makeFollowUp(world)
  const requests = [await makeRequest(world, followUp), await makeRequest(world, followUp)]
  for (const requestId of requests)
    await assignRequest(world.as(manager), { requestId, revision: 1, accountId: nurse })
  const done = await closeAccount(world.as(admin), { accountId: nurse })
  expect(done).toMatchObject({ requests: 2 })
  const { rows } = await world.admin.query(
    'select distinct assigned_to, revision from document_request where id = any($1::uuid[])',
    [requests],
  )
  expect(rows).toEqual([{ assigned_to: null, revision: 3 }])
  const told = await world.admin.query(`select account_id, title from notice where href = '/lamna-in'`)
  expect(told.rows).toEqual([
    {
      account_id: manager.accountId,
      title: 'Siv Syster kan inte längre logga in. Det Siv Syster skulle lämna in är tillbaka hos dig',
    },
  ])
  expect(told.rows.map((row) => row.account_id)).not.toContain(rival.accountId)
})
