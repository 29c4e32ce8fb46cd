import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, startSite, type Site } from './site.ts'
import {
  expectFits,
  expectWords,
  follow,
  press,
  pressAndWait,
  toldYear,
  unfold,
  windowOf,
  words,
  write,
} from './steps.ts'

/** A strategist has next year's plan computed, sees that it keeps every rule, and takes it over into the draft. */
let site: Site
let page: Page
const plan = `Plan för verksamhetsuppföljning ${toldYear('2027-01-01')}`
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.close())

test('the strategist has a proposal computed, and it keeps every rule', async () => {
  page = await windowOf(site, 'strateg')
  await follow(page, 'Planer')
  await follow(page, plan)
  await follow(page, 'Förslag')
  await expectWords(page, 'Förslag som finns', 'Som reglerna är')
  await unfold(page, 'Vad förslaget utgår från')
  await write(page, 'Räkna högst så här många sekunder', '15')
  await write(page, 'Nöj dig när planen är så här nära den bästa möjliga, procent', '10')
  await pressAndWait(page, 'Räkna fram förslaget')
  await expectWords(page, 'Som reglerna är', 'Alla regler hålls', 'Uppföljningarna i förslaget')
  expect(await page.locator('.figure', { hasText: 'Brutna regler' }).textContent()).toMatch(/0/)
  await expectAccessible(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await expectFits(page)
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('takes it over, and the draft has its rows', async () => {
  await unfold(page, 'Ta över förslaget')
  await press(page, 'Ta över')
  await expectWords(page, 'Förslaget är övertaget', plan)
  await follow(page, 'Bemanning')
  // A visit that is not announced is spread over its half-year here; the proposal has a month for it.
  const over = Number(/(\d+) månad(?:er)? är överbokad/.exec(await words(page))?.[1] ?? 0)
  expect(over).toBeLessThanOrEqual(2)
  await follow(page, 'Förslag')
  await expectWords(page, 'Övertaget')
})
