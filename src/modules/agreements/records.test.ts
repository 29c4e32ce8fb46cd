import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  changeWork,
  createWork,
  findingsPerRequirement,
  fixPlan,
  listAgreementFollowUps,
  listCare,
  listNotes,
  listOwners,
  listPlans,
  listWork,
  recordCare,
  savePlan,
  unitStandings,
  withdrawCare,
  workDutyRules,
  writeNote,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const today = '2026-11-19'
const strategist = () => world.as(world.people.strategist)
const strangers = () => [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist]

function look<Result>(work: (tx: Db) => Promise<Result>, actor: Actor = world.people.strategist) {
  return withScope(world.db, scopeOf(actor), work)
}

const row = {
  what: 'Bemanning',
  methods: ['visit' as const],
  rhythm: 'year' as const,
  firstOn: '2027-03-31',
  ifNotMet: 'dialogue' as const,
}

test('who answers for a health-care task changes from a day, and what was wrong is taken back', async () => {
  const care = {
    agreementId: world.agreements.private,
    unitId: world.units.birch,
    task: 'Läkemedel',
    answerable: 'municipality' as const,
    from: '2022-01-01',
  }
  const rows = async (actor?: Actor) =>
    (await look((tx) => listCare(tx, { unitId: world.units.birch }, today), actor)).map((one) => [
      one.answerable,
      one.validFrom,
      one.validTo,
    ])
  await recordCare(strategist(), care)
  const { id } = await recordCare(strategist(), { ...care, answerable: 'provider', from: '2026-01-01' })
  expect(await rows()).toEqual([
    ['municipality', '2022-01-01', '2026-01-01'],
    ['provider', '2026-01-01', null],
  ])
  for (const stranger of strangers()) {
    expect(await rows(stranger)).toEqual([])
    await expect(recordCare(world.as(stranger), care)).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await rows(world.people.manager)).toHaveLength(2)
  await withdrawCare(strategist(), { agreementId: world.agreements.private, careId: id })
  expect(await rows()).toHaveLength(1)
  const others = { ...care, unitId: world.units.rival }
  await expect(recordCare(strategist(), others)).rejects.toMatchObject({
    fields: [{ code: 'otherProvider' }],
  })
})

test('the work of writing internal agreements goes in order, and the agreement itself says how far it has come', async () => {
  const facts = {
    title: 'Överenskommelse om boende',
    serviceAreaId: world.areas.groupHome,
    position: 2,
    ownerId: world.people.strategist.accountId,
    dueOn: '2027-01-31',
  }
  const id = uuidv7()
  await createWork(strategist(), { ...facts, id, boardId: world.boards.care })
  await createWork(strategist(), { ...facts, id: uuidv7(), boardId: world.boards.care, position: 1 })
  const listed = async (actor?: Actor) => look((tx) => listWork(tx, today), actor)
  expect((await listed()).map((one) => [one.position, one.progress])).toEqual([
    [1, 'waiting'],
    [2, 'waiting'],
  ])
  const change = { ...facts, workId: id, agreementId: world.agreements.municipal, revision: 1 }
  await changeWork(strategist(), change)
  expect((await listed())[1]?.progress).toBe('adopted')
  await expect(changeWork(strategist(), change)).rejects.toMatchObject({ code: 'stale' })
  const external = { ...change, agreementId: world.agreements.private, revision: 2 }
  await expect(changeWork(strategist(), external)).rejects.toMatchObject({
    fields: [{ path: 'agreementId' }],
  })
  const owners = await look((tx) => listOwners(tx, [world.boards.care], today))
  expect(owners.map((one) => one.id)).toContain(facts.ownerId)
  const duties = await look(async (tx) => (await workDutyRules[0]?.list(tx, { today })) ?? [])
  expect(duties.map((one) => one.proof !== null).sort()).toEqual([false, true])
  for (const stranger of strangers()) {
    expect(await listed(stranger)).toEqual([])
    await expect(changeWork(world.as(stranger), { ...change, revision: 2 })).rejects.toMatchObject({
      code: 'notFound',
    })
  }
})

test('no stranger reads or writes the plan and the notes of an agreement', async () => {
  const agreementId = world.agreements.private
  const first = { agreementId, occasion: 'changed' as const, rows: [row], revision: 0 }
  const { revision } = await savePlan(strategist(), first)
  await fixPlan(strategist(), { agreementId, revision })
  await writeNote(strategist(), { agreementId, kind: 'experience', text: 'Tydligare krav', notedOn: today })
  for (const stranger of [...strangers(), world.people.manager]) {
    expect(await look((tx) => listPlans(tx, agreementId), stranger)).toEqual([])
    expect(await look((tx) => listNotes(tx, agreementId), stranger)).toEqual([])
  }
  const draft = { agreementId, occasion: 'changed' as const, rows: [row], revision: 0 }
  for (const stranger of strangers())
    await expect(savePlan(world.as(stranger), draft)).rejects.toMatchObject({ code: 'notFound' })
  await expect(savePlan(world.as(world.people.reviewer), draft)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await look((tx) => listPlans(tx, agreementId))).toHaveLength(1)
})

test('before the next procurement all findings are counted per requirement, over every unit of the agreement', async () => {
  const agreementId = world.agreements.private
  const [one, other] = [
    await fixedFollowUp(world),
    await fixedFollowUp(world, { foundAt: '2025-05-05T10:00:00Z' }),
  ]
  const ids = [one.followUpId, other.followUpId]
  await world.admin.query('update follow_up set agreement_id = $1 where id = any($2)', [agreementId, ids])
  await world.admin.query(`update finding set state = 'withdrawn' where id = $1`, [other.second])
  const counted = await look((tx) => findingsPerRequirement(tx, agreementId))
  expect(
    counted.map((row) => [row.requirementKey, row.findings, row.serious, row.firstOn, row.lastOn]),
  ).toEqual([
    ['Rutin saknas', 2, 2, '2025-05-05', '2026-11-10'],
    ['Dokumentation', 1, 0, '2026-11-10', '2026-11-10'],
  ])
  expect((await look((tx) => listAgreementFollowUps(tx, agreementId, today))).map((row) => row.unit)).toEqual(
    ['Björkgården', 'Björkgården'],
  )
  const standings = await look((tx) => unitStandings(tx, agreementId))
  expect(standings.get(world.units.birch)).toMatchObject({ open: 3, serious: 2 })
  expect(standings.get(world.units.oak)).toMatchObject({ open: 0, lastOn: null })
  for (const stranger of strangers()) {
    expect(await look((tx) => findingsPerRequirement(tx, agreementId), stranger)).toEqual([])
    expect(await look((tx) => listAgreementFollowUps(tx, agreementId, today), stranger)).toEqual([])
  }
})
