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
  createWork,
  changeWork,
  fixPlan,
  listApplicableRequirements,
  listCare,
  listNotes,
  listOwners,
  listPlans,
  listWork,
  recordCare,
  savePlan,
  setKindRule,
  signAgreement,
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
  const rule = [...agreementDutyRules, ...workDutyRules].find((one) => one.key === key)
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
  const duties = await owedBy('agreementWork.write')
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
  await planned(agreementId)
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
