import type { Page } from 'playwright-core'
import { startSite, type Site } from './site.ts'
import { follow, pressAndWait, toldYear, unfold, windowOf, write } from './steps.ts'

/** A site of its own, and the window of the strategist who plans in it. */
export async function startPlanning(): Promise<{ site: Site; page: Page }> {
  const site = await startSite()
  return { site, page: await windowOf(site, 'strateg') }
}

/** What the plan is called of the year that a day of the demo's files falls in. */
export function planOf(day: string): string {
  return `Plan för verksamhetsuppföljning ${toldYear(day)}`
}

/** @returns the plan's address */
export async function openPlan(page: Page, plan: string): Promise<string> {
  await page.goto('/planer')
  await follow(page, plan)
  return new URL(page.url()).pathname
}

/** From the page of proposals: one that is computed for a short while, and not to the last decimal. */
export async function computeProposal(page: Page): Promise<void> {
  await unfold(page, 'Vad förslaget utgår från')
  await write(page, 'Räkna högst så här många sekunder', '15')
  await write(page, 'Nöj dig när planen är så här nära den bästa möjliga, procent', '10')
  await pressAndWait(page, 'Räkna fram förslaget')
}
