import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#test/browser.ts'

/**
 * Pictures of every page as each role sees it, light and dark, wide and narrow, in shots/: `npm run shots` beside a
 * running `npm start`. `--only=enheter` takes only addresses that contain the word.
 */
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://localhost:3000' },
    only: { type: 'string', default: '' },
  },
})
const password = 'exempel-kommun-2026'

const pagesByPerson: Record<string, readonly string[]> = {
  'strateg@exempelkommun.example': [
    '/',
    '/enheter',
    '/utforare',
    '/avtal',
    '/kravkatalog',
    '/uppfoljningar',
    '/uppfoljningar/ny',
    '/brister',
    '/atgarder',
    '/arenden',
    '/sammantraden',
    '/planer',
    '/sok?q=åkerbo',
    '/besked',
    '/konto',
  ],
  'verksamhetschef1@exempelkommun.example': ['/lamna-in', '/resultat', '/atgarder', '/enheter'],
  'ledamot1@exempelkommun.example': ['/sammantraden'],
  'system@exempelkommun.example': ['/konton', '/konton/ny', '/installningar'],
  'logg@exempelkommun.example': ['/logg'],
}
/** The first link of a list that leads deeper is followed too. */
const deeper: Record<string, string> = {
  '/enheter': 'tbody a[href^="/enheter/"]',
  '/utforare': 'tbody a[href^="/utforare/"]',
  '/avtal': 'tbody a[href^="/avtal/"]',
  '/kravkatalog': 'a[href^="/kravkatalog/"]',
  '/uppfoljningar': 'tbody a[href^="/uppfoljningar/"]',
  '/brister': 'tbody a[href^="/brister/"]',
  '/arenden': 'tbody a[href^="/arenden/"]',
  '/sammantraden': 'a[href^="/sammantraden/"]',
  '/planer': 'a[href^="/planer/"]',
}
const looks = [
  { name: 'ljus-bred', width: 1280, colorScheme: 'light' },
  { name: 'mork-bred', width: 1280, colorScheme: 'dark' },
  { name: 'ljus-smal', width: 360, colorScheme: 'light' },
  { name: 'mork-smal', width: 360, colorScheme: 'dark' },
] as const

await mkdir('shots', { recursive: true })
const browser = await launchBrowser()
for (const look of looks)
  for (const [email, paths] of Object.entries(pagesByPerson)) await walk(browser, look, { email, paths })
await browser.close()

async function walk(
  opened: Browser,
  look: (typeof looks)[number],
  person: { email: string; paths: readonly string[] },
) {
  const context = await opened.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.colorScheme,
    locale: 'sv-SE',
  })
  const page = await context.newPage()
  await page.goto(`${values.base}/logga-in`)
  await page.fill('input[name=epost]', person.email)
  await page.fill('input[name=losenord]', password)
  await page.click('main form button')
  for (const path of person.paths.filter((address) => address.includes(values.only))) {
    await shoot(page, path, look.name)
    const next = deeper[path]
      ? await page
          .locator(deeper[path])
          .first()
          .getAttribute('href', { timeout: 500 })
          .catch(() => null)
      : null
    if (next) await shoot(page, next, look.name, `${path}/en`)
  }
  await context.close()
}

async function shoot(page: Page, path: string, look: string, name = path): Promise<void> {
  await page.goto(values.base + path)
  const file = `shots/${name.replaceAll(/[^a-zåäö-]+/g, '_').replace(/^_/, '') || 'start'}-${look}.png`
  await page.screenshot({ path: file, fullPage: true })
  console.log(file)
}
