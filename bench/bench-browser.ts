import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '#test/browser.ts'
import { interleaved, median } from './measure.ts'
import type { Stage } from './stage.ts'
import { milliseconds, type Outcome } from './table.ts'

const rounds = 7
const slowed = 4
const scriptBudget = 60_000

/** Pages in a browser whose processor is slowed, against an almost empty page of the same server. */
export async function benchBrowser(stage: Stage): Promise<Outcome[]> {
  // Nobody of the mixed load, whose revisions would not be those it knows.
  const [person, followUp] = [stage.people.at(-1), stage.followUps.at(-1)]
  if (!person || !followUp) throw new Error('There is nobody to measure as')
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({
      baseURL: stage.base,
      locale: 'sv-SE',
      viewport: { width: 1280, height: 800 },
    })
    const [name = '', value = ''] = person.cookie.split('=')
    await context.addCookies([{ name, value, url: stage.base }])
    const window = await openSlow(context)
    const protocol = `/uppfoljningar/${followUp.id}/protokoll`
    return [
      await search(window),
      await script(window, { what: 'script on the register', address: '/enheter' }),
      await script(window, { what: 'script on the protocol', address: protocol }),
      await protocolReady(window, protocol),
      await choice(window, protocol),
    ]
  } finally {
    await browser.close()
  }
}

type Window = { page: Page; session: CDPSession }

async function openSlow(context: BrowserContext): Promise<Window> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  await session.send('Network.enable')
  return { page, session }
}

/** From the press on the button to the filtered page, painted and loaded. */
async function search({ page }: Window): Promise<Outcome> {
  const times = await interleaved(
    rounds,
    async () => {
      await page.goto('/enheter')
      await page.locator('form[method="get"] input[name="q"], main input[name="q"]').last().fill('björk')
      return untilNext(page, () => {
        const field = [...document.querySelectorAll<HTMLInputElement>('main input[name="q"]')].at(-1)
        field?.form?.requestSubmit()
      })
    },
    () => empty(page),
  )
  return beside('search to filtered page of 2,000 units, CPU slowed 4 times', times, 1000)
}

async function empty(page: Page): Promise<number> {
  await page.goto('/tillganglighet')
  return untilNext(page, () => location.assign('/om'))
}

async function untilNext(page: Page, act: () => void): Promise<number> {
  const loaded = page.waitForEvent('load')
  const before = await page.evaluate((body) => {
    const now = performance.timeOrigin + performance.now()
    // The text of a function of this file.
    new Function(`(${body})()`)()
    return now
  }, act.toString())
  await loaded
  return (await shownAt(page)) - before
}

/** When the page was painted and everything it needs was there, on the clock that all pages share. */
function shownAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const [paint] = performance.getEntriesByName('first-contentful-paint')
          // The entry of the page itself is a navigation entry.
          const [own] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
          if (!paint || !own?.loadEventEnd) return void requestAnimationFrame(look)
          resolve(performance.timeOrigin + Math.max(paint.startTime, own.loadEventEnd))
        }
        look()
      }),
  )
}

type Named = { what: string; address: string }

/** What the page fetches as script, without any cache. */
async function script({ page, session }: Window, { what, address }: Named): Promise<Outcome> {
  const bytes = new Map<string, number>()
  const asked = ({ requestId, type }: { requestId: string; type: string }) =>
    type === 'Script' && bytes.set(requestId, 0)
  const came = ({ requestId, encodedDataLength }: { requestId: string; encodedDataLength: number }) =>
    bytes.has(requestId) && bytes.set(requestId, encodedDataLength)
  const sizeOf = async (to: string) => {
    bytes.clear()
    await page.goto(to, { waitUntil: 'networkidle' })
    return [...bytes.values()].reduce((sum, size) => sum + size, 0)
  }
  session.on('Network.responseReceived', asked).on('Network.loadingFinished', came)
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const reference = await sizeOf('/om')
  const ours = await sizeOf(address)
  await session.send('Network.setCacheDisabled', { cacheDisabled: false })
  session.off('Network.responseReceived', asked).off('Network.loadingFinished', came)
  return {
    what: `${what}, compressed`,
    ours: `${(ours / 1000).toFixed(1)} kB`,
    reference: `${(reference / 1000).toFixed(1)} kB /om`,
    ratio: null,
    budget: 'under 60 kB',
    kept: ours < scriptBudget,
  }
}

/** The first row answers: the page is there and its script has taken hold of it. */
async function protocolReady({ page }: Window, address: string): Promise<Outcome> {
  const ready = async () => {
    await page.goto('/om')
    const before = await page.evaluate((to) => {
      const now = performance.timeOrigin + performance.now()
      location.assign(to)
      return now
    }, address)
    await page.waitForURL((url) => url.pathname === address, { waitUntil: 'commit' })
    return (await interactiveAt(page)) - before
  }
  const times = await interleaved(rounds, ready, () => empty(page))
  return beside('protocol of 60 requirements ready, CPU slowed 4 times', times, 1500)
}

function interactiveAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const [paint] = performance.getEntriesByName('first-contentful-paint')
          const isHeld = document.querySelector(
            '[data-protocol][data-auto] [data-protocol-row] input[type=radio]',
          )
          if (!paint || !isHeld) return void requestAnimationFrame(look)
          resolve(performance.timeOrigin + performance.now())
        }
        look()
      }),
  )
}

/** From the click to the frame after it, in which the choice is to be seen; against a radio button on /om. */
async function choice({ page }: Window, address: string): Promise<Outcome> {
  const ours: number[] = []
  const reference: number[] = []
  await page.goto(address)
  await interactiveAt(page)
  for (let round = 0; round < rounds; round += 1)
    ours.push(
      await click(page, `[data-protocol-row] >> nth=${round + 1} >> label.verdict >> nth=${round % 2}`),
    )
  await page.goto('/om')
  await page.evaluate(() => {
    const label = document.createElement('label')
    label.innerHTML = '<input type="radio" name="bench"> Val'
    document.querySelector('main')?.prepend(label)
  })
  for (let round = 0; round < rounds; round += 1) reference.push(await click(page, 'main label >> nth=0'))
  return beside('a choice shows, CPU slowed 4 times', { ours, reference }, 50)
}

async function click(page: Page, selector: string): Promise<number> {
  const target = page.locator(selector).first()
  await target.scrollIntoViewIfNeeded()
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const frame = (at: number) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - at)
            port2.postMessage(null)
          })
        document.addEventListener('click', (event) => frame(event.timeStamp), { capture: true, once: true })
      }),
  )
  await target.click()
  const lasted = await shown
  if (!(await target.locator('input').isChecked())) throw new Error('The click chose nothing')
  return lasted
}

function beside(what: string, times: { ours: number[]; reference: number[] }, budget: number): Outcome {
  const [mine, theirs] = [median(times.ours), median(times.reference)]
  return {
    what,
    ours: milliseconds(mine),
    reference: `${milliseconds(theirs)} /om`,
    ratio: mine / theirs,
    budget: budget < 1000 ? `${budget} ms` : `${budget / 1000} s`,
    kept: mine < budget,
  }
}
