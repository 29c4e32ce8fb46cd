import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { selfSigned } from '#test/certificate.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { chooseMail, retryMail, sendTestMail } from './commands.ts'
import { DeliveryFilter } from './contract.ts'
import { queueMail, sendQueued } from './deliver.ts'
import { listDeliveries } from './queries.ts'
import { afterAttempt, mailConfig, waits, type MailConfig } from './rules.ts'
import { sendMail } from './smtp.ts'
import { smtpServer, type Behaviour } from './smtp-server.test-support.ts'

let world: World
const running: { stop: () => Promise<void> }[] = []
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from mail_delivery; delete from mail_choice; delete from notice')
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

const here = () => ({ id: world.municipalityId, boards: Object.values(world.boards) })
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const configOf = (url: string): MailConfig => {
  const config = mailConfig({
    SMTP_URL: url,
    MAIL_FROM: 'uppsikt@exempel.se',
    PUBLIC_URL: 'https://uppsikt.exempel.se',
  })
  if (config.state !== 'ready') throw new Error('the settings of the test are whole')
  return config
}

async function serverThat(behaviour: Behaviour = {}) {
  const server = await smtpServer(behaviour)
  running.push(server)
  return server
}

async function noticeTo(actor: Actor, more: Record<string, unknown> = {}) {
  const id = uuidv7(now.getTime())
  await world.insert.plain('notice', {
    id,
    account_id: actor.accountId,
    kind: 'reminder',
    title: '3 saker närmar sig',
    href: '/att-gora',
    board_id: world.boards['care'],
    sent_at: now,
    ...more,
  })
  return id
}

async function send(url: string, at = later(11)) {
  await queueMail(world.db, here(), at)
  return sendQueued(world.db, here(), { mail: configOf(url), now: at })
}

async function rows() {
  const found = await world.admin.query(
    'select id, state, attempts, answer_code, answer, address, next_at from mail_delivery order by queued_at, id',
  )
  // The columns selected.
  return found.rows as {
    id: string
    state: string
    attempts: number
    answer_code: number | null
    answer: string
  }[]
}

test('a notice that nobody has opened becomes one mail after ten minutes: a subject and a link', async () => {
  const server = await serverThat()
  await noticeTo(world.people.reviewer)
  expect(await send(server.url, later(9))).toBe(0)
  expect(await send(server.url, later(11))).toBe(1)
  expect(await send(server.url, later(12))).toBe(0)
  expect(server.taken).toHaveLength(1)
  const mail = server.taken[0] ?? ''
  expect(mail).toContain('To: ulla.uppfoljare@exempel.se')
  expect(mail).toMatch(/^Subject: =\?UTF-8\?Q\?3_saker_n=C3=A4rmar_sig\?=/m)
  expect(mail).toContain('https://uppsikt.exempel.se/att-gora')
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, answer_code: 250 }])
})

test('what is acute goes at once; what was opened, and who turned mail off or has left, gets none', async () => {
  const server = await serverThat()
  const { reviewer, mas, strategist, director } = world.people
  await noticeTo(reviewer, { acute: true })
  await noticeTo(mas, { opened_at: now })
  await noticeTo(strategist)
  await chooseMail(world.as(strategist), { wanted: false })
  await noticeTo(director)
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [
    director.accountId,
  ])
  expect(await send(server.url, later(0))).toBe(1)
  expect(await send(server.url, later(11))).toBe(0)
  expect(server.taken).toHaveLength(1)
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [
    director.accountId,
  ])
})

test('a server that says not now is asked again, with longer and longer pauses, until it takes the mail', async () => {
  let asked = 0
  const server = await serverThat({ onRcpt: () => (++asked < 3 ? '451 busy' : '250 ok') })
  await noticeTo(world.people.reviewer)
  expect(await send(server.url, later(11))).toBe(0)
  expect(await rows()).toMatchObject([{ state: 'queued', attempts: 1, answer_code: 451 }])
  expect(await send(server.url, later(11.5)), 'not before its time').toBe(0)
  expect(asked).toBe(1)
  expect(await send(server.url, later(13))).toBe(0)
  expect(await send(server.url, later(19))).toBe(1)
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 3 }])
})

test('a receiver that the server refuses for good is not tried again, and the administrator sees why', async () => {
  const server = await serverThat({ onRcpt: () => '550 5.1.1 no such mailbox' })
  await noticeTo(world.people.reviewer)
  await send(server.url)
  await send(server.url, later(60))
  expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1, answer_code: 550 }])
})

test('a server that is down is waited for', async () => {
  const server = await smtpServer()
  await server.stop()
  await noticeTo(world.people.reviewer)
  expect(await send(server.url)).toBe(0)
  expect(await rows()).toMatchObject([{ state: 'queued', attempts: 1, answer_code: null }])
})

test('a server that is silent from the start is given up, and asked again', async () => {
  const server = await serverThat({ greeting: '' })
  const outcome = await sendMail(
    configOf(server.url),
    { id: uuidv7(), to: 'a@exempel.se', subject: 'x', text: 'y' },
    300,
  )
  expect(outcome).toMatchObject({ kind: 'later', code: null })
})

test('when the line breaks, or the server falls silent, after the text has left, it is not sent again by itself', async () => {
  for (const told of [undefined, null]) {
    const server = await serverThat({ onContent: () => told })
    const mail = { id: uuidv7(), to: 'a@exempel.se', subject: 'x', text: 'y' }
    expect(await sendMail(configOf(server.url), mail, 400)).toMatchObject({ kind: 'unsure', code: null })
    expect(server.taken).toHaveLength(1)
  }
  expect(afterAttempt({ kind: 'unsure', code: null, answer: '' }, 1, now).state).toBe('failed')
})

test('a line that breaks before the text has left is tried again', async () => {
  const server = await serverThat({ onRcpt: () => '421 closing' })
  const mail = { id: uuidv7(), to: 'a@exempel.se', subject: 'x', text: 'y' }
  expect(await sendMail(configOf(server.url), mail)).toMatchObject({ kind: 'later', code: 421 })
  const silent = await serverThat({ onRcpt: () => '' })
  expect(await sendMail(configOf(silent.url), mail, 300)).toMatchObject({ kind: 'later', code: null })
})

test('a refusal of the text itself is told by its code, not taken for an accident', async () => {
  const server = await serverThat({ onContent: () => '554 5.7.1 refused' })
  const mail = { id: uuidv7(), to: 'a@exempel.se', subject: 'x', text: 'y' }
  expect(await sendMail(configOf(server.url), mail)).toMatchObject({ kind: 'never', code: 554 })
})

test('a process that dies between sending and writing it down leads to no second mail', async () => {
  const server = await serverThat()
  await noticeTo(world.people.reviewer)
  await queueMail(world.db, here(), later(11))
  const dying = sendQueued(world.db, here(), {
    mail: configOf(server.url),
    now: later(11),
    send: async (config, mail) => {
      await sendMail(config, mail)
      throw new Error('killed')
    },
  })
  await expect(dying).rejects.toThrow('killed')
  expect(await rows()).toMatchObject([{ state: 'sending' }])
  await send(server.url, later(12))
  await send(server.url, later(30))
  expect(server.taken).toHaveLength(1)
  expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1 }])
})

test('two processes at once send each mail once', async () => {
  const server = await serverThat()
  for (const actor of [world.people.reviewer, world.people.mas, world.people.strategist])
    await noticeTo(actor)
  await Promise.all([send(server.url), send(server.url), send(server.url)])
  expect(server.taken).toHaveLength(3)
})

test('a server elsewhere must offer encryption; the machine itself need not', async () => {
  expect(configOf('smtp://127.0.0.1:2525').needsTls).toBe(false)
  expect(configOf('smtp://localhost').needsTls).toBe(false)
  expect(configOf('smtp://mail.exempel.se').needsTls).toBe(true)
  expect(configOf('smtp://127.0.0.1.exempel.se').needsTls).toBe(true)
  const server = await serverThat()
  const mail = { id: uuidv7(), to: 'a@exempel.se', subject: 'x', text: 'y' }
  const outcome = await sendMail({ ...configOf(server.url), needsTls: true }, mail)
  expect(outcome.kind).not.toBe('sent')
  expect(server.taken).toEqual([])
})

test('a server whose certificate nobody vouches for gets no mail, no name and no password', async () => {
  const heard: string[] = []
  const server = createServer(selfSigned, (socket) =>
    socket.on('data', (data) => heard.push(data.toString())),
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  running.push({ stop: () => new Promise<void>((closed) => void server.close(() => closed())) })
  const { port } = server.address() as AddressInfo // listening on a port, so it is one
  const config = configOf(`smtps://namn:hemligt@localhost:${port}`)
  const mail = { id: uuidv7(), to: 'anna@exempel.se', subject: 'Hej', text: 'Hej' }
  expect(await sendMail(config, mail)).toMatchObject({ kind: 'later', code: null })
  expect(heard).toEqual([])
})

test('line breaks in an address or a title add neither a receiver nor a heading', async () => {
  const receivers: string[] = []
  const server = await serverThat({ onRcpt: (line) => (receivers.push(line), '250 ok') })
  const hidden = 'spion@exempel.se'
  const mail = { id: uuidv7(), to: 'anna@exempel.se', subject: 'Hej', text: 'Hej' }
  for (const to of [
    `anna@exempel.se\r\nRCPT TO:<${hidden}>`,
    `anna@exempel.se, ${hidden}`,
    `anna@exempel.se <${hidden}>`,
  ])
    expect(await sendMail(configOf(server.url), { ...mail, to }), to).not.toMatchObject({ kind: 'sent' })
  expect(receivers.filter((line) => line.includes(hidden))).toEqual([])
  const subject = `Påminnelse\r\nBcc: ${hidden}\r\n\r\nEn annan text`
  expect(await sendMail(configOf(server.url), { ...mail, subject })).toMatchObject({ kind: 'sent' })
  expect(receivers).toEqual(['RCPT TO:<anna@exempel.se>'])
  const [head = ''] = (server.taken[0] ?? '').split('\r\n\r\n')
  expect(head).not.toMatch(/^(Bcc|Cc):/im)
  expect(head.match(/^Subject:/gim)).toHaveLength(1)
})

test('without settings mail is off; with some of them it says which are missing', () => {
  expect(mailConfig({ PUBLIC_URL: 'https://a.se' })).toEqual({ state: 'off', missing: [] })
  expect(mailConfig({ SMTP_URL: 'smtp://a.se' })).toEqual({
    state: 'incomplete',
    missing: ['MAIL_FROM', 'PUBLIC_URL'],
  })
  expect(mailConfig({ SMTP_URL: 'http://a.se', MAIL_FROM: 'x', PUBLIC_URL: 'a' })).toEqual({
    state: 'incomplete',
    missing: ['SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL'],
  })
})

test('after the last pause it has failed', () => {
  const refused = { kind: 'later', code: 451, answer: '' } as const
  expect(waits.map((_, at) => afterAttempt(refused, at + 1, now).state)).toEqual(waits.map(() => 'queued'))
  expect(afterAttempt(refused, waits.length + 1, now).state).toBe('failed')
})

test('a strategist can neither read the deliveries, nor send again, nor test; the administrator can', async () => {
  const { strategist, admin, manager } = world.people
  const server = await serverThat({ onRcpt: () => '550 no' })
  await noticeTo(world.people.reviewer)
  await send(server.url)
  const [failed] = await rows()
  const deliveryId = failed?.id ?? ''
  const seenBy = (actor: Actor) =>
    withScope(world.db, scopeOf(actor), (tx) => listDeliveries(tx, DeliveryFilter.parse({})))
  for (const actor of [strategist, manager, world.twin.people.admin]) {
    expect((await seenBy(actor)).total, actor.name).toBe(0)
    await expect(retryMail(world.as(actor), { deliveryId })).rejects.toMatchObject({ code: 'notFound' })
  }
  await expect(sendTestMail(world.as(strategist), {})).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await seenBy(admin)).total).toBe(1)
  await retryMail(world.as(admin), { deliveryId })
  expect(await rows()).toMatchObject([{ state: 'queued', attempts: 0 }])
  await expect(retryMail(world.as(admin), { deliveryId })).rejects.toMatchObject({ code: 'wrongState' })
  await sendTestMail(world.as(admin), {})
  expect((await rows()).map((row) => row.state)).toEqual(['queued', 'queued'])
})
