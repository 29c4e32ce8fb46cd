import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeFollowUp } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { clear, itemsOf, october, plant, read, tend, type Planted } from './fixture.test-support.ts'
import { ruleKeys, type RuleKey } from './rules.ts'
import { drawSample } from './sample.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(() => clear(world))

const made = '2026-11-02T08:00:00Z'
const times = (count: number, one: (at: number) => Planted) =>
  Array.from({ length: count }, (_, at) => one(at))

/** For each rule: what it must find, and what comes as near as it can without being it. A Tuesday in October, in summer time. */
function cases(): Record<RuleKey, { hit: () => Planted[]; miss: () => Planted[] }> {
  const { people, units } = world
  const { reviewer, admin, strategist, registrar, mas } = people
  const open = (who: Actor, at: string, target = units.oak): Planted => {
    return { who, verb: 'unit.open', outcome: 'read', at, target }
  }
  const other = uuidv7()
  return {
    rights: {
      hit: () => [{ who: admin, verb: 'account.assign', at: day('10:00'), target: admin.accountId }],
      miss: () => [
        { who: admin, verb: 'account.assign', at: day('10:00'), target: reviewer.accountId },
        {
          who: admin,
          verb: 'account.assign',
          at: day('10:00'),
          target: admin.accountId,
          detail: { ended: other },
        },
      ],
    },
    adminReading: {
      hit: () => [{ who: admin, verb: 'wholeExport.fetch', at: day('10:00'), target: other }],
      miss: () => [
        { who: admin, verb: 'account.read', outcome: 'read', at: day('10:00'), target: other },
        {
          who: admin,
          verb: 'list.export',
          outcome: 'read',
          at: day('10:00'),
          detail: { route: '/konton/export' },
        },
        { who: strategist, verb: 'unit.open', outcome: 'read', at: day('10:00'), target: units.oak },
        { who: admin, verb: 'wholeExport.ask', outcome: 'denied', at: day('10:00') },
      ],
    },
    sealed: {
      hit: () => [{ who: registrar, verb: 'lockedRecord.read', at: day('10:00'), target: other }],
      miss: () => [
        { who: registrar, verb: 'lockedRecord.open', outcome: 'read', at: day('10:00'), target: other },
      ],
    },
    bias: {
      hit: () => [open(mas, day('10:00'), units.pine)],
      miss: () => [open(mas, day('10:00'), units.oak), open(reviewer, day('10:00'), units.pine)],
    },
    massReading: {
      hit: () => times(21, (at) => open(strategist, day(`10:${padded(at)}`), uuidv7())),
      miss: () => times(20, (at) => open(strategist, day(`10:${padded(at)}`), uuidv7())),
    },
    oddHours: {
      hit: () => [open(reviewer, day('22:00'))],
      miss: () => [
        open(reviewer, day('21:59')),
        open(reviewer, day('06:00')),
        open(people.manager, day('23:00')),
        { who: reviewer, verb: 'unit.change', at: day('23:00'), target: units.oak },
        { ...open(reviewer, day('23:00')), detail: { token: other } },
      ],
    },
    refusals: {
      hit: () =>
        times(11, (at) => ({
          who: reviewer,
          verb: 'page.open',
          outcome: 'denied',
          at: day(`10:${padded(at)}`),
        })),
      miss: () =>
        times(10, (at) => ({
          who: reviewer,
          verb: 'page.open',
          outcome: 'denied',
          at: day(`10:${padded(at)}`),
        })),
    },
    networks: {
      hit: () => times(4, (at) => signedIn(reviewer, at, `net${at}`)),
      miss: () => times(8, (at) => signedIn(reviewer, at, `net${at % 3}`)),
    },
  }
}

const signedIn = (who: Actor, at: number, network: string): Planted => {
  return {
    who,
    verb: 'session.opened',
    at: day(`10:${padded(at)}`),
    target: who.accountId,
    detail: { network },
  }
}
const padded = (number: number) => String(number).padStart(2, '0')
/** A Swedish clock on Tuesday 13 October 2026. */
const day = (clock: string, date = '2026-10-13') => `${date}T${clock}:00+02:00`

/** MAS has a relative at Tallhöjden and has said so; the reviewer has not. */
async function declareBias(): Promise<void> {
  const { followUp } = await makeFollowUp(world, { unit: 'pine', provider: 'private' })
  await world.admin.query(
    `update follow_up_member set account_id = $2, bias = 'biased', declared_at = '2026-09-01T08:00:00Z'
      where follow_up_id = $1`,
    [followUp, world.people.mas.accountId],
  )
}

test.each(ruleKeys)('%s: what is planted is found, and what only comes near is not', async (rule) => {
  if (rule === 'bias') await declareBias()
  const { hit, miss } = cases()[rule]
  await plant(world, miss())
  await tend(world, made)
  expect(itemsOf((await october(world)).items, rule)).toEqual([])
  await clear(world)
  const planted = hit()
  await plant(world, [...miss().filter(({ who }) => who !== planted[0]?.who), ...planted])
  await tend(world, made)
  const found = itemsOf((await october(world)).items, rule)
  expect(found).toMatchObject([{ subjectId: planted[0]?.who.accountId, rows: planted.length }])
})

test('rights by an account of the same day, or by one that the gainer has just made, are found; older ones are not', async () => {
  const { admin, reviewer, strategist } = world.people
  const assign = (who: Actor, target: Actor, at: string, verb = 'account.assign'): Planted => {
    return { who, verb, at, target: target.accountId }
  }
  await plant(world, [
    assign(admin, reviewer, day('09:00', '2026-10-12'), 'account.invite'),
    assign(reviewer, strategist, day('08:00')),
    assign(strategist, admin, day('09:00', '2026-10-02')),
    assign(admin, strategist, day('09:00', '2026-10-20')),
    assign(reviewer, admin, day('09:00', '2026-10-14')),
  ])
  await tend(world, made)
  const found = itemsOf((await october(world)).items, 'rights')
  expect(found.map((one) => [one.subject, one.day])).toEqual([
    [reviewer.name, '2026-10-13'],
    [reviewer.name, '2026-10-14'],
    [admin.name, '2026-10-20'],
  ])
})

test('a refused attempt to give a role is found, whoever it was for', async () => {
  await plant(world, [
    { who: world.people.admin, verb: 'account.assign', outcome: 'denied', at: day('10:00') },
  ])
  await tend(world, made)
  expect(itemsOf((await october(world)).items, 'rights')).toHaveLength(1)
})

test('weekends, red days and the hours of the night count as the evening before, and the clock is Swedish', async () => {
  const { reviewer } = world.people
  const open = (at: string): Planted => ({
    who: reviewer,
    verb: 'unit.open',
    outcome: 'read',
    at,
    target: uuidv7(),
  })
  await plant(world, [
    open(day('23:30')),
    open(day('05:30', '2026-10-14')),
    open(day('12:00', '2026-10-17')),
    open('2026-10-31T22:30:00Z'),
    open('2026-09-30T21:30:00Z'),
    open('2026-10-20T20:01:00Z'),
  ])
  await tend(world, made)
  const { items } = await october(world)
  expect(itemsOf(items, 'oddHours').map((one) => [one.day, one.rows])).toEqual([
    ['2026-10-13', 2],
    ['2026-10-17', 1],
    ['2026-10-20', 1],
    ['2026-10-31', 1],
  ])
})

test('the same seed draws the same rows, whatever is written afterwards; another seed draws others', async () => {
  const { reviewer } = world.people
  await plant(
    world,
    times(120, (at) => ({ who: reviewer, verb: 'unit.change', at: day(`10:${padded(at % 60)}`) })),
  )
  const drawn = (seed: string) =>
    read(world, world.people.auditor, (tx) =>
      drawSample(tx, { month: '2026-10-01', lastSeq: 120, seed, size: 30 }),
    )
  const seqsOf = async (seed: string) => (await drawn(seed)).map(({ seqs }) => seqs[0])
  const seeds = fc.sample(
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
    12,
  )
  const before = await Promise.all(seeds.map(seqsOf))
  await plant(
    world,
    times(40, () => ({ who: reviewer, verb: 'unit.change', at: day('12:00') })),
  )
  expect(await Promise.all(seeds.map(seqsOf))).toEqual(before)
  expect(new Set(before.map(String)).size).toBe(new Set(seeds).size)
  for (const seqs of before) expect(new Set(seqs).size).toBe(30)
})

test('every row has its chance, and over many seeds about the same', async () => {
  const { reviewer } = world.people
  await plant(
    world,
    times(40, () => ({ who: reviewer, verb: 'unit.change', at: day('10:00') })),
  )
  const counts = new Map<number, number>()
  const rounds = 200
  for (let round = 0; round < rounds; round += 1) {
    const seed = createHash('md5').update(String(round)).digest('hex')
    const rows = await read(world, world.people.auditor, (tx) =>
      drawSample(tx, { month: '2026-10-01', lastSeq: 40, seed, size: 10 }),
    )
    for (const { seqs } of rows) counts.set(seqs[0] ?? 0, (counts.get(seqs[0] ?? 0) ?? 0) + 1)
  }
  expect(counts.size).toBe(40)
  // A quarter of the rounds is 50; six standard deviations either way.
  for (const count of counts.values()) expect(Math.abs(count - rounds / 4)).toBeLessThan(37)
})

test('the few readings, deeds of administrators and refusals are in the sample, however many other rows there are', async () => {
  const { reviewer, admin } = world.people
  await plant(world, [
    ...times(300, (at) => ({ who: reviewer, verb: 'unit.change', at: day(`10:${padded(at % 60)}`) })),
    { who: reviewer, verb: 'unit.open', outcome: 'read', at: day('11:00'), target: world.units.oak },
    { who: admin, verb: 'settings.change', at: day('11:00') },
    { who: reviewer, verb: 'page.open', outcome: 'denied', at: day('11:00') },
  ])
  await tend(world, made)
  const { items, review } = await october(world)
  const verbs = itemsOf(items, 'sample').flatMap((one) => one.verbs)
  expect(verbs).toHaveLength(30)
  expect(verbs).toEqual(expect.arrayContaining(['unit.open', 'settings.change', 'page.open']))
  expect(review).toMatchObject({ rowCount: 303, month: '2026-10-01' })
})

test('rows of the system itself, of other months and of another municipality are in nobody’s sample', async () => {
  const { reviewer } = world.people
  await plant(world, [
    { who: reviewer, verb: 'unit.change', at: '2026-09-30T21:59:59Z' },
    { who: reviewer, verb: 'unit.change', at: '2026-10-31T23:00:00Z' },
    { who: world.twin.people.reviewer, verb: 'unit.change', at: day('10:00') },
  ])
  await world.admin.query(
    `insert into audit values ($1, 0, '2026-10-13', null, 'wholeExport.make', null, null, null, null, 'done', '{}', '', '')`,
    [world.municipalityId],
  )
  await tend(world, made)
  expect((await october(world)).items).toEqual([])
})
