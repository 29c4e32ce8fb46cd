import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPlan, planOf, startPlanning } from './plan-steps.ts'
import { expectAccessible, type Site } from './site.ts'
import { expectGood, expectWords, follow, press, toldYear, windowOf, words } from './steps.ts'

/** A strategist looks at next year's plan as a year wheel and as the load of each person, and takes it along. */
let site: Site
let page: Page
let home: string
const year = Number(toldYear('2027-01-01'))
beforeAll(async () => {
  ;({ site, page } = await startPlanning())
  home = await openPlan(page, planOf('2027-01-01'))
})
afterAll(() => site?.close())

/** What is drawn is drawn for its width: it has to be good for who hears it on a phone too. */
async function expectGoodEverywhere(): Promise<void> {
  await expectGood(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await expectAccessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
}

const rowsOfPlan = () =>
  page.getByRole('table', { name: 'Tabell', exact: true }).locator('tbody').getByRole('row')

test('the wheel shows the year by area, with the board’s days, and all of it in a table too', async () => {
  await follow(page, 'Årshjul')
  await expectWords(page, `Årshjul ${year}`, 'Ringarna, utifrån och in', 'Nämnden sammanträder')
  expect(await page.locator('svg.wheel a').count()).toBeGreaterThan(10)
  await expectGoodEverywhere()
})

test('a number in the table and the part of the wheel lead to just as many rows', async () => {
  const cell = page.locator('.month-grid tbody tr').first().locator('td a').nth(1)
  const count = Number(await cell.textContent())
  const address = await cell.getAttribute('href')
  expect(await page.locator(`svg.wheel a[href="${address}"]`).count()).toBe(1)
  await Promise.all([page.waitForEvent('domcontentloaded'), cell.click()])
  expect(await rowsOfPlan().count()).toBe(count)
  expect(await words(page)).toContain(count === 1 ? '1 planerad uppföljning' : `${count} planerade`)
})

test('the load says in words who is overbooked, and leads to the person’s rows', async () => {
  await page.goto(home)
  await follow(page, 'Belastning')
  await expectWords(page, `Belastning ${year}`, 'Kvartal 1', 'Överbokad', 'Alla')
  await expectGoodEverywhere()
  await page.getByLabel('Bara överbokade').check()
  await press(page, 'Visa')
  const name = (await page.locator('.month-grid tbody tr a').first().textContent()) ?? ''
  await follow(page.locator('.month-grid'), name)
  await expectWords(page, `I teamet: ${name}`)
  expect(await rowsOfPlan().count()).toBeGreaterThan(0)
})

test('the plan is taken along as a calendar and as documents, and unannounced visits have no month in it', async () => {
  const fetched = async (query: string) => {
    const answer = await page.request.get(`${home}/export?${query}`)
    expect(answer.status()).toBe(200)
    return { type: answer.headers()['content-type'] ?? '', body: await answer.body() }
  }
  const calendar = await fetched('format=ics')
  expect(calendar.type).toContain('text/calendar')
  const events = calendar.body.toString().replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
  const hidden = events.filter((event) => event.includes('oanmäld'))
  expect(hidden.length).toBeGreaterThan(0)
  for (const event of hidden) expect(event).toMatch(/DTSTART;VALUE=DATE:\d{4}(0101|0701)/)
  const pdf = await fetched('format=pdf')
  expect(pdf.body.toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect((await fetched('format=docx')).body.subarray(0, 2).toString()).toBe('PK')
})

test('whoever runs a unit finds neither the views nor the files', async () => {
  const manager = await windowOf(site, 'enhetschef1')
  for (const query of ['?vy=hjul', '?vy=belastning', '/export?format=ics', '/export?format=pdf'])
    expect((await manager.request.get(`${home}${query}`)).status(), query).toBe(404)
})
