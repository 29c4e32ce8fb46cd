import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, expectAccessible, password, startSite, type Site } from './site.ts'
import { expectWords, follow, press, write } from './steps.ts'

/** A manager at a provider adds a passkey with the browser's own authenticator, and signs in with it. */
let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.close())

/** A device that says yes: Chromium's own, over its debugging protocol. */
async function withDevice(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const credentials = async () =>
    (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  return { credentials }
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies()
}

async function givePassword(page: Page): Promise<void> {
  await page.goto('/logga-in')
  await write(page, 'E-postadress', address('verksamhetschef1'))
  await page.locator('input[type="password"]').fill(password)
  await press(page, 'Logga in')
  await page.waitForURL('**/logga-in/andra-steget')
}

test('a manager adds a passkey, signs in with it, and finds it at their own page', async () => {
  const refused: string[] = []
  const page = await site.as(address('verksamhetschef1'))
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  const device = await withDevice(page)
  await page.goto('/konto')
  await follow(page, 'Lägg till en passernyckel')
  await write(page, 'Namn', 'Arbetsdatorn')
  await page.getByLabel('Ditt lösenord').fill(password)
  await press(page, 'Fortsätt')
  await page.getByRole('button', { name: 'Skapa passernyckeln' }).waitFor()
  await expectAccessible(page)
  await press(page, 'Skapa passernyckeln')
  await expectWords(page, 'Spara dina återställningskoder')
  expect(await page.locator('main code').count()).toBe(10)
  expect(await device.credentials()).toMatchObject([{ rpId: 'localhost' }])

  await signOut(page)
  await givePassword(page)
  await page.getByRole('button', { name: 'Använd passernyckel' }).waitFor()
  await expectAccessible(page)
  await press(page, 'Använd passernyckel')
  await page.waitForURL((url) => !url.pathname.startsWith('/logga-in'))
  await page.goto('/konto')
  const row = page.locator('tr', { hasText: 'Arbetsdatorn' })
  expect(await row.textContent()).toContain('Passernyckel')
  expect(refused).toEqual([])
})

test('without script the same person is told to write a code instead', async () => {
  const page = await site.visitor({ script: false })
  await givePassword(page)
  await expectWords(
    page,
    'Webbläsaren tillåter inte skript',
    'Skriv en kod i stället.',
    'återställningskoder',
  )
  expect(await page.getByRole('button', { name: 'Använd passernyckel' }).count()).toBe(0)
})
