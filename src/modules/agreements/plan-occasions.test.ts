import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  agreementDutyRules,
  agreementHistory,
  changeAgreement,
  createAgreement,
  exceptPlan,
  findWithoutPlan,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const today = '2026-11-19'
const strategist = () => world.as(world.people.strategist)
function look<Result>(work: (tx: Db) => Promise<Result>, actor: Actor = world.people.strategist) {
  return withScope(world.db, scopeOf(actor), work)
}
const facts = () => ({
  title: 'Uppdrag',
  status: 'adopted' as const,
  catalogueVersionId: world.catalogue.versionId,
})

async function made(kind: 'mandate' | 'lou', units: string[] = []) {
  const id = uuidv7()
  const place = { boardId: world.boards.care, providerId: world.providers.private, kind, units }
  await createAgreement(strategist(), { ...facts(), ...place, id, from: '2026-01-01' })
  return id
}

const without = (agreementId: string) =>
  exceptPlan(strategist(), { agreementId, occasion: 'changed', reason: 'Följs upp i årets plan' })
const revisionOf = async (id: string) => (await look((tx) => agreementHistory(tx, id))).length

test('a changed mandate asks for a follow-up plan or an exception with its reason before it holds', async () => {
  const agreementId = await made('mandate', [world.units.birch])
  const change = async () =>
    changeAgreement(strategist(), {
      ...facts(),
      ...{
        agreementId,
        change: 'change' as const,
        from: '2026-12-01',
        revision: await revisionOf(agreementId),
      },
      units: [world.units.birch, world.units.oak],
    })
  await expect(change()).rejects.toMatchObject({ fields: [{ path: 'plan', code: 'followUpPlanNeeded' }] })
  expect(await revisionOf(agreementId)).toBe(1)
  await without(agreementId)
  await change()
  expect(await revisionOf(agreementId)).toBe(3)
})

test('other terms ask for the plan, another contact person does not', async () => {
  const agreementId = await made('lou')
  const change = (more: object, revision: number) =>
    changeAgreement(strategist(), {
      ...facts(),
      ...{ agreementId, change: 'change', from: '2026-12-01', revision },
      ...more,
    })
  await expect(change({ noticeMonths: 6 }, 1)).rejects.toMatchObject({
    fields: [{ code: 'followUpPlanNeeded' }],
  })
  await change({ providerContact: 'Verksamhetschefen' }, 1)
  await expect(change({ noticeMonths: 6 }, 3)).rejects.toMatchObject({ code: 'checksRemain' })
  await without(agreementId)
  await change({ noticeMonths: 6 }, 3)
})

test('a planned follow-up of a unit is the occasion of the duty, and says which agreement lacks its plan', async () => {
  const { unitId } = await fixedFollowUp(world, { state: 'planned' })
  const agreementId = world.agreements.private
  const rule = agreementDutyRules.find((one) => one.key === 'agreement.followUpPlan')
  const owed = () => look(async (tx) => (await rule?.list(tx, { today, sourceIds: [agreementId] })) ?? [])
  expect(await owed()).toMatchObject([
    {
      ground: 'Uppföljningen av Björkgården till 30 november 2026 behöver avtalets uppföljningsplan',
      proof: null,
    },
  ])
  const lacking = (actor?: Actor) => look((tx) => findWithoutPlan(tx, unitId, '2025-06-01'), actor)
  expect(await lacking()).toEqual({ id: agreementId, title: 'Avtal private' })
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await lacking(stranger)).toBeNull()
  await without(agreementId)
  expect(await lacking()).toBeNull()
  expect((await owed()).filter((one) => one.proof === null)).toEqual([])
})
