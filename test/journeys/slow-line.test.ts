import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#test/browser.ts'
import { cookieOf, startBuilt, type Built } from '#test/built.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'

/** A page can be written in before its script has come: on a slow line that is many seconds. */
let world: World
let site: Built
let browser: Browser
let requestId: string

beforeAll(async () => {
  world = await makeWorld()
  requestId = await makeRequest(world, await makeFollowUp(world), { title: 'Schema för natten' })
  site = await startBuilt({ DATABASE_URL: world.appUrl })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
  await world?.close()
})

/** The page of the request; its scripts come when `letCome` is called. */
async function slowPage() {
  const context = await browser.newContext({ baseURL: site.base, locale: 'sv-SE' })
  await context.setExtraHTTPHeaders({ cookie: await cookieOf(world.db, world.people.manager) })
  const page = await context.newPage()
  const { promise: come, resolve: letCome } = Promise.withResolvers<void>()
  await page.route('**/*.js', async (route) => {
    await come
    await route.continue()
  })
  await page.goto(`/lamna-in/${requestId}`, { waitUntil: 'commit' })
  return { page, letCome }
}

function fieldsOf(page: Page) {
  return {
    note: page.getByLabel('Kommentar till handlingen'),
    secret: page.getByLabel('Handlingen innehåller affärshemligheter'),
    until: page.getByRole('textbox', { name: 'Nytt datum' }),
  }
}

test('what somebody has written, ticked and dated before the script has come stays when it comes', async () => {
  const { page, letCome } = await slowPage()
  const { note, secret, until } = fieldsOf(page)
  await note.fill('Schemat gäller från i måndags.')
  await secret.check()
  await page.locator('summary').filter({ hasText: 'Be om anstånd' }).click()
  await until.fill('2027-02-01')
  letCome()
  await page.getByText('tecken kvar').first().waitFor()
  expect(await note.inputValue()).toBe('Schemat gäller från i måndags.')
  expect(await secret.isChecked()).toBe(true)
  expect(await until.inputValue()).toBe('2027-02-01')
  expect(await until.isVisible()).toBe(true)
})
