import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible, type Site } from './site.ts'
import { expectGood, expectWords, follow, press, write } from './steps.ts'

/** Somebody invited chooses a password by the link, and comes all the way in: their window. */
export async function welcome(site: Site, address: string): Promise<Page> {
  const page = await site.visitor()
  page.setDefaultTimeout(60_000)
  await page.goto(address)
  await expectAccessible(page)
  await write(page, 'Lösenord', 'sju blå båtar i hamn')
  await write(page, 'Lösenordet en gång till', 'sju blå båtar i hamn')
  await press(page, 'Spara lösenordet och logga in')
  await addSecondStep(page)
  return page
}

/** A municipality of one's own wants a second step from the first day: an app in the phone, and codes to keep. */
async function addSecondStep(page: Page): Promise<void> {
  await page.goto('/enheter')
  expect(new URL(page.url()).pathname).toBe('/logga-in')
  await page.goto('/logga-in/andra-steget')
  await expectGood(page, 'kräver två steg vid inloggning')
  await write(page, 'Kod', '000000')
  await press(page, 'Spara och logga in')
  await expectWords(page, 'Koden stämmer inte.')
  const secret = (await page.getByLabel('Nyckel', { exact: true }).inputValue()).replaceAll(' ', '')
  await write(page, 'Kod', generateSync({ secret }))
  await press(page, 'Spara och logga in')
  await expectGood(page, 'Spara dina återställningskoder')
  expect(await page.getByRole('main').getByRole('listitem').count()).toBe(10)
  await follow(page, 'Jag har sparat koderna')
}
