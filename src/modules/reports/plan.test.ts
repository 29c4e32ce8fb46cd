import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addItems, createYearPlan } from '#modules/plans/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPlanPaper } from './commands-plan.ts'
import { findForm, findFrozenSnapshot, findPaper } from './queries.ts'

let world: World
let yearPlanId: string

beforeAll(async () => {
  world = await makeWorld()
  const matterId = uuidv7()
  await world.insert('matter', {
    m: {
      id: matterId,
      board_id: world.boards.care,
      case_number: 'OMS 26/800',
      title: 'Plan 2027–2028',
      opened_on: '2026-09-01',
    },
  })
  const plan = await createYearPlan(world.as(world.people.strategist), {
    boardId: world.boards.care,
    fromYear: 2027,
    toYear: 2028,
    title: 'Uppföljningsplan 2027–2028',
    riskAnalysis: 'Störst risk vid byte av utförare.',
    matterId,
  })
  yearPlanId = plan.id
  await addItems(world.as(world.people.strategist), {
    yearPlanId,
    year: 2027,
    month: 3,
    kind: 'planned',
    depth: 'inDepth',
    unitIds: [world.units.birch, world.units.municipal],
    team: [{ accountId: world.people.reviewer.accountId, role: 'lead' }],
  })
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

function seen<Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]): Promise<Result> {
  return withScope(world.db, scopeOf(actor), work)
}

test('the other board and the twin find no plan to put on paper, and a registrar may not', async () => {
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    await expect(createPlanPaper(world.as(stranger), { yearPlanId })).rejects.toMatchObject({
      code: 'notFound',
    })
  await expect(createPlanPaper(world.as(world.people.registrar), { yearPlanId })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const { rows } = await world.admin.query(`select 1 from paper where kind = 'plan'`)
  expect(rows).toEqual([])
})

test('a strategist gets a memo with every part begun and the plan behind it, years across', async () => {
  const made = await createPlanPaper(world.as(world.people.strategist), { yearPlanId })
  const paper = await seen(world.people.strategist, (tx) => findPaper(tx, made.id))
  expect(paper?.sections.filter(({ text }) => text.trim() === '')).toEqual([])
  await expect(createPlanPaper(world.as(world.people.strategist), { yearPlanId })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
  await freezePaper(world.as(world.people.strategist), { paperId: made.id, revision: made.revision })
  const snapshot = await seen(world.people.strategist, (tx) => findFrozenSnapshot(tx, made.id))
  expect(snapshot).toMatchObject({ caseNumber: 'OMS 26/800', plan: { yearPlanId, version: 1 } })
  const page = String((await seen(world.people.strategist, (tx) => findForm(tx, made.id, 'html')))?.content)
  for (const words of [
    '>2027</th>',
    '>2028</th>',
    'Fördjupningsområde',
    'Beslutet skickas till',
    'KHR',
    'OMS 26/800',
  ])
    expect(page).toContain(words)
  expect(page).toContain('Störst risk vid byte av utförare.')
})

test('the paper of a later version says which it replaces', async () => {
  const again = await createPlanPaper(world.as(world.people.strategist), { yearPlanId })
  const first = await seen(world.people.strategist, (tx) => findPaper(tx, again.id))
  expect(first?.replacesId).not.toBeNull()
  await freezePaper(world.as(world.people.strategist), { paperId: again.id, revision: again.revision })
  const page = await seen(world.people.strategist, (tx) => findForm(tx, again.id, 'html'))
  expect(String(page?.content)).toContain('Ersätter en tidigare version')
})
