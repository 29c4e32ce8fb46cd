import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { computeProposal, openPlan, planOf, startPlanning } from './plan-steps.ts'
import type { Site } from './site.ts'
import { expectGood, expectWords, follow, press, unfold, words } from './steps.ts'

/** A strategist has next year's plan computed, sees that it keeps every rule, and takes it over into the draft. */
let site: Site
let page: Page
const plan = planOf('2027-01-01')
beforeAll(async () => {
  ;({ site, page } = await startPlanning())
})
afterAll(() => site?.close())

test('the strategist has a proposal computed, and it keeps every rule', async () => {
  await openPlan(page, plan)
  await follow(page, 'Förslag')
  await expectWords(page, 'Förslag som finns', 'Som reglerna är')
  await computeProposal(page)
  expect(await page.locator('.figure', { hasText: 'Brutna regler' }).textContent()).toMatch(/0/)
  await expectGood(page, 'Som reglerna är', 'Alla regler hålls', 'Uppföljningarna i förslaget')
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
