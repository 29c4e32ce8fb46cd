import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import { choose, expectGood, expectWords, follow, press, unfold, windowOf, words, write } from './steps.ts'

/** The strategist's risk analysis: a unit is judged, the rules are changed, and the matrix leads to the list. */
let site: Site
let page: Page
beforeAll(async () => {
  site = await startSite()
  page = await windowOf(site, 'strateg')
})
afterAll(() => site?.close())

const main = () => page.getByRole('main')
const factor = (name: string) => page.getByRole('group', { name, exact: true })

/** The class that stands beside the name of the unit: "Risk 2 låg". */
async function classShown(): Promise<number> {
  return Number(/Risk (\d) /.exec(await words(page))?.[1])
}

/** "1–12 av 12" */
async function countShown(of: Page): Promise<number> {
  return Number(/ av (\d+)/.exec(await words(of))?.[1])
}

test('the list tells each unit with its heaviest reasons, and finds one of them', async () => {
  await follow(page, 'Riskanalys')
  await expectGood(page, 'Tyngsta skäl', 'Kastanjens korttidshem', 'Mycket hög')
  await page.getByRole('searchbox', { name: 'Sök enhet, utförare eller kod' }).fill('ekliden')
  await press(main(), 'Visa')
  await expectWords(page, '1–1 av 1')
  await follow(main(), 'Ekliden')
  await expectGood(
    page,
    'Ingen har slutat det senaste året.',
    'Källa: Personalstatistik',
    'Så räknas poängen',
  )
})

test('two factors are judged in one form, a missing reason is told at its field, and the class rises', async () => {
  const before = await classShown()
  await unfold(main(), 'Bedöm faktorer')
  for (const name of ['Avvikelser', 'Ekonomi']) await unfold(main(), name)
  await choose(factor('Avvikelser'), 'Värde', '4: Många eller mycket allvarliga')
  await write(factor('Avvikelser'), 'Motivering', 'Tre allvarliga avvikelser på en månad.')
  await write(factor('Avvikelser'), 'Källa', 'Avvikelserapporter')
  await choose(factor('Ekonomi'), 'Värde', '4: Mycket svag, fortsatt drift är osäker')
  await press(main(), 'Spara bedömningen')
  await expectGood(page, 'Skriv en kort motivering.', 'Fyll i uppgiften.')
  await write(factor('Ekonomi'), 'Motivering', 'Underskottet är stort och beslut saknas.')
  await write(factor('Ekonomi'), 'Källa', 'Delårsrapport')
  await press(main(), 'Spara bedömningen')
  await expectGood(page, 'Bedömningen är sparad.', 'Tre allvarliga avvikelser på en månad.', 'Delårsrapport')
  expect(await classShown()).toBeGreaterThan(before)
})

test('a judgement is withdrawn with a reason, which stays to be read', async () => {
  const row = main().locator('.timeline li').filter({ hasText: 'Ekonomi: 4 av 4' })
  await unfold(row, 'Ta tillbaka')
  await write(row, 'Varför den tas tillbaka', 'Rapporten gällde en annan enhet.')
  await press(row, 'Ta tillbaka')
  await expectGood(page, 'Bedömningen är tillbakatagen.', 'Rapporten gällde en annan enhet.')
})

test('without script the rules show what they would change before they are saved, and are kept with their reason', async () => {
  const plain = await windowOf(site, 'strateg', { script: false })
  await plain.goto('/riskanalys/regler')
  await unfold(plain, 'Ändra reglerna')
  await write(plain, 'Tid sedan fördjupad uppföljning', '9')
  expect(await plain.getByRole('button', { name: 'Spara reglerna' }).count()).toBe(0)
  await press(plain, 'Se vad som ändras')
  await expectWords(plain, 'enheter byter klass.', 'Enheter i varje klass')
  await write(plain, 'Storlek', '1')
  await write(plain, 'Varför reglerna ändras', 'Beslut vid genomgången.')
  await press(plain, 'Spara reglerna')
  // Something was changed after it was shown: it is shown once more, and nothing is saved.
  await expectWords(plain, 'Om du sparar', 'byter klass.')
  await press(plain, 'Spara reglerna')
  await expectWords(
    plain,
    'Reglerna är sparade.',
    'Beslut vid genomgången.',
    'Tid sedan fördjupad uppföljning: 3 → 9',
    'Storlek: 2 → 1',
  )
})

test('a cell of the matrix leads to as many units as it says', async () => {
  await page.goto('/riskanalys/matris')
  await expectGood(page, 'Sannolikhet 5', 'Mycket allvarlig', 'Åtgärd')
  const cell = main().locator('.risk-matrix td a').first()
  const units = Number.parseInt((await cell.textContent()) ?? '', 10)
  expect(units).toBeGreaterThan(0)
  await Promise.all([page.waitForEvent('domcontentloaded'), cell.click()])
  expect(await countShown(page)).toBe(units)
})

test('an agreement is placed, and its kind proposes how deep it is followed', async () => {
  await page.goto('/riskanalys/avtal?bara=oplacerade')
  await expectGood(page, 'Inte placerat', 'Strategiskt')
  await main().locator('.table tbody a').first().click()
  await page.waitForURL(/riskanalys\/avtal\/[0-9a-f-]+$/)
  await unfold(main(), 'Placera avtalet')
  await page.getByRole('group', { name: 'Betydelse' }).getByRole('radio', { name: /^4:/ }).check()
  await write(page, 'Varför den betydelsen', 'Många är beroende av leveransen.')
  await page.getByRole('group', { name: 'Värde och komplexitet' }).getByRole('radio', { name: /^1:/ }).check()
  await write(page, 'Varför det värdet och den komplexiteten', 'Litet värde.')
  await press(main(), 'Spara placeringen')
  await expectGood(page, 'Placeringen är sparad.', 'Kritiskt', 'Fördjupad vartannat år')
})

test('whoever runs a unit finds no page of it, and no word of it on their own unit', async () => {
  const manager = await windowOf(site, 'enhetschef1')
  for (const address of [
    '/riskanalys',
    '/riskanalys/matris',
    '/riskanalys/regler',
    '/riskanalys/avtal',
    page.url(),
  ])
    expect((await manager.goto(address))?.status(), address).toBe(404)
  await manager.goto('/enheter')
  await manager.getByRole('main').locator('.table tbody a').first().click()
  await manager.waitForURL(/enheter\/[0-9a-f-]+$/)
  expect(await manager.textContent('body')).not.toMatch(/risk/i)
})
