import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientId, clientSecret, startIssuer, type Issuer } from '#test/oidc.ts'
import { address, expectAccessible, startSite, type Site } from './site.ts'
import { choose, expectGood, expectWords, follow, press, unfold, write } from './steps.ts'

/** The municipality connects its own identity provider; somebody comes by it, waits, is admitted and is in. */
let site: Site
let issuer: Issuer | undefined
/** Where the provider tells that somebody has signed out there. */
let told = ''
beforeAll(async () => {
  process.env['OIDC_INTERNAL_HOSTS'] = 'localhost'
  site = await startSite()
})
afterAll(async () => {
  await issuer?.close()
  await site?.close()
})

test('an administrator connects a provider and tries it; somebody new waits until they are tied to an account', async () => {
  const admin = await site.as(address('system'))
  await admin.goto('/installningar/inloggning/ny')
  const given = await admin.locator('dd').allTextContents()
  const [back = '', after = ''] = given.map((text) => text.trim())
  told = given[2]?.trim() ?? ''
  issuer = await startIssuer([back], [after], told)
  issuer.people.set('anna', { name: 'Anna Ny', email: 'anna@annan.example' })
  await write(admin, 'Namn på knappen', 'Exempelkommun')
  await write(admin, 'Tjänstens adress (issuer)', issuer.url)
  await write(admin, 'Vårt namn hos tjänsten (client id)', clientId)
  await admin.getByLabel('Hemlighet (client secret)').fill(clientSecret)
  await admin.getByLabel('Visa knappen på inloggningssidan').check()
  await press(admin, 'Spara inloggningstjänsten')
  await expectGood(admin, 'Inloggningstjänsten är sparad.')
  expect(await admin.content()).not.toContain(clientSecret)
  await press(admin, 'Prova')
  await expectWords(admin, 'Tjänsten svarar och känner igen oss.')

  const anna = await site.visitor({ script: false })
  await anna.goto('/logga-in')
  await follow(anna, 'Logga in med Exempelkommun')
  await anna.waitForURL('**/logga-in/vantar')
  await expectWords(anna, 'Du har ingen behörighet än')

  await admin.goto('/konton')
  await follow(admin, 'Se vem, och koppla till ett konto')
  await expectAccessible(admin)
  await unfold(admin, 'Koppla till konto')
  const account = await admin.locator('option', { hasText: address('verksamhetschef1') }).textContent()
  await choose(admin, 'Konto', account?.trim() ?? '')
  await admin.locator('form').getByRole('button', { name: 'Koppla till konto' }).click()
  await expect.poll(() => admin.getByRole('main').textContent()).toContain('Inloggningen är kopplad')

  await anna.goto('/logga-in?till=/resultat')
  await follow(anna, 'Logga in med Exempelkommun')
  await anna.waitForURL('**/resultat')
})

test('a session that is over is confirmed at the provider without a question, and signing out says what is left', async () => {
  const anna = await site.visitor()
  await anna.goto('/logga-in')
  await expectAccessible(anna)
  await follow(anna, 'Logga in med Exempelkommun')
  await anna.waitForURL('**/lamna-in')
  const cookies = await anna.context().cookies()
  await anna.context().clearCookies({ name: 'uppsikt' })
  await anna.goto('/planerat')
  expect(new URL(anna.url()).pathname).toBe('/planerat')
  const renewed = (await anna.context().cookies()).find(({ name }) => name === 'uppsikt')
  expect(renewed?.value).not.toBe(cookies.find(({ name }) => name === 'uppsikt')?.value)
  await anna.locator('summary.top-link').last().click()
  await press(anna, 'Logga ut')
  await anna.waitForURL('**/logga-in?ut=*')
  await expectGood(anna, 'Du är utloggad från Uppsikt', 'Logga ut från Exempelkommun också')
  await anna.goto('/planerat')
  expect(new URL(anna.url()).pathname).toBe('/logga-in')
})

test('a link on another site leads to the button, and not to the provider', async () => {
  const way = new URL(told.replace('/utloggad', '?till=/planerat'))
  const from = async (site: string) => {
    const answer = await fetch(way, { redirect: 'manual', headers: { 'sec-fetch-site': site } })
    return new URL(answer.headers.get('location') ?? '', way)
  }
  expect((await from('cross-site')).pathname).toBe('/logga-in')
  way.searchParams.set('tyst', '')
  expect((await from('cross-site')).pathname).toBe('/logga-in')
  expect((await from('same-origin')).origin).toBe(new URL(issuer?.url ?? '').origin)
})

test('whoever signs out at the provider itself is signed out here, and no other site can say so', async () => {
  const anna = await site.visitor()
  await anna.goto('/logga-in')
  await follow(anna, 'Logga in med Exempelkommun')
  await anna.waitForURL('**/lamna-in')
  const forged = issuer?.logoutToken({ unsigned: true }) ?? ''
  const sent = await fetch(told, { method: 'POST', body: new URLSearchParams({ logout_token: forged }) })
  expect([sent.status, await sent.json()]).toEqual([400, { error: 'invalid_request' }])
  expect(sent.headers.get('cache-control')).toBe('no-store')
  await anna.goto('/planerat')
  expect(new URL(anna.url()).pathname).toBe('/planerat')

  await anna.goto(`${issuer?.url}/session/end`)
  await anna.getByRole('button').first().click()
  await anna.waitForURL('**/session/end/success')
  await anna.goto('/planerat')
  expect(new URL(anna.url()).pathname).toBe('/logga-in')
})
