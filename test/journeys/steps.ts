import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { addDays, todayIn } from '#kernel/dates.ts'
import { withAdmin } from '#platform/db/embedded-database.ts'
import { movedDay } from '#server/content/demo-clock.ts'
import { address, expectAccessible, type Site } from './site.ts'

/** Large steps that the journeys share, told as what a person does on a page. */

/** Somebody's own window; a step that gets no answer says so after a minute, for machines that do much at once. */
export async function windowOf(site: Site, name: string, look?: Parameters<Site['as']>[1]): Promise<Page> {
  const page = await site.as(address(name), look)
  page.setDefaultTimeout(60_000)
  return page
}

/** Presses a button, and waits for the page that answers. */
export async function press(place: Page | Locator, name: string): Promise<void> {
  await leave(place.getByRole('button', { name, exact: true }))
}

/** For work in the background: a slow machine shows first how far it has come, and the page comes back by itself. */
export async function pressAndWait(page: Page, name: string): Promise<void> {
  await press(page, name)
  // What was asked for before it is done first.
  await page.locator('progress').waitFor({ state: 'detached', timeout: 60_000 })
}

/** Writes in the field with this label, whether it has to be filled in or not. */
export async function write(place: Page | Locator, label: string, text: string): Promise<void> {
  const name = asLabel(label)
  // A field with suggestions is a combobox to those who hear the page, and one writes in it all the same.
  const suggesting = place.getByRole('combobox', { name }).and(place.locator('input'))
  await place.getByRole('textbox', { name }).or(suggesting).fill(text)
}

/** Chooses in the list with this label. */
export async function choose(place: Page | Locator, label: string, choice: string): Promise<void> {
  await place.getByRole('combobox', { name: asLabel(label) }).selectOption({ label: choice })
}

function asLabel(label: string): RegExp {
  return new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\(frivilligt\\))?$`)
}

/** Follows a link, and waits for the page it leads to. */
export async function follow(place: Page | Locator, name: string | RegExp): Promise<void> {
  await leave(place.getByRole('link', { name, ...(typeof name === 'string' ? { exact: true } : {}) }))
}

/** Clicks what leads to another page, and waits for it. */
export async function leave(through: Locator): Promise<void> {
  await Promise.all([through.page().waitForEvent('domcontentloaded'), through.click()])
}

/** Opens what is folded: `summary` is a button to those who hear the page, but not to every browser. */
export async function unfold(place: Page | Locator, name: string): Promise<void> {
  await place.locator('summary', { hasText: name }).click()
}

/** Every word a person reads on the page, spaces told once. */
export async function words(page: Page): Promise<string> {
  return ((await page.getByRole('main').textContent()) ?? '').replace(/\s+/g, ' ')
}

export async function expectWords(page: Page, ...sentences: readonly string[]): Promise<void> {
  const text = await words(page)
  const missing = sentences.filter((sentence) => !text.includes(sentence))
  expect(missing, `${page.url()} says: ${text.slice(0, 1500)}`).toEqual([])
}

/** Nothing is wider than the screen: nobody has to scroll sideways on a phone. */
export async function expectFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
  const cut = await page.locator('.status, .button').evaluateAll((all) => {
    const wider = all.filter((one) => one.scrollWidth > one.clientWidth + 1)
    return wider.map((one) => one.textContent?.trim())
  })
  expect(cut, `${page.url()} has words that do not fit in their box`).toEqual([])
}

/** The page says this, axe finds nothing, and nothing has to be scrolled sideways on a phone or on a screen. */
export async function expectGood(page: Page, ...sentences: readonly string[]): Promise<void> {
  await expectWords(page, ...sentences)
  const own = page.viewportSize()
  await expectAccessible(page)
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await expectFits(page)
  }
  if (own) await page.setViewportSize(own)
}

/** The box with this heading: what belongs to one document, one finding, one requirement. */
export function box(page: Page, heading: string | RegExp): Locator {
  return page
    .locator('section, article')
    .filter({ has: page.getByRole('heading', { name: heading }) })
    .last()
}

/** Asks the API as the person whose window it is; what is refused tells why. */
export async function callApi<Answer>(page: Page, call: Call): Promise<Answer> {
  const { status, text } = await page.evaluate(async ({ method, path, body }) => {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  }, call)
  expect(status, `${call.method} ${call.path}: ${text}`).toBeLessThan(300)
  return JSON.parse(text) as Answer // the shape is the operation's own; the API's tests prove it
}

type Call = { method: 'GET' | 'POST' | 'PUT'; path: string; body?: unknown }

export type ApiRow = {
  rowId: string
  code: string
  title: string
  verdict: string
  revision: number
  guideValue: { value: number } | null
}

export async function protocolOf(page: Page, followUpId: string): Promise<ApiRow[]> {
  const path = `/follow-ups/${followUpId}/protocol`
  return (await callApi<{ rows: ApiRow[] }>(page, { method: 'GET', path })).rows
}

/** The ordinary rows of a long day: met, with what it rests on. */
export async function assessAsMet(page: Page, rows: readonly ApiRow[]): Promise<void> {
  await Promise.all(
    rows.map(async ({ rowId, revision, guideValue }) => {
      const measured = guideValue?.value ?? null
      const path = `/protocol-rows/${rowId}`
      await callApi(page, { method: 'PUT', path, body: { revision, verdict: 'met', level: 3, measured } })
      const body = { kind: 'document', text: 'Rutin för området, sidan 2' }
      await callApi(page, { method: 'POST', path: `${path}/evidence`, body })
    }),
  )
}

/** Rows as they stand in the database, past what anybody may see: for figures that a page is compared with. */
export async function rowsOf<Row extends object>(site: Site, query: string): Promise<Row[]> {
  let found: Row[] = []
  await withAdmin(site.database.adminUrl, async (admin) => {
    found = (await admin.query<Row>(query)).rows
  })
  return found
}

/** A day so many days from today, as it is typed. */
export function dayFromNow(days: number): string {
  return addDays(todayIn(new Date()), days)
}

/** A day of the demo's files, as it falls in the demo that is loaded today. */
export function toldDay(day: string): string {
  return movedDay(dayFromNow(0), day)
}

/** The year in which a day of the demo's files falls today: what was due then is named by it. */
export function toldYear(day: string): string {
  return toldDay(day).slice(0, 4)
}

/** The latest Thursday before today. */
export function lastThursday(): string {
  const back = (new Date(`${dayFromNow(0)}T12:00:00Z`).getUTCDay() + 3) % 7 || 7
  return dayFromNow(-back)
}

/** A file as somebody has it on the computer. */
export function file(name: string, text: string) {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) }
}

type Invitation = { name: string; email: string; profession?: string; role: string; provider: string }

/** An administrator hands over a link (no mail server), and the invited person chooses a password: their window. */
export async function invite(
  site: Site,
  invitation: Invitation,
  look: Parameters<Site['visitor']>[0] = { width: 360, script: false },
): Promise<Page> {
  const admin = await windowOf(site, 'system')
  await admin.goto('/konton/ny')
  await admin.getByLabel('Namn').fill(invitation.name)
  await admin.getByLabel('E-postadress').fill(invitation.email)
  await write(admin, 'Yrke', invitation.profession ?? '')
  await admin.getByLabel('Roll').selectOption({ label: invitation.role })
  await admin.getByLabel('Utförare').selectOption({ label: invitation.provider })
  await press(admin, 'Skapa inbjudan')
  const link = new URL(await admin.getByLabel('Länk').inputValue())
  await admin.context().close()
  const page = await site.visitor(look)
  page.setDefaultTimeout(60_000)
  await page.goto(link.pathname)
  await page.getByLabel('Lösenord', { exact: true }).fill('tre gula kor i regn')
  await page.getByLabel('Lösenordet en gång till').fill('tre gula kor i regn')
  await press(page, 'Spara lösenordet och logga in')
  return page
}

/** One requirement in the protocol. */
export function article(page: Page, rowId: string): Locator {
  return page.locator(`#rad-${rowId}`)
}

/** The row with its form: far below it has none before it comes near, as when a person scrolls there. */
export async function nearRow(page: Page, rowId: string): Promise<Locator> {
  const row = article(page, rowId)
  await row.scrollIntoViewIfNeeded()
  return row
}

export async function saved(page: Page, rowId: string, told = 'Sparat'): Promise<void> {
  const line = article(page, rowId).getByRole('status').last()
  await expect.poll(() => line.textContent(), { timeout: 60_000 }).toContain(told)
}

/** Chooses a verdict, writes a note, and waits until the page says that it is saved, or what else it says. */
export async function verdict(page: Page, rowId: string, given: Verdict): Promise<void> {
  const row = await nearRow(page, rowId)
  await row.getByRole('radio', { name: given.word, exact: true }).check()
  if (given.note !== undefined) await row.getByLabel('Anteckning').fill(given.note)
  await saved(page, rowId, given.told)
}

type Verdict = { word: string; note?: string; told?: string }

export async function addEvidence(page: Page, rowId: string, text: string): Promise<void> {
  const row = await nearRow(page, rowId)
  await row.getByRole('link', { name: 'Lägg till underlag' }).click()
  await row.getByLabel('Beskrivning').fill(text)
  await press(row, 'Spara underlaget')
}

/** One row of an action plan, written in the box of its finding; what is left out is left empty. */
export async function writeAction(page: Page, finding: string, action: Partial<Action>): Promise<void> {
  const place = box(page, finding)
  for (const [key, label] of Object.entries(actionFields)) {
    const value = action[key as keyof Action] // the labels have the keys of an action, and no other
    if (value !== undefined) await place.getByLabel(label).first().fill(value)
  }
  await press(place, 'Spara utkast')
}

type Action = { what: string; who: string; doneBy: string; checkedOn: string }
const actionFields: Record<keyof Action, string> = {
  what: 'Vad ska göras?',
  who: 'Vem ansvarar?',
  doneBy: 'När ska det vara klart?',
  checkedOn: 'När följer ni upp att det hjälpt?',
}

/** What a link hands over as a file, its bytes as signs. */
export async function download(page: Page, name: string): Promise<string> {
  const href = await page.getByRole('main').getByRole('link', { name, exact: true }).getAttribute('href')
  const answer = await page.request.get(href ?? '')
  expect(answer.status(), href ?? name).toBe(200)
  const bytes = await answer.body()
  return bytes.toString(name === 'CSV' || name === 'JSON' ? 'utf8' : 'latin1')
}
