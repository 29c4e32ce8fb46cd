import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  assignDuty,
  decideDuty,
  moveDuty,
  settleDuty,
  takeBackSettled,
  takeBackWaiver,
  waiveDuty,
} from './commands.ts'
import { DutyFilter } from './contract.ts'
import { countLateElsewhere, listDuties, listEvents, listMine } from './queries.ts'
import { sweepDuties } from './refresh.ts'
import type { DutyRule } from './duty-rule.ts'
import type { Owed } from './rules.ts'

let world: World
let office: Owed
let unit: Owed
const today = '2026-11-19'
const rule: DutyRule = { key: 'test.rule', label: 'Prov', list: () => Promise.resolve([office, unit]) }
const sweep = () =>
  sweepDuties(
    world.db,
    { id: world.municipalityId, boards: Object.values(world.boards) },
    { rules: [rule], now },
  )

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from duty_event; delete from duty; delete from notice')
  const facts = {
    period: '',
    boardId: world.boards.care,
    unitId: world.units.birch,
    providerId: world.providers.private,
    href: '/x',
    ground: 'Avtalet 4.2',
    dueOn: '2026-11-10',
    remindFrom: '2026-11-01',
    ownerId: null,
    proof: null,
  }
  office = { ...facts, sourceId: uuidv7(), title: 'Kontorets', ownerRole: 'reviewer' }
  unit = { ...facts, sourceId: uuidv7(), title: 'Enhetens', ownerRole: 'unitManager' }
  await sweep()
})

const idOf = async (title: string) => {
  const { rows } = await world.admin.query('select id from duty where title = $1', [title])
  return (rows[0] as { id: string }).id // the column selected
}
const stateOf = async (title: string) => {
  const { rows } = await world.admin.query('select state, revision, owner_id from duty where title = $1', [
    title,
  ])
  return rows[0] as { state: string; revision: number; owner_id: string | null } // the columns selected
}
const ask = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)
const mine = (actor: Actor) =>
  ask(actor, async (tx) => (await listMine(tx, actor, today)).map((row) => row.title))
const reason = 'Enheten har upphört.'

test('each sees what is theirs to do, by role or by name', async () => {
  expect(await mine(world.people.reviewer)).toEqual(['Kontorets'])
  expect(await mine(world.people.manager)).toEqual(['Enhetens'])
  const { mas, rival, elderlyReviewer, unitManager } = world.people
  for (const actor of [mas, rival, elderlyReviewer, unitManager])
    expect(await mine(actor), actor.name).toEqual([])
  await assignDuty(world.as(world.people.strategist), {
    dutyId: await idOf('Kontorets'),
    revision: 1,
    ownerId: mas.accountId,
  })
  expect(await mine(mas)).toEqual(['Kontorets'])
  expect(await mine(world.people.reviewer)).toEqual([])
  await sweep()
  expect(await mine(mas), 'the rule does not take it back').toEqual(['Kontorets'])
  const { rows } = await world.admin.query('select account_id from notice')
  expect(rows).toEqual([{ account_id: mas.accountId }])
})

test('what was given to somebody who leaves is everybody’s with the role again', async () => {
  const { mas, strategist, reviewer } = world.people
  await assignDuty(world.as(strategist), {
    dutyId: await idOf('Kontorets'),
    revision: 1,
    ownerId: mas.accountId,
  })
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [
    mas.accountId,
  ])
  expect(await mine(reviewer)).toEqual(['Kontorets'])
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [
    mas.accountId,
  ])
})

test('another board, a competitor and the other municipality are told that there is no such duty; nothing changes', async () => {
  const dutyId = await idOf('Kontorets')
  const { elderlyReviewer, rival, manager, member } = world.people
  for (const actor of [elderlyReviewer, rival, manager, member, world.twin.people.strategist]) {
    await expect(
      waiveDuty(world.as(actor), { dutyId, revision: 1, reason }),
      actor.name,
    ).rejects.toMatchObject({
      code: 'notFound',
    })
    await expect(
      settleDuty(world.as(actor), { dutyId, revision: 1, doneOn: today, note: reason }),
      actor.name,
    ).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await stateOf('Kontorets')).toMatchObject({ state: 'open', revision: 1 })
})

test('a reviewer may not decide that something need not be done, nor a unit that its own is done', async () => {
  const { reviewer, manager } = world.people
  const waiving = waiveDuty(world.as(reviewer), { dutyId: await idOf('Kontorets'), revision: 1, reason })
  await expect(waiving).rejects.toMatchObject({ code: 'notAllowed' })
  const given = { dutyId: await idOf('Enhetens'), revision: 1, doneOn: today, note: reason }
  // A unit reads its own duty but cannot lock it: for writing there is none.
  await expect(settleDuty(world.as(manager), given)).rejects.toMatchObject({ code: 'notFound' })
  expect((await stateOf('Enhetens')).state).toBe('open')
})

test('a strategist waives with a reason, the rule leaves it, and the waiver can be taken back', async () => {
  const dutyId = await idOf('Kontorets')
  const { strategist } = world.people
  await expect(waiveDuty(world.as(strategist), { dutyId, revision: 1, reason: 'nej' })).rejects.toMatchObject(
    {
      code: 'invalidInput',
    },
  )
  await waiveDuty(world.as(strategist), { dutyId, revision: 1, reason })
  await sweep()
  expect(await stateOf('Kontorets')).toMatchObject({ state: 'waived', revision: 2 })
  await expect(waiveDuty(world.as(strategist), { dutyId, revision: 2, reason })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await takeBackWaiver(world.as(strategist, new Date(now.getTime() + 60_000)), {
    dutyId,
    revision: 2,
    reason,
  })
  expect((await stateOf('Kontorets')).state).toBe('open')
  const events = await ask(strategist, (tx) => listEvents(tx, dutyId))
  expect(events.map((event) => [event.kind, event.byName])).toEqual([
    ['reopened', 'Stina Strateg'],
    ['waived', 'Stina Strateg'],
  ])
})

test('what a person says is done stays done, until that is taken back; not on a day to come', async () => {
  const dutyId = await idOf('Kontorets')
  const { reviewer } = world.people
  const note = 'Diarienummer OMS 26/12.'
  await expect(
    settleDuty(world.as(reviewer), { dutyId, revision: 1, doneOn: '2026-11-20', note }),
  ).rejects.toMatchObject({ fields: [{ path: 'doneOn', code: 'dateInFuture' }] })
  await settleDuty(world.as(reviewer), { dutyId, revision: 1, doneOn: today, note })
  await sweep()
  expect((await stateOf('Kontorets')).state).toBe('done')
  await takeBackSettled(world.as(reviewer), { dutyId, revision: 2, reason: 'Fel skyldighet markerades.' })
  expect((await stateOf('Kontorets')).state).toBe('open')
})

test('what the rule itself has seen done is not taken back by hand', async () => {
  office = { ...office, proof: { doneOn: today, href: '/bevis' } }
  await sweep()
  const given = { dutyId: await idOf('Kontorets'), revision: 2, reason }
  await expect(takeBackSettled(world.as(world.people.strategist), given)).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('two at once: the second is told what holds now', async () => {
  const dutyId = await idOf('Kontorets')
  const { strategist, reviewer, mas } = world.people
  await assignDuty(world.as(strategist), { dutyId, revision: 1, ownerId: reviewer.accountId })
  await expect(
    assignDuty(world.as(strategist), { dutyId, revision: 1, ownerId: mas.accountId }),
  ).rejects.toMatchObject({ code: 'stale', current: { ownerId: reviewer.accountId } })
})

test('an office duty goes to nobody outside the board’s office, and a unit’s work is the unit’s to hand out', async () => {
  const { strategist, manager, elderlyReviewer, reviewer } = world.people
  for (const other of [manager, elderlyReviewer, world.twin.people.reviewer])
    await expect(
      assignDuty(world.as(strategist), {
        dutyId: await idOf('Kontorets'),
        revision: 1,
        ownerId: other.accountId,
      }),
      other.name,
    ).rejects.toMatchObject({ fields: [{ path: 'ownerId' }] })
  await expect(
    assignDuty(world.as(strategist), {
      dutyId: await idOf('Enhetens'),
      revision: 1,
      ownerId: reviewer.accountId,
    }),
  ).rejects.toMatchObject({ code: 'wrongState' })
})

test('the office decides a duty of its own, moves its day with a reason, and settles it', async () => {
  const { strategist, reviewer } = world.people
  const input = {
    boardId: world.boards.care,
    title: 'Redovisa uppdraget till nämnden',
    ground: 'Nämndens beslut § 12',
    dueOn: '2027-01-15',
    ownerId: reviewer.accountId,
  }
  await expect(decideDuty(world.as(reviewer), input)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(
    decideDuty(world.as(strategist), { ...input, boardId: world.boards.elderly }),
  ).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(decideDuty(world.as(strategist), { ...input, dueOn: '2026-11-01' })).rejects.toMatchObject({
    fields: [{ path: 'dueOn', code: 'dateInPast' }],
  })
  const { id } = await decideDuty(world.as(strategist), input)
  await sweep()
  expect(await mine(reviewer)).toContain(input.title)
  await moveDuty(world.as(strategist), {
    dutyId: id,
    revision: 1,
    dueOn: '2027-02-15',
    reason: 'Nämnden möts då.',
  })
  await settleDuty(world.as(reviewer), { dutyId: id, revision: 2, doneOn: today, note: 'Redovisat § 15.' })
  const events = await ask(strategist, (tx) => listEvents(tx, id))
  expect(events.map((event) => event.kind).sort()).toEqual(['decided', 'done', 'moved'])
  await expect(
    moveDuty(world.as(strategist), {
      dutyId: await idOf('Kontorets'),
      revision: 1,
      dueOn: '2027-01-01',
      reason,
    }),
  ).rejects.toMatchObject({ code: 'wrongState' })
})

test('the list is found by words, state, month and owner, in pages that do not shuffle', async () => {
  const { strategist } = world.people
  const find = async (filter: object) =>
    (await ask(strategist, (tx) => listDuties(tx, DutyFilter.parse(filter), today))).duties.map(
      (row) => row.title,
    )
  expect((await find({})).toSorted()).toEqual(['Enhetens', 'Kontorets'])
  expect(await find({ q: 'kontor' })).toEqual(['Kontorets'])
  expect(await find({ q: 'björk enhetens' })).toEqual(['Enhetens'])
  expect(await find({ q: '100 %' })).toEqual([])
  expect(await find({ state: 'done' })).toEqual([])
  expect(await find({ state: 'late' })).toHaveLength(2)
  expect(await find({ month: '2026-12' })).toEqual([])
  expect(await find({ month: '2026-11', rule: 'test.rule', unit: world.units.birch })).toHaveLength(2)
  expect(await find({ sort: 'vad' })).toEqual(['Enhetens', 'Kontorets'])
  expect(await find({ sort: '-vad' })).toEqual(['Kontorets', 'Enhetens'])
  const pages = [await find({ limit: 1, page: 1 }), await find({ limit: 1, page: 2 })]
  expect(pages.flat().toSorted()).toEqual(['Enhetens', 'Kontorets'])
})

test('the strategist and the director hear how much is long late with others, nobody else', async () => {
  const { strategist, director, reviewer, manager } = world.people
  const count = (actor: Actor) => ask(actor, (tx) => countLateElsewhere(tx, actor, today))
  expect(await Promise.all([strategist, director, reviewer, manager].map(count))).toEqual([2, 2, 0, 0])
})
