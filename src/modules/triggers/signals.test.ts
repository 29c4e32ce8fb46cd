import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { listMunicipalities, sweepDuties } from '#modules/duties/public.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { proposedOf, read } from './arrange.test-support.ts'
import { SignalFilter } from './contract-signals.ts'
import {
  closeSignal,
  findSignal,
  listFactsToPick,
  listSignals,
  proposeFollowUp,
  registerSignal,
  sendSignal,
  triggerDutyRules,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const told = { what: 'Larmen besvaras inte i tid på natten.', happened: 'Natten mot måndag' }
const registered = () => ({
  ...{ ...told, unitId: world.units.birch, source: 'relative', way: 'telephone', receivedOn: '2026-11-18' },
})
type Registered = Parameters<typeof registerSignal>[1]
const register = (more: Partial<Registered> = {}, actor = world.people.reviewer) =>
  // The words above are of the shape's own lists.
  registerSignal(world.as(actor), { ...(registered() as Registered), ...more })
const inbox = async (actor = world.people.reviewer, filter: object = {}) =>
  (await world.see(actor, (tx) => listSignals(tx, SignalFilter.parse(filter)))).signals
const count = async () => Number((await world.admin.query(`select count(*) as n from signal`)).rows[0]?.n)

test('somebody who works in a unit sends a signal and gets a receipt; the unit and its provider never see it again', async () => {
  const { manager, unitManager, rival } = world.people
  const birch = { ...told, unitId: world.units.birch }
  for (const stranger of [rival, unitManager, world.people.reviewer, world.twin.people.manager])
    await expect(sendSignal(world.as(stranger), birch), stranger.name).rejects.toMatchObject({
      code: expect.stringMatching(/^(notFound|notAllowed)$/),
    })
  await expect(sendSignal(world.as(manager), { ...birch, unitId: uuidv7() })).rejects.toMatchObject({
    code: 'notFound',
  })
  await expect(sendSignal(world.as(manager), { ...birch, what: '' })).rejects.toMatchObject({
    fields: [{ path: 'what', code: 'reasonNeeded' }],
  })
  expect(await count()).toBe(0)
  const { id, receipt } = await sendSignal(world.as(manager), birch)
  expect(receipt).toMatch(/^S-2026-[A-Z]{8}$/)
  const [signal] = await inbox()
  expect(signal).toMatchObject({
    id,
    receipt,
    source: 'staff',
    way: 'system',
    state: 'new',
    unitName: 'Björkgården',
  })
  const { rows } = await world.admin.query<{ registered_by: string | null }>(
    `select registered_by from signal where id = $1`,
    [id],
  )
  expect(rows).toEqual([{ registered_by: null }])
  for (const stranger of strangersOf(world)) {
    expect(await inbox(stranger), stranger.name).toEqual([])
    expect(await world.see(stranger, (tx) => findSignal(tx, id)), stranger.name).toBeUndefined()
  }
})

test('the office writes down what came in another way, and finds it by its source', async () => {
  const before = await count()
  for (const stranger of [...strangersOf(world), world.people.secretary])
    await expect(register({}, stranger), stranger.name).rejects.toMatchObject({
      code: expect.stringMatching(/^(notFound|notAllowed)$/),
    })
  await expect(register({ receivedOn: '2026-11-20' })).rejects.toMatchObject({
    fields: [{ path: 'receivedOn', code: 'dateInFuture' }],
  })
  expect(await count()).toBe(before)
  const { receipt } = await register()
  expect((await inbox(world.people.reviewer, { source: 'relative' })).map((one) => one.receipt)).toEqual([
    receipt,
  ])
  expect((await inbox(world.people.reviewer, { q: receipt })).length).toBe(1)
})

test('a signal leads to a proposal that tells its receipt and not its words', async () => {
  const { id, receipt } = await register()
  const about = { boardId: world.boards.care, unitIds: [world.units.birch], today: '2026-11-19' }
  const facts = await world.see(world.people.reviewer, (tx) => listFactsToPick(tx, about))
  expect(facts.find(({ sourceId }) => sourceId === id)).toMatchObject({ kind: 'signal', title: receipt })
  const proposal = await proposeFollowUp(
    world.as(world.people.reviewer),
    proposedOf(world, { trigger: 'signal', facts: [{ kind: 'signal', sourceId: id }] }),
  )
  expect(await world.see(world.people.reviewer, (tx) => findSignal(tx, id))).toMatchObject({
    ...{ state: 'used', proposalId: proposal.id },
  })
  expect((await read(world, proposal.id))?.facts).toMatchObject([{ title: receipt, kind: 'signal' }])
  const close = { signalId: id, revision: 2, reason: 'Redan föreslagen.' }
  await expect(closeSignal(world.as(world.people.reviewer), close)).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('one that leads to nothing is closed with a reason, and until then somebody owes to read it', async () => {
  const { id } = await register()
  const [municipality] = (await listMunicipalities(world.db)).filter((one) => one.id === world.municipalityId)
  if (!municipality) throw new Error('the municipality is not there')
  const owed = async () => {
    await sweepDuties(world.db, municipality, { rules: triggerDutyRules, now })
    const { rows } = await world.admin.query<{ state: string; due: string; title: string }>(
      `select state, due_on::text as due, title from duty where rule = 'signal.handle' and source_id = $1`,
      [id],
    )
    return rows
  }
  expect(await owed()).toMatchObject([
    { state: 'open', due: '2026-11-25', title: expect.stringMatching(/S-2026/) },
  ])
  const close = { signalId: id, revision: 1, reason: 'Felringning, ingen av enheterna.' }
  for (const stranger of strangersOf(world))
    await expect(closeSignal(world.as(stranger), close), stranger.name).rejects.toMatchObject({
      code: expect.stringMatching(/^(notFound|notAllowed)$/),
    })
  await closeSignal(world.as(world.people.mas), close)
  expect(await owed()).toMatchObject([{ state: 'done' }])
  expect(await world.see(world.people.mas, (tx) => findSignal(tx, id))).toMatchObject({
    ...{ state: 'closed', closedReason: close.reason },
  })
})
