import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import { choose, expectGood, expectWords, follow, press, unfold, windowOf, words, write } from './steps.ts'

/** Something has happened in a unit: it is proposed, the director decides, and nobody at the unit learns of it. */
let site: Site
let reviewer: Page
let proposal = ''
const title = 'Nätter utan legitimerad personal'
beforeAll(async () => {
  site = await startSite()
  reviewer = await windowOf(site, 'uppfoljare1')
})
afterAll(() => site?.close())

test('a reviewer proposes a follow-up after an event, and a missing reason is told at its field', async () => {
  await follow(reviewer, 'Uppföljningar')
  await follow(reviewer, 'Förslag om uppföljning')
  await follow(reviewer, 'Föreslå en uppföljning')
  await reviewer.getByRole('main').getByRole('searchbox', { name: 'Sök enhet' }).fill('björkgården')
  await press(reviewer.getByRole('main'), 'Sök')
  await reviewer.getByRole('checkbox', { name: /^Björkgården/ }).check()
  await press(reviewer, 'Fortsätt med de valda')
  await choose(reviewer, 'Orsak', 'Särskilt allvarlig händelse: brist i kompetens')
  await write(reviewer, 'Rubrik', title)
  await press(reviewer, 'Skicka förslaget')
  await expectGood(reviewer, 'Skriv en kort motivering.')
  await write(
    reviewer,
    'Vad som har hänt och varför det behöver följas upp',
    'Tre nätter i rad har legitimerad personal saknats.',
  )
  await choose(reviewer, 'Initiativ av', 'Medarbetare')
  await press(reviewer, 'Skicka förslaget')
  await expectGood(reviewer, 'Förslaget är skickat', title, 'Väntar på beslut', 'Direktör, enligt')
  proposal = new URL(reviewer.url()).pathname
})

test('only the one whom the delegation order names has the button, and decides it in its matter', async () => {
  expect(await reviewer.locator('summary', { hasText: 'Besluta att den ska göras' }).count()).toBe(0)
  const director = await windowOf(site, 'direktor')
  await director.goto('/uppfoljningar/forslag?lage=open')
  await follow(director.getByRole('main'), title)
  await unfold(director, 'Besluta att den ska göras')
  await press(director, 'Besluta och lägg upp uppföljningen')
  await expectGood(director, 'Skriv en kort motivering.', 'Välj ett av alternativen.')
  await write(director.locator('details[open]'), 'Skäl för beslutet', 'Risken för de boende är stor.')
  await director.locator('details[open]').getByRole('radio', { name: 'Nej' }).check()
  await director.locator('details[open] select[name=arende]').selectOption({ index: 1 })
  await press(director, 'Besluta och lägg upp uppföljningen')
  await expectGood(
    director,
    'Beslutet är fattat. 1 uppföljning är upplagd.',
    'Ska göras',
    'Händelsestyrd uppföljning',
  )
})

test('the reviewer is told, and the follow-up says why it is made', async () => {
  await reviewer.goto('/besked')
  await expectWords(reviewer, `Ditt förslag blev en uppföljning: ${title}`)
  await reviewer.goto(proposal)
  await reviewer
    .getByRole('main')
    .getByRole('link', { name: /^Händelsestyrd uppföljning .*Björkgården/ })
    .click()
  // What the unit will read does not tell that it was somebody in the staff.
  await expectWords(reviewer, 'Särskilt allvarlig händelse: brist i kompetens.')
  expect(await reviewer.getByRole('main').getByText('Initiativ av: medarbetare').count()).toBe(0)
})

test('the strategist sets the rules, which propose at once and tell what they counted', async () => {
  const strategist = await windowOf(site, 'strateg')
  await strategist.goto('/uppfoljningar/forslag/regler')
  await unfold(strategist, 'Ändra reglerna')
  const rule = strategist.getByRole('group', { name: 'Samma brist igen i samma enhet' })
  await write(rule, 'Antal brister', '2')
  await write(strategist, 'Varför reglerna ändras', 'Nämndens riktlinje.')
  await press(strategist, 'Spara reglerna')
  await expectGood(strategist, 'Reglerna är sparade.', 'Nämndens riktlinje.')
  await strategist.goto('/uppfoljningar/forslag?vem=regel&lage=open')
  await strategist.locator('.table tbody a').first().click()
  await strategist.waitForURL(/forslag\/[0-9a-f-]+$/)
  await expectGood(strategist, 'Nämndens regel:', 'Vad det vilar på')
  await unfold(strategist, 'Avskriv förslaget')
  await write(strategist.locator('details[open]'), 'Skäl', 'Bristerna följs upp redan.')
  await press(strategist.locator('details[open]'), 'Avskriv förslaget')
  await expectGood(strategist, 'Förslaget är avskrivet.', 'Bristerna följs upp redan.')
})

test('whoever runs the unit finds no page of it, and no word of it', async () => {
  const manager = await windowOf(site, 'verksamhetschef1')
  for (const address of ['/uppfoljningar/forslag', proposal, '/uppfoljningar/forslag/regler']) {
    const answer = await manager.goto(address)
    expect(answer?.status(), address).toBe(404)
  }
  for (const address of ['/', '/besked', '/att-gora', '/planerat']) {
    await manager.goto(address)
    expect(await words(manager), address).not.toMatch(/legitimerad personal|Händelsestyrd uppföljning/)
  }
})
