import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
export const HOW_TO_GET_A_BROWSER =
  'No browser for the tests. Get one with: npx playwright-core install --with-deps chromium (or set CHROMIUM_PATH).'

/** The Chromium to test with: the one named, an installed one, or one that Playwright has fetched. */
export function findBrowser(): string {
  const found = [...named(), ...installed(), ...fetchedByPlaywright()].find((file) => existsSync(file))
  if (!found) throw new Error(HOW_TO_GET_A_BROWSER)
  return found
}

/** For tests only: without its own sandbox, since tests may run as root and meet nothing but our own pages. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

function named(): readonly string[] {
  return process.env['CHROMIUM_PATH'] ? [process.env['CHROMIUM_PATH']] : []
}

function installed(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return [...folders.flatMap((folder) => INSTALLED.map((name) => path.join(folder, name))), ...MAC]
}

/** Playwright's own folders differ between versions and machines: look two levels down for the program. */
function fetchedByPlaywright(): readonly string[] {
  const caches = [
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? '',
    path.join(homedir(), '.cache', 'ms-playwright'),
    path.join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ]
  return caches
    .filter((cache) => cache !== '' && existsSync(cache))
    .flatMap((cache) => readdirSync(cache).map((name) => path.join(cache, name)))
    .filter((folder) => /chromium/.test(path.basename(folder)))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .flatMap((folder) =>
      ['chrome', 'headless_shell', 'chrome-headless-shell'].map((name) => path.join(folder, name)),
    )
}
