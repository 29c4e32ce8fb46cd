import { afterAll, beforeAll, expect, test } from 'vitest'
import { address, expectAccessible, startSite, type Site } from './site.ts'

/** Around the journeys: invitation by link, a session that ends in a form, the administrator's and the auditor's pages. */
let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.close())

test('an administrator invites a provider’s manager, who opens the link, chooses a password and is in', async () => {
  const admin = await site.as(address('system'))
  await admin.getByRole('link', { name: 'Bjud in en person' }).click()
  await admin.getByLabel('Namn').fill('Pia Provare')
  await admin.getByLabel('E-postadress').fill('pia@provare.example')
  await admin.getByLabel('Roll').selectOption({ label: 'Utförarens ansvariga' })
  await admin.getByRole('button', { name: 'Skapa inbjudan' }).click()
  await expect.poll(() => admin.locator('.fault-summary').textContent()).toContain('Välj ett av alternativen')
  expect(await admin.getByLabel('Namn').inputValue()).toBe('Pia Provare')
  await expectAccessible(admin)
  await admin.getByLabel('Utförare').selectOption({ label: 'Åkerbo Omsorg AB' })
  await admin.getByRole('button', { name: 'Skapa inbjudan' }).click()
  const link = await admin.getByLabel('Länk').inputValue()

  const invited = await site.visitor({ script: false })
  await invited.goto(new URL(link).pathname)
  await invited.getByLabel('Lösenord', { exact: true }).fill('kort')
  await invited.getByLabel('Lösenordet en gång till').fill('kort')
  await invited.getByRole('button', { name: 'Spara lösenordet' }).click()
  expect(await invited.locator('body').textContent()).toContain('minst 15 tecken')
  await invited.getByLabel('Lösenord', { exact: true }).fill('tre gula kor i regn')
  await invited.getByLabel('Lösenordet en gång till').fill('tre gula kor i regn')
  await invited.getByRole('button', { name: 'Spara lösenordet' }).click()
  expect(new URL(invited.url()).pathname).toBe('/lamna-in')
  await invited.goto(new URL(link).pathname)
  expect(await invited.getByRole('heading', { level: 1 }).textContent()).toBe('Länken gäller inte längre')
})

test('a session that ends in the middle of a form loses nothing', async () => {
  const admin = await site.as(address('system'), { script: false })
  await admin.goto('/installningar')
  await admin.getByLabel('Grund för svarstiden').fill('Riktlinje för uppföljning, punkt 7')
  await admin.context().clearCookies()
  await admin.getByRole('button', { name: 'Spara inställningarna' }).click()
  expect(await admin.locator('main').textContent()).toContain('Det du skrev finns kvar')
  await admin.getByLabel('E-postadress').fill(address('system'))
  await admin.getByLabel('Lösenord').fill('exempel-kommun-2026')
  await admin.getByRole('button', { name: 'Logga in' }).click()
  await admin.getByRole('button', { name: 'Skicka det jag skrev' }).click()
  expect(await admin.getByLabel('Grund för svarstiden').inputValue()).toBe(
    'Riktlinje för uppföljning, punkt 7',
  )
  expect(await admin.locator('main').textContent()).toContain('Inställningarna är sparade.')
})

test('the auditor sees a whole chain and no content; an administrator has no way to content at all', async () => {
  const auditor = await site.as(address('logg'))
  expect(await auditor.locator('main').textContent()).toContain('Loggkedjan är hel.')
  await expectAccessible(auditor)
  const admin = await site.as(address('system'))
  for (const path of ['/uppfoljningar', '/enheter', '/brister', '/logg'])
    expect((await admin.goto(path))?.status(), path).toBe(404)
})

test('sign-in, one’s own account and the page of components are accessible', async () => {
  const visitor = await site.visitor()
  for (const path of ['/logga-in', '/om', '/tillganglighet']) {
    await visitor.goto(path)
    await expectAccessible(visitor)
  }
  const admin = await site.as(address('system'), { width: 360 })
  for (const path of ['/konto', '/konton', '/installningar', '/besked', '/komponenter']) {
    await admin.goto(path)
    await expectAccessible(admin)
    const overflow = await admin.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0)
  }
})

test('a fault that is put on a page is found, also one that only dark shows', async () => {
  const visitor = await site.visitor()
  await visitor.goto('/om')
  const main = visitor.getByRole('main')
  await main.evaluate((place) => {
    const text = document.createElement('p')
    text.id = 'fel'
    text.append('Svårt att läsa')
    Object.assign(text.style, {
      colorScheme: 'light dark',
      color: 'light-dark(#111, #333)',
      background: 'light-dark(#fff, #222)',
    })
    place.append(text)
  })
  await expect(expectAccessible(visitor)).rejects.toThrow(/in dark[^]*color-contrast: #fel/)
  await main.evaluate((place) => place.append(document.createElement('img')))
  await expect(expectAccessible(visitor)).rejects.toThrow(/in light[^]*image-alt/)
})
