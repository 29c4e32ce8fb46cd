import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { pages } from '#access/pages.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { plansApi } from '#modules/plans/api.ts'
import { plansIn, today } from '#modules/plans/arrange.test-support.ts'
import { planDutyRules, setVisitDay } from '#modules/plans/public.ts'
import { createPlanPaper } from '#modules/reports/public.ts'
import { searchAll } from '#modules/search/public.ts'
import { firstSheet } from '#platform/tabular/fixtures/make.ts'
import { collectWorkbook } from '#platform/tabular/read-collect.ts'
import { readParts } from '#platform/tabular/read-file.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { GET } from './ar/[yearPlanId]/export/+server.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let planId: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  planId = await arranged.makePlan()
  const { itemIds } = await arranged.add(planId, {
    unitIds: [world.units.oak],
    month: 9,
    announced: false,
    focusAreas: ['dokumentation'],
  })
  await arranged.add(planId, { unitIds: [world.units.birch], month: 3 })
  await setVisitDay(arranged.asStrategist(), { itemId: itemIds[0]!, revision: 0, visitOn: '2027-09-14' })
})
afterAll(() => world.close())

/** No month and no day of the unannounced visit: it is in September, and the plan knows the half-year alone. */
const secret = /2027-09|september|"month": ?9/i

async function exported(query: string, actor: Actor = world.people.strategist) {
  const locals = { db: world.db, actor, now, requestId: uuidv7(), theme: 'auto', started: 0 }
  const url = new URL(`http://uppsikt.test/planer/ar/${planId}/export?${query}`)
  // The part of the event that the route reads.
  const event = { locals, params: { yearPlanId: planId }, url } as unknown as Parameters<typeof GET>[0]
  return GET(event)
}
const textOf = async (query: string) => new TextDecoder().decode(await (await exported(query)).arrayBuffer())

test('an export asked for by a word that means nothing here is the plan itself', async () => {
  const plan = await textOf('format=json')
  for (const word of ['constructor', '__proto__', 'toString', ''])
    expect(await textOf(`format=json&vad=${word}`)).toBe(plan)
})

test('the plan is taken out with its filter as Excel, CSV and JSON, and never says when an unannounced visit is', async () => {
  const bytes = new Uint8Array(await (await exported('format=xlsx')).arrayBuffer())
  const book = await collectWorkbook(readParts({ name: 'plan.xlsx', bytes }))
  const rows = firstSheet(book).rows
  expect(rows).toHaveLength(3)
  const words = JSON.stringify(rows)
  expect(words).toContain('Björkgården')
  expect(words).toContain('andra halvåret')
  expect(words).not.toMatch(secret)
  const csv = await textOf('format=csv')
  expect(csv.split(/\r?\n/)[1]).toContain('Björkgården;2027;mars')
  expect(csv).not.toMatch(secret)
  const json = await textOf('format=json&q=ekbacken')
  expect(json).toContain('Ekbacken')
  expect(json).not.toContain('Björkgården')
  expect(json).not.toMatch(secret)
})

test('the load of each person and what is owed are taken out in the same forms', async () => {
  expect(await textOf('vad=bemanning&format=csv')).toContain('Ulla Uppföljare')
  expect(await textOf('vad=bemanning&format=csv')).toContain('mars, ')
  const owed = await textOf('vad=skyldigt&format=csv')
  expect(owed).toContain('Tallhöjden')
  expect(await textOf('vad=skyldigt&format=csv&q=rivalen')).not.toContain('Tallhöjden')
  const xlsx = new Uint8Array(await (await exported('vad=skyldigt')).arrayBuffer())
  expect(firstSheet(await collectWorkbook(readParts({ name: 'x.xlsx', bytes: xlsx }))).rows.length).toBe(
    owed.trim().split(/\r?\n/).length,
  )
})

test('a stranger finds nothing to take out', async () => {
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    await expect(exported('format=json', stranger)).rejects.toMatchObject({ code: 'notFound' })
})

test('only the office opens the pages of a plan, and only the strategist those that change it', () => {
  const below = Object.entries(pages).filter(([page]) => page.startsWith('/planer/ar/'))
  expect(below.length).toBeGreaterThan(7)
  for (const [, policy] of below)
    for (const outsider of ['unitManager', 'boardMember'] as const) expect(policy).not.toContain(outsider)
  for (const page of ['lagg-till', 'forbered'])
    expect(pages[`/planer/ar/[yearPlanId]/${page}`]).toEqual(['strategist'])
})

function call(actor: Actor | undefined, method: string, path: string, body?: object) {
  const request = {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': uuidv7() },
    ...(body ? { body: JSON.stringify(body) } : {}),
  }
  return apiOf(plansApi).request(`/api/v1${path}`, request, {
    db: world.db,
    actor,
    now,
    requestId: uuidv7(),
  })
}

test('the API makes a plan, fills it with all that is owed, and answers strangers as if there were none', async () => {
  const { strategist, reviewer, elderlyReviewer, rival } = world.people
  const body = { boardId: world.boards.care, fromYear: 2028, toYear: 2028, title: 'Plan 2028' }
  expect((await call(undefined, 'POST', '/year-plans', body)).status).toBe(401)
  expect((await call(reviewer, 'POST', '/year-plans', body)).status).toBe(403)
  const made = await call(strategist, 'POST', '/year-plans', body)
  expect(made.status).toBe(201)
  const { id } = (await made.json()) as { id: string } // the answer's own shape
  const taken = await call(strategist, 'POST', `/year-plans/${id}/take-owed`, { all: {} })
  expect(taken.status).toBe(200)
  expect(await taken.json()).toMatchObject({ added: 6 })
  for (const stranger of [elderlyReviewer, rival, world.twin.people.strategist])
    for (const path of ['', '/content', '/items'])
      expect((await call(stranger, 'GET', `/year-plans/${id}${path}`)).status).toBe(404)
  const stale = await call(strategist, 'PUT', `/year-plans/${id}`, { revision: 9, title: 'Annan' })
  expect(stale.status).toBe(412)
  for (const path of ['/content', '/items'])
    expect(await (await call(strategist, 'GET', `/year-plans/${planId}${path}`)).text()).not.toMatch(secret)
})

test('the paper, the search and the duties of a colleague say nothing of the unannounced visit’s month', async () => {
  const { mas, strategist } = world.people
  const paper = await createPlanPaper(world.as(strategist), { yearPlanId: planId })
  const { rows } = await world.admin.query('select sections::text from paper where id = $1', [paper.id])
  expect(JSON.stringify(rows)).not.toMatch(secret)
  const hits = await arranged.read(mas, (tx) => searchAll(tx, mas, 'Ekbacken', today))
  expect(JSON.stringify(hits)).not.toMatch(secret)
  for (const rule of planDutyRules)
    expect(JSON.stringify(await arranged.read(mas, (tx) => rule.list(tx, { today })))).not.toMatch(secret)
})

test('the plan of next year is owed the board before the year begins, and its decision is the proof', async () => {
  const id = await arranged.decidedPlan()
  const owed = async (key: string) => {
    const rule = planDutyRules.find((one) => one.key === key)
    return arranged.read(world.people.strategist, async (tx) => (await rule?.list(tx, { today })) ?? [])
  }
  const decide = (await owed('yearPlan.decide')).filter((one) => one.period === '2027')
  expect(decide).toMatchObject([{ dueOn: '2026-12-31', remindFrom: '2026-09-30', ownerRole: 'strategist' }])
  const months = (await owed('yearPlan.prepare')).filter((one) => one.sourceId === id)
  expect(months).toMatchObject([{ period: '2027-03', dueOn: '2027-03-01', proof: null }])
})
