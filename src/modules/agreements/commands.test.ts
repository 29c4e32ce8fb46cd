import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { AgreementFilter } from './contract.ts'
import {
  agreementAsThen,
  agreementHistory,
  agreementsForUnit,
  changeAgreement,
  createAgreement,
  exceptPlan,
  listAgreements,
  listCoveredUnits,
  listUnitsWithoutAgreement,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const today = '2026-11-19'

function look<Result>(work: (tx: Db) => Promise<Result>, actor: Actor = world.people.strategist) {
  return withScope(world.db, scopeOf(actor), work)
}

const listed = async (actor: Actor, filter: object = {}) =>
  (await look((tx) => listAgreements(tx, AgreementFilter.parse(filter), today), actor)).agreements.map(
    (row) => row.title,
  )

function facts() {
  return { title: 'Ramavtal', status: 'adopted' as const, catalogueVersionId: world.catalogue.versionId }
}

async function newAgreement(from: IsoDate, to: IsoDate | null, units = [world.units.birch]) {
  const id = uuidv7()
  await createAgreement(world.as(world.people.strategist), {
    ...facts(),
    id,
    boardId: world.boards.care,
    providerId: world.providers.private,
    kind: 'lou',
    caseNumber: 'OMS 26/7',
    units,
    from,
    to,
  })
  return id
}

test('a provider sees its own agreements, another board and the twin municipality none of them', async () => {
  expect(await listed(world.people.manager)).toEqual(['Avtal private'])
  expect(await listed(world.people.rival)).toEqual(['Avtal rival'])
  expect(await listed(world.people.elderlyReviewer)).toEqual([])
  expect(await listed(world.people.strategist)).toEqual(['Avtal municipal', 'Avtal private', 'Avtal rival'])
  expect(await listed(world.people.strategist, { q: 'åkerbo', sort: '-slutar' })).toEqual(['Avtal private'])
  const twin = await look(
    (tx) => listAgreements(tx, AgreementFilter.parse({}), today),
    world.twin.people.strategist,
  )
  expect(twin.agreements.map((row) => row.id)).not.toContain(world.agreements.private)
})

test('a strategist sees which agreements end within half a year', async () => {
  const id = await newAgreement('2025-01-01', '2027-02-01', [])
  expect(await listed(world.people.strategist, { months: 6 })).toEqual(['Ramavtal'])
  const change = { ...facts(), agreementId: id, change: 'change' as const, from: '2027-02-01', revision: 1 }
  const longer = changeAgreement(world.as(world.people.strategist), { ...change, to: '2029-02-01' })
  await expect(longer).rejects.toMatchObject({ fields: [{ path: 'plan', code: 'followUpPlanNeeded' }] })
  const without = { agreementId: id, occasion: 'extension' as const, reason: 'Följs upp i årets plan' }
  await exceptPlan(world.as(world.people.strategist), without)
  await changeAgreement(world.as(world.people.strategist), { ...change, to: '2029-02-01' })
  expect(await listed(world.people.strategist, { months: 6 })).toEqual([])
})

test('an extension leaves readable what was known before it', async () => {
  const id = await newAgreement('2026-01-01', '2027-01-01', [])
  const later = new Date(now.getTime() + 86_400_000)
  await changeAgreement(world.as(world.people.strategist, later), {
    ...facts(),
    agreementId: id,
    change: 'correction',
    from: '2026-05-01',
    to: '2028-01-01',
    note: 'Förlängningen räknades inte in',
    revision: 1,
  })
  const then = (at: Date) => look((tx) => agreementAsThen(tx, id, '2027-06-01', at))
  expect(await then(now)).toBeUndefined()
  expect((await then(later))?.validTo).toBe('2028-01-01')
})

test('an agreement never runs into terms that are recorded later', async () => {
  const id = await newAgreement('2026-01-01', null, [])
  const change = (from: IsoDate, to: IsoDate | null, revision: number) =>
    changeAgreement(world.as(world.people.strategist), {
      ...facts(),
      agreementId: id,
      change: 'change',
      from,
      to,
      revision,
    })
  await change('2027-01-01', null, 1)
  await expect(change('2026-06-01', '2027-06-01', 3)).rejects.toMatchObject({
    code: 'invalidInput',
    fields: [{ path: 'to', code: 'overlapsLater' }],
  })
  await change('2026-06-01', null, 3)
  const states = await look((tx) => agreementHistory(tx, id))
  const held = states
    .filter((state) => state.supersededAt === null)
    .map((state) => [state.validFrom, state.validTo])
  expect(held.sort()).toEqual([
    ['2026-01-01', '2026-06-01'],
    ['2026-06-01', '2027-01-01'],
    ['2027-01-01', null],
  ])
})

test('an agreement covers only units that its provider runs, and from the day it says', async () => {
  await expect(newAgreement('2026-01-01', null, [world.units.rival])).rejects.toMatchObject({
    fields: [{ path: 'units', code: 'otherProvider' }],
  })
  const id = await newAgreement('2026-06-01', null, [world.units.birch, world.units.oak])
  await changeAgreement(world.as(world.people.strategist), {
    ...facts(),
    agreementId: id,
    change: 'change',
    from: '2026-05-01',
    units: [world.units.birch],
    revision: 1,
  })
  const covered = await look((tx) => listCoveredUnits(tx, id, today))
  expect(covered.map((row) => [row.name, row.validFrom, row.validTo])).toEqual([
    ['Björkgården', '2026-05-01', '2026-06-01'],
    ['Björkgården', '2026-06-01', null],
  ])
  const inForce = await look((tx) => agreementsForUnit(tx, world.units.birch, today))
  expect(inForce.map((row) => row.id)).toContain(id)
})

test('a unit in use without an agreement is told of', async () => {
  const without = await look((tx) => listUnitsWithoutAgreement(tx, today), world.people.elderlyReviewer)
  expect(without.map((unit) => unit.name)).toEqual(['Äldreboendet'])
  expect(await look((tx) => listUnitsWithoutAgreement(tx, today))).toEqual([])
})

test('nobody but the strategist of the board changes an agreement', async () => {
  const change = (actor: Actor) =>
    changeAgreement(world.as(actor), {
      ...facts(),
      agreementId: world.agreements.private,
      change: 'change',
      from: '2026-12-01',
      revision: 1,
    })
  const before = await look((tx) => agreementHistory(tx, world.agreements.private))
  for (const stranger of [
    world.twin.people.strategist,
    world.people.elderlyReviewer,
    world.people.rival,
    world.people.manager,
  ])
    await expect(change(stranger)).rejects.toMatchObject({ code: 'notFound' })
  await expect(change(world.people.reviewer)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await look((tx) => agreementHistory(tx, world.agreements.private))).toEqual(before)
})
