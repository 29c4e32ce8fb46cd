import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlan, planOf, startPlanning } from './plan-steps.ts'
import type { Site } from './site.ts'
import {
  choose,
  expectGood,
  expectWords,
  follow,
  leave,
  press,
  rowsOf,
  toldYear,
  windowOf,
  words,
  write,
} from './steps.ts'

/**
 * The strategist lives with the plan: sees how the year goes, puts in an event that the director has decided on with what it
 * pushes aside, and revises the decided plan when somebody is away.
 */
let site: Site
let page: Page
let home: string
const next = toldYear('2027-01-01')
const [draft, decided] = [planOf('2027-01-01'), planOf('2026-06-01')]
beforeAll(async () => {
  ;({ site, page } = await startPlanning())
})
afterAll(() => site?.close())

test('the state of the year tells what is done, what waits, and what to do next', async () => {
  home = await openPlan(page, decided)
  await follow(page, 'Läget')
  await expectWords(page, 'Gjord', 'Pågår', 'Att göra något åt', 'Så långt har planen kommit')
  await expectGood(page)
  await choose(page, 'Visa per', 'Kvartal')
  await press(page, 'Visa')
  await expectWords(page, 'Kvartal 1')
})

/** What is late in the autumn of the demo may be due in any month: the event is given its time in the plan of next year. */
async function eventNextYear(): Promise<{ id: string; name: string }> {
  const [event] = await rowsOf<{ id: string; name: string }>(
    site,
    `update follow_up f set due_on = '${next}-03-20', state = 'planned', begun_at = null, prepared_at = null
     from unit_state s where s.unit_id = f.unit_id and s.superseded_at is null and f.kind = 'eventDriven'
       and f.state = 'underway' returning f.id, s.name`,
  )
  if (!event) throw new Error('the demo has no event-driven follow-up under way')
  return event
}

test('an event waits for whoever the delegation order names, who decides with a reason', async () => {
  const { id, name } = await eventNextYear()
  home = await openPlan(page, draft)
  await follow(page, 'Läget')
  await expectWords(page, 'tar tid utan att stå i planen', name)
  await follow(page, 'Lägg in en händelse')
  await leave(page.locator(`a[href$="handelse?uppfoljning=${id}"]`))
  await expectWords(page, 'Enligt delegationsordningen beslutar direktör', 'när beslutet är fattat')
  expect(await page.getByRole('button', { name: 'Lägg in uppföljningen' }).count()).toBe(0)
  const director = await windowOf(site, 'direktor')
  await director.goto(`${home}/handelse?uppfoljning=${id}`)
  await write(director, 'Skäl för beslutet', 'Upprepade larm')
  await press(director, 'Besluta om uppföljningen')
  await expectWords(director, 'Beslutet är fattat')
  await director.context().close()
})

test('what the event pushes aside is proposed, chosen, decided with a reason, and told in the plan', async () => {
  await page.reload()
  await expectWords(page, 'beslutade', 'Upprepade larm')
  const people = page.locator('table.hours-grid tbody tr')
  const hours = people.locator('input[inputmode=decimal]')
  for (const at of [0, 1, 2, 3, 4, 5]) await hours.nth(at).fill(at === 0 || at === 5 ? '45' : '')
  await press(page, 'Räkna ut')
  await expectWords(page, 'Skjuter undan planerade uppföljningar', 'Det som skjuts undan')
  await expectGood(page)
  await press(page, 'Räkna om med mina val')
  await expectWords(page, 'Så blir det med dina val')
  await page.getByRole('textbox', { name: 'Skäl', exact: true }).fill('Larm om bemanningen')
  const isOver = (await words(page)).includes('även om tiden inte räcker')
  if (isOver) await page.getByLabel('Vi beslutar om det även om tiden inte räcker').check()
  await press(page, 'Lägg in uppföljningen')
  await expectWords(page, 'Uppföljningen står i planen', 'Inlagda händelser', 'Larm om bemanningen', '→')
  await expectGood(page)
  await follow(page, 'Versioner')
  await expectWords(page, 'Larm om bemanningen')
})

test('a decided plan is revised: the reason begins a new version, and who is away loses the hours', async () => {
  home = await openPlan(page, decided)
  await follow(page, 'Revidera med förslag')
  await expectGood(page)
  await press(page, 'Börja revidera')
  await expectWords(page, 'Skäl')
  await page.getByLabel('Någon är borta eller slutar').check()
  await page.getByRole('textbox', { name: 'Skäl' }).fill('Ändrad bemanning')
  await page.getByLabel('Räkna fram ett förslag nu').uncheck()
  await press(page, 'Börja revidera')
  await expectWords(page, 'Version 2', 'Någon är borta eller slutar: Ändrad bemanning', 'Utkast')
  await page.goto(`${home}/revidera`)
  await expectWords(page, 'Version 2 arbetas redan fram')
})

test('a unit’s manager finds neither the state of the plan, the event nor the revision', async () => {
  const manager = await windowOf(site, 'enhetschef1')
  for (const part of ['laget', 'laget/export', 'handelse', 'revidera'])
    expect((await manager.goto(`${home}/${part}`))?.status(), part).toBeGreaterThanOrEqual(403)
  await manager.context().close()
})
