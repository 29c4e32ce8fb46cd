import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import fc from 'fast-check'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { endFeed, newToken, readFeed, renewFeed } from './feed.ts'
import { icsOf, type Entry } from './ics.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(() => world.admin.query('delete from calendar_feed; delete from duty; delete from throttle'))

const read = (token: string, at = now, address = '192.0.2.1') =>
  readFeed(world.db, { token, address, now: at, home: new URL('https://uppsikt.exempel.se') })

async function feedOf(actor: Actor): Promise<string> {
  const { token, hash } = newToken()
  await renewFeed(world.as(actor), { tokenHash: hash })
  return token
}

const duty = (more: Record<string, unknown> = {}) => ({
  rule: 'request.handIn',
  source_id: uuidv7(),
  board_id: world.boards['care'],
  unit_id: world.units.birch,
  provider_id: world.providers['private'],
  title: 'Lämna in: rutin',
  href: '/lamna-in',
  ground: 'Avtalet, 4.2',
  due_on: '2026-12-01',
  remind_from: '2026-11-24',
  owner_role: 'unitManager',
  state: 'open',
  first_seen_at: now,
  changed_at: now,
  ...more,
})

/** Reads a calendar as the standard says: unfolds, and refuses whatever is not as it must be. */
function parsed(text: string): Record<string, string>[] {
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const events = eventsIn(text.replaceAll('\r\n ', '').trimEnd().split('\r\n'))
  for (const event of events)
    expect(Object.keys(event)).toEqual(expect.arrayContaining(['UID', 'DTSTAMP', 'DTSTART']))
  expect(new Set(events.map((event) => event['UID'])).size).toBe(events.length)
  return events
}

function eventsIn(lines: readonly string[]): Record<string, string>[] {
  const open: string[] = []
  const events: Record<string, string>[] = []
  for (const [name, parameters, value] of lines.map(partsOf)) {
    if (name === 'END') expect(open.pop()).toBe(value)
    const event = events.at(-1)
    if (event && open.at(-1) === 'VEVENT') event[name] = unescaped(value) + parameters
    if (name === 'BEGIN') open.push(value)
    if (name === 'BEGIN' && value === 'VEVENT') events.push({})
  }
  expect(open).toEqual([])
  return events
}

function partsOf(line: string): [string, string, string] {
  const found = /^([A-Z-]+)((?:;[^:;]+)*):(.*)$/.exec(line)
  if (!found) expect.fail(`no line of a calendar: ${line}`)
  const [, name = '', parameters = '', value = ''] = found
  return [name, parameters === '' ? '' : ` [${parameters.slice(1)}]`, value]
}

const unescaped = (value: string) =>
  value.replace(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))

const summaries = (text: string | undefined) => parsed(text ?? '').map((event) => event['SUMMARY'])

test('a calendar is written as the standard says, to the byte', async () => {
  const entries: Entry[] = [
    {
      uid: 'duty-1',
      sequence: 2,
      summary: 'Lämna in: rutin för läkemedel; delegering, signering och avvikelser på Björkgården',
      description: 'Avtalet, 4.2\nsenast den dagen',
      url: 'https://uppsikt.exempel.se/lamna-in',
      isCancelled: false,
      when: { on: '2026-12-31' },
    },
    {
      uid: 'visit-1',
      sequence: 0,
      summary: 'Besök',
      description: '',
      url: 'https://uppsikt.exempel.se/uppfoljningar/1',
      isCancelled: true,
      when: { from: new Date('2026-07-01T22:30:00Z'), minutes: 120 },
    },
  ]
  const text = icsOf({ name: 'Uppsikt', stamp: new Date('2026-11-19T17:00:00Z'), entries })
  expect(parsed(text)).toHaveLength(2)
  await expect(text).toMatchFileSnapshot('__snapshots__/calendar.ics')
})

test('whatever is written in a title comes out of the calendar as it was', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 200 })
  fc.assert(
    fc.property(words, (summary) => {
      const entry = { uid: 'x', sequence: 0, description: '', url: 'https://a.se/', isCancelled: false }
      const text = icsOf({
        name: 'Uppsikt',
        stamp: now,
        entries: [{ ...entry, summary, when: { on: '2026-12-01' } }],
      })
      const plain = summary.replace(/\r\n?|[\n\u2028\u2029]/g, '\n').replace(/(?!\n)\p{Cc}/gu, ' ')
      expect(parsed(text)[0]?.['SUMMARY']).toBe(plain)
    }),
    { numRuns: 200 },
  )
})

test('a manager follows what the unit owes; a duty that is waived is cancelled, one that is done says so', async () => {
  await world.insert('duty', {
    open: duty(),
    waived: duty({ state: 'waived', title: 'Undantagen', due_on: '2026-12-02' }),
    done: duty({ state: 'done', done_on: '2026-11-18', title: 'Rutinen', due_on: '2026-12-03' }),
  })
  const events = parsed((await read(await feedOf(world.people.manager))) ?? '')
  expect(events.map((event) => [event['SUMMARY'], event['STATUS'], event['DTSTART']])).toEqual([
    ['Lämna in: rutin', 'CONFIRMED', '20261201 [VALUE=DATE]'],
    ['Undantagen', 'CANCELLED', '20261202 [VALUE=DATE]'],
    ['Klart: Rutinen', 'CONFIRMED', '20261203 [VALUE=DATE]'],
  ])
})

test('competitor, other board and the other municipality find nothing of it in theirs', async () => {
  await world.insert('duty', { open: duty(), office: duty({ owner_role: 'reviewer', title: 'Kontorets' }) })
  const { rival, elderlyReviewer, unitManager } = world.people
  for (const actor of [
    rival,
    elderlyReviewer,
    unitManager,
    world.twin.people.strategist,
    world.twin.people.manager,
  ])
    expect(summaries(await read(await feedOf(actor))), actor.name).toEqual([])
})

test('an unannounced visit has no name in the team’s calendars before it has begun, and no trace in the unit’s', async () => {
  const { followUpId } = await fixedFollowUp(world, { state: 'prepared' })
  await world.admin.query(
    `update follow_up set announced = false, shared_at = null, begun_at = null, due_on = '2026-12-10' where id = $1`,
    [followUpId],
  )
  await world.insert('visit', {
    visit: {
      follow_up_id: followUpId,
      board_id: world.boards['care'],
      unit_id: world.units.birch,
      starts_at: '2026-12-01T21:00:00Z',
      time_of_day: 'night',
      announced: false,
      met_roles: [],
    },
  })
  const team = await read(await feedOf(world.people.reviewer))
  expect(summaries(team)).toEqual(expect.arrayContaining(['Uppföljning ska vara klar', 'Besök']))
  expect(team).not.toContain('Uppföljning 2026')
  const before = await read(await feedOf(world.people.manager))
  expect(summaries(before)).toEqual([])
  await world.admin.query(`update follow_up set begun_at = now() where id = $1`, [followUpId])
  expect(summaries(await read(await feedOf(world.people.reviewer)))).toContain('Besök: Uppföljning 2026')
})

test('a visit that moves has a higher number, and keeps its name in the calendar', async () => {
  const { followUpId } = await fixedFollowUp(world, { state: 'underway' })
  const row = { follow_up_id: followUpId, board_id: world.boards['care'], unit_id: world.units.birch }
  const { visit } = await world.insert('visit', {
    visit: {
      ...row,
      starts_at: '2026-12-02T09:00:00Z',
      time_of_day: 'officeHours',
      announced: true,
      met_roles: [],
    },
  })
  const token = await feedOf(world.people.reviewer)
  const find = async () =>
    parsed((await read(token)) ?? '').find((event) => event['UID'] === `visit-${visit}@uppsikt`)
  const before = await find()
  await world.admin.query(`update visit set starts_at = '2026-12-01T12:00:00Z' where id = $1`, [visit])
  const after = await find()
  expect(after?.['DTSTART']).toBe('20261201T130000 [TZID=Europe/Stockholm]')
  expect(Number(after?.['SEQUENCE'])).toBeGreaterThan(Number(before?.['SEQUENCE']))
})

test('a board member and the office have the meetings of their board, a cancelled one as cancelled', async () => {
  const meeting = (board: keyof typeof world.boards, more: object) => ({
    board_id: world.boards[board],
    papers_by: '2026-11-25',
    ...more,
  })
  await world.insert('meeting', {
    one: meeting('care', { held_on: '2026-12-08', state: 'planned', place: 'Stadshuset' }),
    gone: meeting('care', { held_on: '2026-12-15', state: 'cancelled', cancelled_at: now }),
    other: meeting('elderly', { held_on: '2026-12-09', state: 'planned' }),
  })
  for (const actor of [world.people.member, world.people.secretary]) {
    const events = parsed((await read(await feedOf(actor))) ?? '')
    expect(events.map((event) => [event['SUMMARY'], event['STATUS']])).toEqual([
      ['Sammanträde: Omsorgsnämnden', 'CONFIRMED'],
      ['Sammanträde: Omsorgsnämnden', 'CANCELLED'],
    ])
  }
  expect(summaries(await read(await feedOf(world.people.manager)))).toEqual([])
})

test('an address is dead when it is replaced, ended, invented, or its owner has left', async () => {
  const { mas } = world.people
  const first = await feedOf(mas)
  expect(await read(first)).toBeDefined()
  expect(await read(`${first}.ics`)).toBeDefined()
  const second = await feedOf(mas)
  expect(await read(first)).toBeUndefined()
  expect(await read(second)).toBeDefined()
  expect(await read(newToken().token)).toBeUndefined()
  expect(await read('kort')).toBeUndefined()
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [
    mas.accountId,
  ])
  expect(await read(second)).toBeUndefined()
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [
    mas.accountId,
  ])
  await endFeed(world.as(mas), {})
  expect(await read(second)).toBeUndefined()
})

test('who has lost a role finds nothing of it in the calendar at the next look', async () => {
  await world.insert('duty', { open: duty() })
  const { manager } = world.people
  const token = await feedOf(manager)
  expect(summaries(await read(token))).toHaveLength(1)
  const ended = [manager.accountId, '2026-11-18']
  await world.admin.query('update role_assignment set valid_to = $2 where account_id = $1', ended)
  expect(await read(token)).toBeUndefined()
  await world.admin.query('update role_assignment set valid_to = null where account_id = $1', [
    manager.accountId,
  ])
})

test('who guesses addresses is stopped', async () => {
  const guesses = Array.from({ length: 301 }, () => read(newToken().token))
  await expect(Promise.all(guesses)).rejects.toMatchObject({ code: 'tooManyAttempts' })
})

test('the secret itself is kept nowhere', async () => {
  const token = await feedOf(world.people.strategist)
  const { rows } = await world.admin.query(`select row_to_json(c)::text as text from command_receipt c
    union all select row_to_json(a)::text from audit a union all select row_to_json(f)::text from calendar_feed f`)
  for (const row of rows as { text: string }[]) expect(row.text).not.toContain(token)
})

test('nobody reads another’s address, an administrator neither', async () => {
  await feedOf(world.people.mas)
  const { rows } = await world.admin.query('select count(*)::int as n from calendar_feed')
  expect(rows).toEqual([{ n: 1 }])
  for (const actor of [world.people.admin, world.people.strategist, world.people.manager])
    expect(
      await withScope(world.db, scopeOf(actor), (tx) =>
        tx.selectFrom('calendarFeed').select('accountId').execute(),
      ),
      actor.name,
    ).toEqual([])
})
