import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import { expectGood, expectWords, follow, press, unfold, windowOf, write } from './steps.ts'

/** The log reviewer goes through the month before the one that is running, and the administrator sees what nobody did. */
let site: Site
let page: Page
beforeAll(async () => {
  site = await startSite()
  page = await windowOf(site, 'logg')
})
afterAll(() => site?.close())

const section = (heading: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) })

test('the list tells which month was skipped, which had a fault and which waits', async () => {
  await follow(page, 'Loggkontroll')
  await expectGood(page, 'är inte gjord', 'Inte gjord i tid', 'Granskad, 1 fel', 'Att granska')
})

test('the reviewer opens the rows of a hit, judges it, and is stopped where an explanation is missing', async () => {
  await page.getByRole('main').getByRole('table').getByRole('link').first().click()
  await expectGood(page, 'Många nekade försök', 'Slumpvis urval', 'Gäller dig', 'Inte klart än')
  await section('Många nekade försök')
    .getByRole('link', { name: /Visa 12 rader/ })
    .click()
  await expectGood(page, 'Du ser bara de rader som en träff i loggkontrollen gäller', '1–12 av 12')
  await follow(page, 'Till loggkontrollen')
  const hit = () => section('Många nekade försök')
  await unfold(page.locator('section').filter({ has: page.locator('#refusals') }), 'Bedöm de valda')
  await hit().getByLabel('Personen är tillfrågad').check()
  await press(hit(), 'Spara bedömningen')
  await expectGood(page, 'Skriv en kort motivering.')
  await write(hit(), 'Förklaring', 'Hade en gammal länk i ett mejl.')
  await press(hit(), 'Spara bedömningen')
  await expectGood(
    page,
    'Bedömningen är sparad.',
    'Hade en gammal länk i ett mejl.',
    'Personen är tillfrågad',
  )
})

test('what is drawn is judged in one go, without script too, and rows about oneself wait for somebody else', async () => {
  const plain = await windowOf(site, 'logg', { script: false })
  await plain.goto(page.url())
  const sample = plain.locator('section').filter({ has: plain.locator('#sample') })
  await unfold(sample, 'Bedöm de valda')
  await sample.getByLabel(/som återstår i avsnittet/).check()
  await sample.getByLabel('I sin ordning').check()
  await press(sample, 'Spara bedömningen')
  await expectWords(plain, 'Bedömningarna är sparade.')
  for (const id of ['oddHours', 'networks']) {
    const place = plain.locator('section').filter({ has: plain.locator(`#${id}`) })
    const summary = place.locator('details:not([open]) > summary')
    if ((await summary.count()) > 0) await summary.click()
    await place.getByLabel('Personen är tillfrågad').check()
    await write(place, 'Förklaring', 'Arbetade på resande fot.')
    await press(place, 'Spara bedömningen')
  }
  await expectWords(plain, 'gäller dig och behöver en annan granskare')
  expect(await plain.getByRole('button', { name: 'Avsluta kontrollen' }).count()).toBe(0)
})

test('a finished month stands as it was judged, and the administrator learns only that one was skipped', async () => {
  await page.goto('/logg/kontroll?lage=done')
  await page.getByRole('main').getByRole('table').getByRole('link').first().click()
  await expectGood(page, 'Granskad, 1 fel', 'Slutsats', 'Om urvalet')
  expect(await page.getByRole('button', { name: 'Spara bedömningen' }).count()).toBe(0)
  const admin = await windowOf(site, 'system')
  await expectGood(admin, 'är inte gjord', 'Påminn den som har rollen Loggranskare')
  expect((await admin.goto(page.url()))?.status()).toBe(404)
})
