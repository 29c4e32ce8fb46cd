import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPlanning } from './plan-steps.ts'
import type { Site } from './site.ts'
import {
  choose,
  expectGood,
  expectWords,
  follow,
  leave,
  press,
  toldDay,
  toldYear,
  unfold,
  windowOf,
  words,
  write,
} from './steps.ts'

/** What the board asks for is written down, owed, and in the plan with one press; what the work took is written down. */
let site: Site
let page: Page
const year = toldYear('2027-01-01')
beforeAll(async () => {
  ;({ site, page } = await startPlanning())
})
afterAll(() => site?.close())

test('the strategist writes down what the board has asked for, and finds it among what is owed', async () => {
  await follow(page, 'Planer')
  await follow(page, 'Särskilda granskningar')
  await unfold(page, 'Skriv in en granskning')
  await write(page, 'Vad som ska granskas', 'Avgifter för mat')
  await write(page, 'Beslutsdatum', toldDay('2026-10-22'))
  await write(page, 'Paragraf', '§ 120')
  await write(page, 'Diarienummer', 'OMS 26/747')
  await write(page, 'Klar senast', `${year}-04-30`)
  await press(page, 'Spara granskningen')
  await expectWords(page, 'Granskningen är inskriven', 'Inte i någon plan', 'OMS 26/747', 'Skrevs in')
  await expectGood(page)
  await follow(page, 'Lägg i planen under Vad vi är skyldiga')
  await expectWords(page, 'Avgifter för mat', 'Nämndbeslut', 'Saknas', '§ 120')
  await expectGood(page)
})

test('and has it in the plan with one press, with its decision', async () => {
  const owed = page.locator('tr', { hasText: 'Avgifter för mat' })
  await leave(owed.getByRole('button', { name: 'Lägg i planen' }))
  await expectWords(page, '1 rad lades till', 'Avgifter för mat')
  const row = page.locator('tr', { hasText: 'Avgifter för mat' })
  await expect(row.textContent()).resolves.toContain('I planen')
  await follow(row, /Se raden/)
  await expectWords(page, 'Avgifter för mat', 'OMS 26/747')
})

test('leaves out several by one decision, and takes them back together', async () => {
  const plan = page.url().replace(/\/rad\/.*/, '')
  await page.goto(`${plan}/skyldigt/alla?lage=missing`)
  await unfold(page, 'Undanta många på en gång')
  const boxes = page.locator('input[name=rad]')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await write(page, 'Motivering', 'Historik saknas')
  await write(page, 'Vem som beslutat', 'Omsorgsnämnden § 45')
  await write(page, 'Beslutsdatum', toldDay('2026-10-22'))
  await expectGood(page)
  await press(page, 'Undanta de ikryssade')
  await expectWords(page, '2 skyldigheter är undantagna')
  await page.goto(`${plan}/skyldigt`)
  await expectWords(page, 'Historik saknas', 'Omsorgsnämnden § 45', 'Inskrivet av')
  const taken = page.locator('tr', { hasText: 'Historik saknas' })
  while ((await taken.count()) > 0) await leave(taken.first().getByRole('button', { name: /Ta tillbaka/ }))
  await expectWords(page, 'borttag')
  await page.goto(`${plan}/skyldigt/alla`)
})

test('reads what follow-ups took, and takes the mean as the estimate with a reason', async () => {
  await page.goto(page.url().replace(/\/(rad|skyldigt)\/.*/, '/bemanning'))
  await expectWords(page, 'Timmar som gick åt', 'Alla områden')
  const row = page.locator('tr', { hasText: 'Planerad uppföljning, grundläggande' }).first()
  await unfold(row, 'Använd som uppskattning')
  await write(row, 'Varför uppskattningen ändras', 'Så lång tid tog det')
  await press(row, 'Använd som uppskattning')
  await expectWords(page, 'Medelvärdet är nu uppskattningen', 'Stämmer med uppskattningen')
  await unfold(page, 'Så har uppskattningarna ändrats')
  await expectWords(page, 'Så lång tid tog det')
  await expectGood(page)
})

test('and fills in what the plan leaves out, for the board to read', async () => {
  await follow(page, 'Beslut')
  await press(page, 'Fyll i från det systemet vet')
  expect(await words(page)).toMatch(/rad(er)? lades till|Inget nytt att lägga till/)
  await expectWords(page, 'Timmar per profession', 'Det planen inte omfattar')
  await expectGood(page)
})

test('a reviewer writes down hours on a follow-up, and corrects them with why', async () => {
  page = await windowOf(site, 'uppfoljare1')
  await page.goto('/uppfoljningar?mina=ja')
  await page.locator('main table tbody a').first().click()
  await follow(page, 'Team')
  await choose(page, 'Månad', await monthNow())
  await write(page, 'Timmar', '6,5')
  await press(page, 'Spara timmarna')
  await expectWords(page, 'Timmarna är sparade', '6,5')
  await write(page, 'Timmar', '8')
  await press(page, 'Spara timmarna')
  await expectWords(page, 'Det finns redan timmar för personen den månaden')
  await write(page, 'Varför timmarna rättas', 'Glömde resan')
  await press(page, 'Spara timmarna')
  await expectWords(page, 'Timmarna är rättade', '1 rättad uppgift')
  await expectGood(page)
})

/** The month that stands first in the list: the one that is. */
async function monthNow(): Promise<string> {
  return (await page.locator('select[name=manad] option').first().textContent())?.trim() ?? ''
}
