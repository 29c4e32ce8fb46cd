import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from '#test/browser.ts'
import { filledDatabase, freshDatabase, type TestDatabase } from '#test/database.ts'

/** The built server on a fresh database with the demo municipality, and a real browser before it. */
export type Site = {
  base: string
  database: TestDatabase
  /** A browser window of one person, signed in. */
  as(email: string, options?: Look): Promise<Page>
  /** A window of nobody. */
  visitor(options?: Look): Promise<Page>
  close(): Promise<void>
}

type Look = { width?: number; script?: boolean; dark?: boolean }

export const password = 'exempel-kommun-2026'
export const address = (name: string) => `${name}@exempelkommun.example`

/** With the demo municipality, loaded once for all journeys of the run. */
export async function startSite(): Promise<Site> {
  return serve(
    await filledDatabase('uppsikt_demo', (database) => runOn(database, ['src/cli/demo.ts', 'load'])),
  )
}

/** With a municipality that has nothing yet, and the link by which its first administrator comes in. */
export async function startEmptySite(): Promise<Site & { link: string }> {
  const database = await freshDatabase()
  const said = await runOn(database, ['src/cli/empty.ts'])
  return { ...(await serve(database)), link: /\/lank\/\S+/.exec(said)?.[0] ?? '' }
}

async function serve(database: TestDatabase): Promise<Site> {
  const port = await freePort()
  const base = `http://localhost:${port}`
  const server = spawn(process.execPath, ['src/server/web.ts'], {
    env: {
      ...process.env,
      DATABASE_URL: database.appUrl,
      PORT: String(port),
      HOST: '127.0.0.1',
      BODY_SIZE_LIMIT: '31457280',
      LOG_REQUESTS: '0',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await ready(base, server)
  const browser = await launchBrowser()
  return {
    base,
    database,
    as: async (email, options) => signIn(await open(browser, base, options), email),
    visitor: async (options) => (await open(browser, base, options)).newPage(),
    async close() {
      await browser.close()
      server.kill('SIGKILL')
      await database.drop()
    },
  }
}

async function open(browser: Browser, base: string, look: Look = {}): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: base,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: look.width ?? 1280, height: 800 },
    javaScriptEnabled: look.script ?? true,
    colorScheme: look.dark ? 'dark' : 'light',
  })
}

async function signIn(context: BrowserContext, email: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/logga-in')
  await page.getByLabel('E-postadress').fill(email)
  await page.getByLabel('Lösenord').fill(password)
  await page.getByRole('button', { name: 'Logga in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/logga-in'))
  return page
}

/** Axe finds nothing on the page as it stands, in light and in dark, where only the colours are others. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, rules] of looks) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await axeOn(page, rules).analyze()
    const found = violations.map(
      (fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
    )
    expect(found, `${page.url()} in ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

const rulesOfColour = ['color-contrast', 'link-in-text-block']
const looks = [
  ['light', undefined],
  ['dark', rulesOfColour],
] as const
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Only what is wrong is told, and the page answers itself: to carry all that was found right over to a page of axe's own
 * takes longer than to find it. That way is for frames of other origins, which our pages may not have.
 */
function axeOn(page: Page, rules: readonly string[] | undefined): AxeBuilder {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true)
  return rules ? axe.withRules([...rules]) : axe.withTags(standards)
}

/** Runs a command of the product, and gives what it says. */
function runOn({ appUrl, adminUrl }: TestDatabase, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: adminUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}

async function ready(base: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null)
      throw new Error(`The server ended with ${server.exitCode}. Is it built? (npm run build)`)
    const answer = await fetch(`${base}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The server did not become ready within a minute.')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => (typeof at === 'object' && at ? resolve(at.port) : reject(new Error('no port'))))
    })
  })
}
