import { afterAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { agreementsForUnit } from '#modules/agreements/public.ts'
import { findUnit, listLineage, unitAsThen } from '#modules/organisation/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { api } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { recordSuccession, withdrawSuccession } from './commands.ts'

let world: World
beforeEach(async () => {
  await world?.close()
  world = await makeWorld()
})
afterAll(() => world.close())

const merge = (more: object = {}) => ({
  kind: 'merge' as const,
  fromUnitIds: [world.units.oak],
  toUnitIds: [world.units.birch],
  newUnits: [] as ReturnType<typeof fresh>[],
  on: '2026-07-01',
  note: 'Beslut i nämnden, OMS 26/500.',
  agreements: 'follow' as const,
  ...more,
})

const fresh = (name: string, provider: 'private' | 'competitor' = 'private') => ({
  id: uuidv7(),
  code: name.toUpperCase(),
  name,
  providerId: world.providers[provider],
  serviceAreaId: world.areas.groupHome,
  operatingForm: 'procured' as const,
  laws: ['LSS' as const],
  status: 'active' as const,
})

const read = <Found>(actor: Actor, work: Parameters<typeof withScope<Found>>[2]) =>
  withScope(world.db, scopeOf(actor), work)
const on = (unitId: string, day: string) => read(world.people.strategist, (tx) => findUnit(tx, unitId, day))
const covered = (unitId: string, day: string) =>
  read(world.people.strategist, async (tx) =>
    (await agreementsForUnit(tx, unitId, day)).map((one) => one.title),
  )

async function outcome(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (cause: unknown) =>
      isProblem(cause)
        ? [cause.code, ...cause.fields.map((one) => `${one.path} ${one.code}`)].join(': ')
        : String(cause),
  )
}

const chain = (unitId: string, actor: Actor = world.people.strategist) =>
  read(actor, async (tx) =>
    (await listLineage(tx, unitId, '2026-11-19')).map((one) => `${one.side} ${one.steps} ${one.name}`),
  )

test('nobody but a strategist or a contract manager of the board merges units, and nothing changes', async () => {
  const { reviewer, elderlyReviewer, manager, rival, director } = world.people
  const tried = (actor: Actor) => outcome(recordSuccession(world.as(actor), merge()))
  for (const actor of [world.twin.people.strategist, elderlyReviewer, rival])
    expect(await tried(actor), actor.name).toBe('notFound')
  for (const actor of [reviewer, director, manager])
    expect(await tried(actor), actor.name).toMatch(/notAllowed|notFound/)
  expect((await on(world.units.oak, '2026-11-19'))?.status).toBe('active')
  const { rows } = await world.admin.query('select count(*)::int as n from unit_succession')
  expect(rows).toEqual([{ n: 0 }])
})

test('units of two boards, a unit into itself, a ring and a day before the unit are refused at their fields', async () => {
  const tried = (more: object) => outcome(recordSuccession(world.as(world.people.strategist), merge(more)))
  expect(await tried({ toUnitIds: [world.units.elderly] })).toBe('invalidInput: toUnitIds chooseOne')
  expect(await tried({ toUnitIds: [world.units.oak] })).toBe('invalidInput: fromUnitIds chooseOne')
  expect(await tried({ on: '2021-12-31' })).toBe('invalidInput: on notInForce')
  expect(await tried({ toUnitIds: [] })).toBe('invalidInput: toUnitIds chooseOne')
  expect(await tried({ kind: 'split', goesOn: false })).toBe('invalidInput: toUnitIds twoUnits')
  expect(await tried({ note: '' })).toBe('invalidInput: note reasonNeeded')
  expect(await tried({ toUnitIds: [], newUnits: [{ ...fresh('Ny'), code: 'E1' }] })).toBe(
    'invalidInput: newUnits.0.code taken',
  )
  await recordSuccession(world.as(world.people.strategist), merge({ kind: 'split', goesOn: true }))
  const back = { fromUnitIds: [world.units.birch], toUnitIds: [world.units.oak] }
  expect(await tried(back)).toBe('invalidInput: toUnitIds goesRound')
})

test('two units become a third in arrears: they end that day, it begins, and the agreement follows', async () => {
  const made = fresh('Lunden')
  const { birch, oak, pine } = world.units
  const done = await recordSuccession(
    world.as(world.people.strategist),
    merge({ fromUnitIds: [birch, oak], toUnitIds: [], newUnits: [made] }),
  )
  expect(done).toMatchObject({ newUnitIds: [made.id], followed: [world.agreements.private], notFollowed: [] })
  expect((await on(oak, '2026-06-30'))?.status).toBe('active')
  for (const unitId of [birch, oak]) expect((await on(unitId, '2026-07-01'))?.status).toBe('ended')
  expect((await on(made.id, '2026-06-30'))?.name).toBeUndefined()
  expect((await on(made.id, '2026-07-01'))?.name).toBe('Lunden')
  expect(await covered(oak, '2026-06-30')).toEqual(['Avtal private'])
  expect(await covered(oak, '2026-07-01')).toEqual([])
  expect(await covered(made.id, '2026-07-01')).toEqual(['Avtal private'])
  expect(await covered(pine, '2026-07-01')).toEqual(['Avtal private'])
  expect((await chain(made.id)).sort()).toEqual(['before 1 Björkgården', 'before 1 Ekbacken'])
  expect(await chain(oak)).toEqual(['after 1 Lunden'])
  const known = new Date('2026-11-18T12:00:00Z')
  const then = await read(world.people.strategist, (tx) => unitAsThen(tx, oak, '2026-07-01', known))
  expect(then?.status).toBe('active')
})

test('another operator’s new unit does not take over the agreement of the old operator, and that is told', async () => {
  const made = fresh('Nya Ekbacken', 'competitor')
  const done = await recordSuccession(
    world.as(world.people.strategist),
    merge({ kind: 'replacement', toUnitIds: [], newUnits: [made] }),
  )
  expect(done).toMatchObject({ followed: [], notFollowed: ['OMS 22/101'] })
  expect(await covered(made.id, '2026-11-19')).toEqual([])
  for (const actor of [world.people.rival, world.people.manager])
    expect(await chain(made.id, actor)).toEqual([])
})

test('a unit that is divided goes on with what is left, and the chain is found however long', async () => {
  const [one, two] = [fresh('Del ett'), fresh('Del två')]
  const { strategist } = world.people
  await recordSuccession(
    world.as(strategist),
    merge({ kind: 'split', goesOn: true, toUnitIds: [], newUnits: [one] }),
  )
  expect((await on(world.units.oak, '2026-11-19'))?.status).toBe('active')
  expect(await covered(world.units.oak, '2026-11-19')).toEqual(['Avtal private'])
  await recordSuccession(
    world.as(strategist),
    merge({ kind: 'replacement', fromUnitIds: [one.id], toUnitIds: [], newUnits: [two], on: '2026-09-01' }),
  )
  expect(await chain(two.id)).toEqual(['before 1 Del ett', 'before 2 Ekbacken'])
  expect(await chain(world.units.oak)).toEqual(['after 1 Del ett', 'after 2 Del två'])
})

test('what was wrong is taken back with a reason: the chain is gone and the unit goes on from that day', async () => {
  const { strategist, reviewer } = world.people
  const { successionIds } = await recordSuccession(world.as(strategist), merge())
  const wrong = { successionId: successionIds[0]!, reason: 'Fel enhet.' }
  expect(await outcome(withdrawSuccession(world.as(reviewer), wrong))).toBe('notAllowed')
  expect(await outcome(withdrawSuccession(world.as(world.twin.people.strategist), wrong))).toBe('notFound')
  await withdrawSuccession(world.as(strategist), wrong)
  expect(await outcome(withdrawSuccession(world.as(strategist), wrong))).toBe('alreadyDone')
  expect(await chain(world.units.birch)).toEqual([])
  expect((await on(world.units.oak, '2026-11-19'))?.status).toBe('active')
  const { rows } = await world.admin.query('select withdrawn_reason as reason from unit_succession')
  expect(rows).toEqual([{ reason: 'Fel enhet.' }])
})

test('the chain by the API is the office’s alone', async () => {
  await recordSuccession(world.as(world.people.strategist), merge())
  const asked = (actor: Actor) =>
    api.request(
      `/api/v1/units/${world.units.birch}/lineage`,
      {},
      { db: world.db, actor, now, requestId: uuidv7() },
    )
  const answer = await asked(world.people.reviewer)
  expect(await answer.json()).toMatchObject({ relatives: [{ name: 'Ekbacken', side: 'before' }] })
  for (const actor of [world.people.manager, world.people.rival, world.twin.people.strategist])
    expect((await asked(actor)).status, actor.name).toBe(404)
})
