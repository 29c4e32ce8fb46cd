import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { allows } from '#kernel/moves.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  agreementHistory,
  copyPlan,
  createAgreement,
  exceptPlan,
  exceptRequirement,
  explainDifferences,
  extendAgreement,
  findAgreement,
  findPlanDraft,
  fixPlan,
  listAgreements,
  listApplicableRequirements,
  listDifferences,
  listPlans,
  mirrorAgreement,
  savePlan,
  setClauses,
  signAgreement,
} from './public.ts'
import { AgreementFilter } from './contract.ts'
import { agreementMoves, agreementStatuses } from './rules.ts'

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

type Wanted = {
  kind?: 'lou' | 'internal'
  provider?: string
  status?: 'drafted' | 'adopted'
  units?: string[]
}

async function made({ kind = 'lou', provider, status = 'drafted', units = [] }: Wanted = {}) {
  const id = uuidv7()
  await createAgreement(strategist(), {
    id,
    title: 'Avtal om boende',
    status,
    catalogueVersionId: world.catalogue.versionId,
    boardId: world.boards.care,
    providerId: provider ?? world.providers.private,
    kind,
    units,
    from: '2026-01-01',
    to: '2028-01-01',
    options: [
      { until: '2030-12-31', decideBy: '2029-06-30' },
      { until: '2029-12-31', decideBy: '2027-06-30' },
    ],
  })
  return id
}

const decided = { decidedOn: '2026-11-18', decidedBy: 'Omsorgsnämnden', decision: '§ 88' }
const row = {
  what: 'Bemanning',
  methods: ['documentReview' as const],
  rhythm: 'year' as const,
  firstOn: '2027-03-31',
  ifNotMet: 'dialogue' as const,
}
const plan = (agreementId: string, revision = 0) => ({
  agreementId,
  occasion: 'new' as const,
  rows: [row],
  revision,
})

async function planned(agreementId: string) {
  const { revision } = await savePlan(strategist(), plan(agreementId))
  await fixPlan(strategist(), { agreementId, revision })
}

const shown = (id: string) => look((tx) => findAgreement(tx, id, today))
const revisionOf = async (id: string) => (await look((tx) => agreementHistory(tx, id))).length

test('an agreement is adopted only from a draft and ended only when it was adopted', () => {
  fc.assert(
    fc.property(fc.constantFrom(...agreementStatuses), (status) => {
      expect(allows(agreementMoves, status, 'adopt')).toBe(status === 'drafted')
      expect(allows(agreementMoves, status, 'end')).toBe(status === 'adopted')
    }),
  )
})

test('a contract manager adopts an agreement only when its follow-up plan is fixed', async () => {
  const agreementId = await made()
  const sign = () => signAgreement(strategist(), { agreementId, ...decided, revision: 1 })
  await expect(sign()).rejects.toMatchObject({ fields: [{ code: 'followUpPlanNeeded' }] })
  expect((await shown(agreementId))?.status).toBe('drafted')
  expect(await shown(agreementId)).toMatchObject({ lacksPlan: true })
  await planned(agreementId)
  await sign()
  expect(await shown(agreementId)).toMatchObject({
    status: 'adopted',
    decidedBy: 'Omsorgsnämnden',
    lacksPlan: false,
    extensionUntil: '2029-12-31',
    extensionDecisionBy: '2027-06-30',
  })
  await expect(signAgreement(strategist(), { agreementId, ...decided, revision: 2 })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('an option is used once: the agreement runs on to its day, and the next option is shown', async () => {
  const agreementId = await made({ status: 'adopted' })
  const option = { agreementId, until: '2029-12-31', outcome: 'used' as const, ...decided }
  await expect(extendAgreement(strategist(), { ...option, revision: 1 })).rejects.toMatchObject({
    fields: [{ code: 'followUpPlanNeeded' }],
  })
  await planned(agreementId)
  await extendAgreement(strategist(), { ...option, revision: 1 })
  expect(await shown(agreementId)).toMatchObject({ endsOn: '2030-01-01', extensionUntil: '2030-12-31' })
  const again = { ...option, revision: await revisionOf(agreementId) }
  await expect(extendAgreement(strategist(), again)).rejects.toMatchObject({
    fields: [{ path: 'until', code: 'chooseOne' }],
  })
})

test('an option that is let go leaves the end as it was', async () => {
  const agreementId = await made({ status: 'adopted' })
  const option = { agreementId, until: '2029-12-31', outcome: 'declined' as const, ...decided }
  await extendAgreement(strategist(), { ...option, revision: 1 })
  const now = await shown(agreementId)
  expect(now?.endsOn).toBe('2028-01-01')
  expect(now?.options[0]).toMatchObject({ outcome: 'declined', decision: '§ 88' })
})

test('two people write the same plan: the second is shown what the first wrote', async () => {
  const agreementId = await made()
  await savePlan(strategist(), plan(agreementId))
  const other = { ...plan(agreementId), rows: [{ ...row, what: 'Dokumentation' }] }
  await expect(savePlan(strategist(), other)).rejects.toMatchObject({
    code: 'stale',
    current: { revision: 1, rows: [{ what: 'Bemanning' }] },
  })
  await savePlan(strategist(), { ...other, revision: 1 })
  expect((await look((tx) => findPlanDraft(tx, agreementId)))?.rows[0]?.what).toBe('Dokumentation')
})

test('a plan is copied from another agreement without its clauses, and fixed versions stay readable', async () => {
  const [one, other] = [await made(), await made()]
  const { revision } = await savePlan(strategist(), { ...plan(one), rows: [{ ...row, clause: 'Bilaga 1' }] })
  await fixPlan(strategist(), { agreementId: one, revision })
  await copyPlan(strategist(), { agreementId: other, fromId: one, revision: 0 })
  const draft = await look((tx) => findPlanDraft(tx, other))
  expect(draft?.rows).toMatchObject([{ what: 'Bemanning', clause: '' }])
  const first = { agreementId: one, occasion: 'changed' as const, reason: 'Små ändringar' }
  await exceptPlan(strategist(), first)
  const versions = await look((tx) => listPlans(tx, one))
  expect(versions.map((version) => [version.version, version.state])).toEqual([
    [2, 'excepted'],
    [1, 'fixed'],
  ])
})

test('a reviewer is asked neither what the agreement excepts nor the wording it has replaced', async () => {
  const agreementId = world.agreements.private
  const except = { agreementId, requirementKey: 'bas-tva', from: '2026-06-01', reason: 'Gäller inte lokalen' }
  await exceptRequirement(strategist(), except)
  const keys = async (day: string) =>
    (await look((tx) => listApplicableRequirements(tx, world.units.birch, day, 'inDepth')))?.requirements.map(
      (one) => one.key,
    )
  expect(await keys('2026-05-31')).toContain('bas-tva')
  expect(await keys(today)).not.toContain('bas-tva')
  await exceptRequirement(strategist(), { agreementId, requirementKey: 'bas-tva', from: null })
  expect(await keys(today)).toContain('bas-tva')
  await expect(exceptRequirement(strategist(), { ...except, reason: '' })).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'reasonNeeded' }],
  })
})

test('two people tie clauses at once: different rows both stand, the same row is told', async () => {
  const agreementId = world.agreements.private
  const set = (requirementKey: string, clause: string, seen = '') =>
    setClauses(strategist(), { agreementId, rows: [{ requirementKey, clause, seen }] })
  await set('bas-ett', 'Bilaga 1, 2.1')
  await set('bas-tre', 'Bilaga 1, 2.3')
  await expect(set('bas-ett', 'Bilaga 9')).rejects.toMatchObject({
    code: 'stale',
    current: [{ requirementKey: 'bas-ett', mine: 'Bilaga 9', theirs: 'Bilaga 1, 2.1' }],
  })
  const found = await look((tx) => listApplicableRequirements(tx, world.units.birch, today, 'basic'))
  expect(found?.requirements.map((one) => one.clause)).toEqual(['Bilaga 1, 2.1', '', 'Bilaga 1, 2.3', ''])
  const lacking = await look((tx) =>
    listAgreements(tx, AgreementFilter.parse({ lacks: 'clause', limit: 200 }), today),
  )
  expect(lacking.agreements.map((one) => one.id)).not.toContain(agreementId)
})

test('an internal agreement is adopted when each difference from the external one has its reason', async () => {
  const agreementId = await made({
    kind: 'internal',
    provider: world.providers.own,
    units: [world.units.municipal],
  })
  await mirrorAgreement(strategist(), { agreementId, mirrorsId: world.agreements.private })
  const except = { requirementKey: 'bas-tre', from: '2026-01-01', reason: 'Gäller inte det externa' }
  await exceptRequirement(strategist(), { ...except, agreementId: world.agreements.private })
  await planned(agreementId)
  const compared = await look((tx) => listDifferences(tx, agreementId, today))
  expect(compared?.rows.filter((one) => one.difference !== 'identical')).toMatchObject([
    { key: 'bas-tre', difference: 'added', reason: '' },
  ])
  const sign = { agreementId, ...decided, revision: await revisionOf(agreementId) }
  await expect(signAgreement(strategist(), sign)).rejects.toMatchObject({
    fields: [{ code: 'differencesUnexplained' }],
  })
  const rows = [{ requirementKey: 'bas-tre', reason: 'Egen regi har egna lokaler' }]
  await explainDifferences(strategist(), { agreementId, rows })
  await signAgreement(strategist(), sign)
  expect((await shown(agreementId))?.status).toBe('adopted')
  await exceptRequirement(strategist(), {
    agreementId: world.agreements.private,
    requirementKey: 'bas-tre',
    from: null,
  })
  await expect(
    mirrorAgreement(strategist(), { agreementId: world.agreements.private, mirrorsId: agreementId }),
  ).rejects.toMatchObject({ code: 'wrongState' })
})
