import { spawn } from 'node:child_process'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startSite, type Site } from './site.ts'
import { callApi, dayFromNow, leave, press, unfold, windowOf } from './steps.ts'

/** What the tests of the board's journey hand on to each other. */
export type BoardScene = {
  site: Site
  strategist: Page
  secretary: Page
  /** A member of the board on a phone. */
  member: Page
  boardId: string
  matterId: string
  /** The address of the paper that is worked on, of the meeting it is before, and of its item there. */
  paper: string
  meeting: string
  item: string
  close: () => Promise<void>
}

export const caseNumber = 'OMS 26/880'
export const title = 'Riktlinje för oanmälda besök'
export const proposal = 'Nämnden antar riktlinjen.'

/** The built server with the background work beside it: it sets the files of what is frozen. */
export async function startBoard(scene: BoardScene): Promise<void> {
  const site = await startSite()
  const worker = spawn(process.execPath, ['src/server/worker.ts'], {
    env: { ...process.env, DATABASE_URL: site.database.appUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  scene.site = site
  scene.close = async () => {
    worker.kill('SIGKILL')
    await site.close()
  }
  scene.strategist = await windowOf(site, 'strateg')
  scene.secretary = await windowOf(site, 'namndsekreterare')
  scene.member = await windowOf(site, 'ledamot1', { width: 360 })
}

/** A meeting today, in the secretary's calendar: its address. */
export async function meetingToday({ secretary, boardId }: BoardScene, papersBy = dayFromNow(0)) {
  const body = { boardId, heldOn: dayFromNow(0), papersBy, place: 'Stadshuset' }
  const { id } = await callApi<{ id: string }>(secretary, { method: 'POST', path: '/meetings', body })
  return `/sammantraden/${id}`
}

/** Weeks go by after a meeting, so that the next one can be today. */
export async function weeksPass({ site }: BoardScene, meeting: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: site.database.adminUrl })
  await client.connect()
  await client.query(
    `update meeting set held_on = held_on - $2::int, papers_by = papers_by - $2::int,
      notice_by = notice_by - $2::int, adjust_by = adjust_by - $2::int where id = $1`,
    [meeting.split('/').at(-1), days],
  )
  await client.end()
}

/** Puts the paper before the meeting of today for a decision. */
export async function putForDecision({ strategist, paper }: BoardScene): Promise<void> {
  await strategist.goto(paper)
  const form = strategist.getByRole('region', { name: 'Lägg på dagordningen' })
  const today = form.getByLabel('Sammanträde').locator('option').filter({ hasText: 'stoppdag' }).first()
  await form.getByLabel('Sammanträde').selectOption((await today.getAttribute('value')) ?? '')
  await form.getByLabel('besluta').check()
  await form.getByLabel('Förslag till beslut').fill(proposal)
  await press(form, 'Lägg på dagordningen')
}

export async function sendNotice({ secretary, meeting }: BoardScene): Promise<void> {
  await secretary.goto(meeting)
  await unfold(secretary, 'Fastställ handlingarna och skicka kallelsen')
  await press(secretary, 'Skicka kallelsen nu')
}

/** The item of the matter on the meeting's agenda, as the secretary opens it: its address. */
export async function openItem({ secretary, meeting }: BoardScene): Promise<string> {
  await secretary.goto(meeting)
  await leave(secretary.getByRole('table').getByRole('link', { name: title }).first())
  return new URL(secretary.url()).pathname
}

type Outcome = { outcome: string; paragraph: string; text?: string; returnBy?: string; reservation?: string }

export async function decide({ secretary, item }: BoardScene, decided: Outcome): Promise<void> {
  await secretary.goto(item)
  const form = secretary.getByRole('region', { name: 'Skriv in nämndens beslut' })
  await form.getByLabel(decided.outcome, { exact: true }).check()
  await form.getByLabel('Paragraf').fill(decided.paragraph)
  await form.getByLabel(/^Beslutets lydelse/).fill(decided.text ?? '')
  if (decided.returnBy) await form.getByLabel(/^Ska vara klart senast/).fill(decided.returnBy)
  if (decided.reservation) await form.getByLabel(/^Reservationer/).fill(decided.reservation)
  await press(form, 'Spara beslutet')
}

/** Waits, as a person who looks again, until the background work has set the files of the paper on the page. */
export async function filesOf(page: Page): Promise<{ pdf: string }> {
  await expect
    .poll(
      async () => {
        await page.reload()
        return page.getByRole('link', { name: 'PDF', exact: true }).count()
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(1)
  const href = await page.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href')
  return { pdf: href ?? '' }
}
