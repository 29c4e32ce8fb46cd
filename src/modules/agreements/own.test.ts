import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  agreementDutyRules,
  agreementObligations,
  agreementRequirements,
  createAgreement,
  fixPlan,
  listApplicableRequirements,
  savePlan,
  setKindRule,
  signAgreement,
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

/** An own requirement of an agreement, as the catalogue's own form leaves it: a draft, whole. */
async function ownRequirement(agreementId: string, methods: string[] = ['documentReview']) {
  const { version } = await world.insert('catalogue_version', {
    version: {
      name: 'Egna krav',
      number: 1,
      state: 'draft',
      valid_from: '2026-01-01',
      agreement_id: agreementId,
    },
  })
  await world.admin.query(
    `insert into requirement select (r).* from (select jsonb_populate_record(r, $2::jsonb) as r from requirement r
      where r.municipality_id = $1 and r.key = 'bas-ett') x`,
    [
      world.municipalityId,
      JSON.stringify({
        id: uuidv7(),
        catalogue_version_id: version,
        key: 'eget-ett',
        code: 'E1',
        title: 'Eget krav',
        methods,
      }),
    ],
  )
  return version
}

async function drafted(provider: string, units: string[]) {
  const id = uuidv7()
  await createAgreement(strategist(), {
    id,
    title: 'Nytt avtal',
    status: 'drafted',
    catalogueVersionId: world.catalogue.versionId,
    boardId: world.boards.care,
    providerId: provider,
    kind: 'lou',
    units,
    from: '2026-06-01',
  })
  return id
}

const row = {
  what: 'Bemanning',
  methods: ['visit' as const],
  rhythm: 'secondYear' as const,
  firstOn: '2027-03-31',
  depth: 'inDepth' as const,
  ifNotMet: 'dialogue' as const,
  clause: '7.2',
}

async function planned(agreementId: string) {
  const draft = { agreementId, occasion: 'new' as const, rows: [row], revision: 0 }
  const { revision } = await savePlan(strategist(), draft)
  await fixPlan(strategist(), { agreementId, revision })
}

const decided = { decidedOn: '2026-05-20', decidedBy: 'Omsorgsnämnden' }

test('a requirement written for one agreement is asked in its protocols from the day it is adopted', async () => {
  const agreementId = await drafted(world.providers.private, [world.units.oak])
  await planned(agreementId)
  const version = await ownRequirement(agreementId, [])
  const sign = { agreementId, ...decided, revision: 1 }
  await expect(signAgreement(strategist(), sign)).rejects.toMatchObject({
    fields: [{ path: 'requirements', code: 'requirementsUnfinished' }],
  })
  await world.admin.query(`update requirement set methods = '{visit}' where catalogue_version_id = $1`, [
    version,
  ])
  await signAgreement(strategist(), sign)
  const asked = (unit: string, actor?: Actor) =>
    look((tx) => listApplicableRequirements(tx, unit, today, 'basic'), actor)
  const found = await asked(world.units.oak)
  expect(found?.agreement?.id).toBe(agreementId)
  expect(found?.requirements.at(-1)).toMatchObject({ key: 'eget-ett', origin: 'agreement', clause: '' })
  expect((await asked(world.units.birch))?.requirements.map((one) => one.key)).not.toContain('eget-ett')
  const readable = (actor: Actor) =>
    look((tx) => tx.selectFrom('requirement').select('id').where('key', '=', 'eget-ett').execute(), actor)
  for (const stranger of strangers()) expect(await readable(stranger)).toEqual([])
  expect(await readable(world.people.manager)).toHaveLength(1)
})

test('an own requirement that is still a draft is on its agreement’s page and in no protocol', async () => {
  const agreementId = await drafted(world.providers.competitor, [world.units.rival])
  await ownRequirement(agreementId)
  const agreement = { id: agreementId, catalogueVersionId: world.catalogue.versionId }
  const onPage = await look((tx) => agreementRequirements(tx, agreement, today))
  expect(onPage.at(-1)).toMatchObject({ key: 'eget-ett', isDraft: true, units: ['Rivalen'] })
  const found = await look((tx) => listApplicableRequirements(tx, world.units.rival, today, 'basic'))
  expect(found?.requirements.map((one) => one.key)).not.toContain('eget-ett')
  const hers = await look((tx) => agreementRequirements(tx, agreement, today, false), world.people.rival)
  expect(hers.map((one) => one.key)).not.toContain('eget-ett')
})

test('a fixed plan owes each unit its follow-ups, every second year, with clause and version', async () => {
  const agreementId = await drafted(world.providers.private, [world.units.pine])
  await planned(agreementId)
  await signAgreement(strategist(), { agreementId, ...decided, revision: 1 })
  const owed = await look((tx) =>
    agreementObligations(tx, { boardId: world.boards.care, from: '2027-01-01', to: '2030-12-31' }),
  )
  const mine = owed.filter((one) => one.agreementId === agreementId)
  expect(mine.map((one) => [one.unitId, one.latestOn, one.depth])).toEqual([
    [world.units.pine, '2027-03-31', 'inDepth'],
    [world.units.pine, '2029-03-31', 'inDepth'],
  ])
  expect(mine[0]?.ground).toContain('7.2')
  const none = await look(
    (tx) => agreementObligations(tx, { boardId: world.boards.care, from: '2027-01-01', to: '2030-12-31' }),
    world.people.elderlyReviewer,
  )
  expect(none).toEqual([])
})

const owedBy = async (key: string) => {
  const rule = agreementDutyRules.find((one) => one.key === key)
  return look(async (tx) => (await rule?.list(tx, { today })) ?? [])
}

test('a new private provider in a choice system owes a follow-up six months after start, at once', async () => {
  const id = uuidv7()
  await createAgreement(strategist(), {
    id,
    title: 'Valfrihetsavtal',
    status: 'adopted',
    catalogueVersionId: world.catalogue.versionId,
    boardId: world.boards.care,
    providerId: world.providers.competitor,
    kind: 'lov',
    units: [world.units.rival],
    from: '2026-10-01',
  })
  const duty = await world.admin.query<{ due_on: string; title: string }>(
    `select due_on::text, title from duty where source_id = $1 and rule = 'agreement.followUpAfterStart'`,
    [id],
  )
  expect(duty.rows).toMatchObject([{ due_on: '2027-04-01', title: 'Följ upp Rivalen efter start' }])
  const plans = await owedBy('agreement.followUpPlan')
  expect(plans.filter((one) => one.sourceId === id)).toMatchObject([{ dueOn: '2026-10-01', proof: null }])
  const reviews = (await owedBy('agreement.termsReview')).filter((one) => one.sourceId === id)
  expect(reviews.map((one) => one.dueOn)).toEqual([])
})

test('the terms of a choice system are owed a review every March, and a note of it is the proof', async () => {
  const agreementId = world.agreements.rival
  const mine = async () =>
    (await owedBy('agreement.termsReview')).filter((one) => one.sourceId === agreementId)
  expect((await mine()).map((one) => [one.dueOn, one.proof])).toEqual([
    ['2025-03-31', null],
    ['2026-03-31', null],
    ['2027-03-31', null],
  ])
  const note = {
    agreementId,
    kind: 'review' as const,
    text: 'Villkoren är genomgångna',
    notedOn: '2026-03-12',
  }
  await writeNote(strategist(), note)
  expect((await mine())[1]?.proof?.doneOn).toBe('2026-03-12')
  await expect(writeNote(strategist(), { ...note, notedOn: '2027-01-01' })).rejects.toMatchObject({
    fields: [{ path: 'notedOn', code: 'dateInFuture' }],
  })
})

test('an agreement that can be extended owes its decision, and before it a follow-up of each unit', async () => {
  const id = uuidv7()
  await createAgreement(strategist(), {
    id,
    title: 'Drift',
    status: 'adopted',
    catalogueVersionId: world.catalogue.versionId,
    boardId: world.boards.care,
    providerId: world.providers.private,
    kind: 'lou',
    units: [world.units.birch],
    from: '2025-01-01',
    to: '2028-01-01',
    extensionUntil: '2029-12-31',
    extensionDecisionBy: '2027-06-30',
  })
  const of = async (key: string) => (await owedBy(key)).filter((one) => one.sourceId === id)
  expect(await of('agreement.extension')).toMatchObject([{ dueOn: '2027-06-30', remindFrom: '2026-06-30' }])
  expect(await of('agreement.followUpBeforeExtension')).toMatchObject([
    { dueOn: '2027-03-30', unitId: world.units.birch },
  ])
  expect(await of('agreement.ends')).toMatchObject([{ dueOn: '2028-01-01', proof: { doneOn: '2022-01-01' } }])
  const rule = { kind: 'lou' as const, warnMonths: 3, needsPlan: true, reviewMonth: null }
  const asked = { followUpMonthsBefore: 6, followUpMonthsAfterStart: null, revision: 0 }
  await setKindRule(strategist(), { ...rule, ...asked })
  expect(await of('agreement.extension')).toMatchObject([{ remindFrom: '2027-03-30' }])
  expect(await of('agreement.followUpBeforeExtension')).toMatchObject([{ dueOn: '2026-12-30' }])
  await expect(setKindRule(strategist(), { ...rule, ...asked })).rejects.toMatchObject({ code: 'stale' })
  await expect(
    setKindRule(world.as(world.people.reviewer), { ...rule, ...asked, revision: 1 }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
})
