import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { decideOrder, listDelegations, savePoint, startOrder } from '#modules/delegations/public.ts'
import { DelegationFilter } from '#modules/delegations/contract.ts'
import { escalateFinding, findFinding, listSteps } from '#modules/findings/public.ts'
import { createMeeting, decideItem, onDecided, putOnAgenda } from '#modules/meetings/public.ts'
import { noticeMeeting } from '#modules/meetings/public.ts'
import { fixYearPlan, setPlanning, submitYearPlan } from '#modules/plans/public.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { createPlanPaper, editPaper, findPaper, freezePaper } from '#modules/reports/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { listenToDecisions } from './decided.ts'

let world: World
let plans: ReturnType<typeof plansIn>
const evening = new Date('2026-12-09T18:00:00Z')
beforeAll(async () => {
  world = await makeWorld()
  plans = plansIn(world)
  listenToDecisions()
})
afterAll(async () => {
  onDecided([])
  await stopPdfWorker()
  await world.close()
})

const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)
const strategist = () => world.as(world.people.strategist)
const secretary = (at?: Date) => world.as(world.people.secretary, at)

let heldOn = 9
/** Writes what is missing in the paper, freezes it, and calls the board to it. */
async function putBefore(paperId: string): Promise<string> {
  const paper = await seen(world.people.strategist, (tx) => findPaper(tx, paperId))
  const sections = (paper?.sections ?? []).map(({ key, text }) => ({ key, text: text || 'Det som behövs.' }))
  const title = paper?.title ?? ''
  const { revision } = await editPaper(strategist(), { paperId, revision: 1, title, sections })
  await freezePaper(strategist(), { paperId, revision })
  const day = `2026-12-0${(heldOn -= 1)}`
  const { id: meetingId } = await createMeeting(secretary(), {
    ...{ boardId: world.boards.care, heldOn: day, papersBy: '2026-11-25' },
  })
  const item = { meetingId, paperId, kind: 'decision' as const, proposal: 'Nämnden beslutar så.' }
  const { id: itemId } = await putOnAgenda(strategist(), item)
  await noticeMeeting(secretary(), { meetingId })
  return itemId
}

test('a secretary who writes the outcome moves the year’s plan in the same moment, or writes nothing', async () => {
  const yearPlanId = await plans.makePlan()
  await plans.add(yearPlanId, { unitIds: plans.ownUnits() })
  const { revision, matterId } = await plans.planOf(yearPlanId)
  await submitYearPlan(strategist(), { yearPlanId, revision })
  const { id } = await createPlanPaper(strategist(), { yearPlanId, matterId: matterId ?? '' })
  const itemId = await putBefore(id)
  const back = { itemId, outcome: 'referredBack' as const, paragraph: '7', text: 'Mer om natten.' }
  await decideItem(secretary(evening), back)
  expect((await plans.planOf(yearPlanId)).returnedNote).toContain('Mer om natten.')
  expect((await plans.planOf(yearPlanId)).state).toBe('draft')
})

/** A decided order of the board in which the director takes the acts that the tests are about. */
async function decideDelegation(): Promise<void> {
  const order = await startOrder(secretary(), { boardId: world.boards.care })
  const point = { orderId: order.id, law: 'KL 7:5', roles: ['director' as const] }
  await savePoint(secretary(), { ...point, code: '4.1', what: 'Påföljd enligt avtal', act: 'sanction' })
  await savePoint(secretary(), { ...point, code: '4.2', what: 'Fastställa planen', act: 'fixPlan' })
  const decided = { decidedOn: '2026-11-18', validFrom: '2026-11-18', decision: '§ 4' }
  await decideOrder(secretary(), { orderId: order.id, ...decided })
}

const delegated = async () => {
  const all = (tx: Db) => listDelegations(tx, DelegationFilter.parse({}))
  return (await seen(world.people.director, all)).decisions.map((one) => `${one.point}. ${one.what}`)
}

test('a plan that the management fixes is a decision by its point, and only of the role that it names', async () => {
  await decideDelegation()
  await setPlanning(strategist(), {
    ...{ boardId: world.boards.care, fixedBy: 'management', changedBy: 'management', delegationPoint: '4.2' },
    ...{ selfCheckEvery: 0, selfCheckFirst: 2018, reportMonths: 1, decideByMonth: 12 },
    ...{ needsRiskAnalysis: true, revision: 0 },
  })
  const yearPlanId = await plans.makePlan()
  await plans.add(yearPlanId, { unitIds: plans.ownUnits() })
  const { revision } = await plans.planOf(yearPlanId)
  const fix = { yearPlanId, revision, by: 'management' as const, decidedOn: '2026-11-19', paragraph: '3' }
  await expect(fixYearPlan(strategist(), fix)).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await plans.planOf(yearPlanId)).state).not.toBe('decided')
  await fixYearPlan(world.as(world.people.director), fix)
  expect(await delegated()).toEqual([expect.stringMatching(/^4\.2.*Planen fastställs: Plan 2027$/)])
})

test('a finding taken to the board shows what the board said, and that it was mended', async () => {
  const { first: findingId } = await fixedFollowUp(world)
  const step = { clause: 'Avtalet 7.2', reason: 'Bristen finns kvar efter återbesöket.' }
  await escalateFinding(strategist(), { findingId, revision: 1, step: 'boardReport', ...step })
  const read = () => seen(world.people.strategist, (tx) => findFinding(tx, findingId, '2026-12-09'))
  const itemId = await putBefore((await read())?.boardPaperId ?? '')
  const decide = (outcome: 'asProposed' | 'ownWording', text: string) =>
    decideItem(secretary(evening), { itemId, outcome, text, paragraph: '12' })
  await decide('asProposed', '')
  await decide('ownWording', 'Vite med halva beloppet.')
  const steps = await seen(world.people.strategist, (tx) => listSteps(tx, findingId))
  expect(steps.slice(1).map((one) => [one.decidedByName, one.clause, one.reason])).toEqual([
    ['Omsorgsnämnden', '§ 12, 7 december 2026', 'Nämndens beslut: Bifall till förslaget.'],
    [
      'Omsorgsnämnden',
      '§ 12, 7 december 2026',
      'Rättat beslut: Beslut med egen lydelse. Vite med halva beloppet.',
    ],
  ])
  expect(await seen(world.people.rival, (tx) => listSteps(tx, findingId))).toEqual([])
})

test('a sanction that officials decide is a decision by its point, and only of the role that it names', async () => {
  const { first: findingId } = await fixedFollowUp(world)
  const sanction = {
    ...{ findingId, revision: 1, step: 'sanction' as const, clause: 'Avtalet 9.1' },
    reason: 'Bristen kvarstår sedan i våras.',
  }
  await expect(escalateFinding(strategist(), sanction)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await seen(world.people.strategist, (tx) => listSteps(tx, findingId))).toEqual([])
  await escalateFinding(world.as(world.people.director), sanction)
  expect(await delegated()).toContainEqual(
    expect.stringMatching(/^4\.1.*Påföljd enligt avtalet: Rutin saknas$/),
  )
})
