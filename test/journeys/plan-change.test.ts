import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { monthNames } from '#kernel/dates.ts'
import { computeProposal, openPlan, planOf, startPlanning } from './plan-steps.ts'
import { expectAccessible, type Site } from './site.ts'
import { choose, expectGood, expectWords, follow, leave, press, unfold, words, write } from './steps.ts'

/**
 * A strategist sees which rules the draft breaks, asks why a follow-up lies where it does, drags it to another month, sees
 * what that means before anything is saved, and locks it there: the next proposal leaves it.
 */
let site: Site
let page: Page
let home: string
let row: string
let name: string
let chosen: number
let moved: number
beforeAll(async () => {
  ;({ site, page } = await startPlanning())
})
afterAll(() => site?.close())

test('the plan says how many rules it breaks, and lists them by row', async () => {
  home = await openPlan(page, planOf('2027-01-01'))
  expect(await words(page)).toMatch(/\d+ regler bryts i utkastet/)
  await follow(page, 'Se vilka')
  await expectWords(
    page,
    'Regler som bryts',
    'Minsta tid mellan två uppföljningar',
    'Personer med för många timmar',
  )
  await expectGood(page)
})

test('a row that is asked why it lies there tells the rules, the goals and what other months mean', async () => {
  await page.goto(`${home}?typ=planned`)
  const link = page.locator('.plan-name a').first()
  name = (await link.textContent()) ?? ''
  await leave(link)
  row = new URL(page.url()).pathname
  await expectWords(page, 'Varför ligger den här?', 'Enheten har risk', 'Andra månader')
  expect(await page.getByRole('button', { name: /^Flytta hit/ }).count()).toBe(11)
  const possible = page.locator('tr').filter({ has: page.getByText('Går', { exact: true }) })
  chosen = Number(await possible.first().getByRole('button').getAttribute('value'))
  moved = await timesMoved()
  await expectGood(page)
})

test('a follow-up is dragged to another month, and what that means is told before it is saved', async () => {
  await page.goto(`${home}/tavla?q=${encodeURIComponent(name)}`)
  await expectAccessible(page)
  const card = page.locator('[data-card]', { has: page.locator(`a[href="${row}"]`) })
  // Dragging begins when the script has woken; before that a card only has its link.
  await expect
    .poll(() => dragged(card), { timeout: 60_000, interval: 1000 })
    .toContain(`flytta?manad=${chosen}`)
  await expectWords(page, `Till ${monthNames[chosen - 1]}`, 'Inget är sparat än')
  await page.goto(row)
  await expectWords(page, 'Ligger här')
  expect(await timesMoved()).toBe(moved)
})

async function timesMoved(): Promise<number> {
  return (await words(page)).split('Flyttades').length
}

async function dragged(card: Locator): Promise<string> {
  if (page.url().includes('/flytta')) return page.url()
  const cell = card.locator('xpath=ancestor::tr').locator(`[data-slot=m${chosen}]`)
  await cell.scrollIntoViewIfNeeded()
  const [grip, to] = [await card.locator('.grip').boundingBox(), await cell.boundingBox()]
  if (!grip || !to) return page.url()
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 })
  await page.mouse.up()
  await page.waitForURL(/flytta/, { timeout: 5000 }).catch(() => undefined)
  return page.url()
}

test('moved there and locked, the next proposal leaves it', async () => {
  await page.goto(`${row}/flytta`)
  await choose(page, 'Till vilken månad?', monthNames[chosen - 1] ?? '')
  await press(page, 'Visa vad det betyder')
  await expectWords(page, `Till ${monthNames[chosen - 1]}`)
  await expectGood(page)
  await write(page, 'Skäl', 'Enheten bad om det')
  await page.getByLabel('Lås raden till den nya månaden').check()
  await page.getByRole('button', { name: /^Flytta( ändå)?$/ }).click()
  await page.waitForURL((url) => url.pathname === row)
  await expectWords(page, 'Raden är flyttad.', 'Låst', 'Flyttades', 'Enheten bad om det')
  await follow(page, 'Förslag')
  await computeProposal(page)
  await unfold(page, 'Ta över förslaget')
  await press(page, 'Ta över')
  await page.goto(row)
  await expectWords(page, 'Låst', `${monthNames[chosen - 1]} `)
})
