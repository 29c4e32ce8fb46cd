import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, startSite, type Site } from './site.ts'
import { expectFits, leave, windowOf } from './steps.ts'

/** The director reads the report of a half-year, and wants to be able to trust its figures. */
let site: Site
let director: Page
let address = ''
/** The headline figures of the page: what is counted, and how much. */
let figures: { label: string; value: string }[] = []

beforeAll(async () => {
  site = await startSite()
  director = await windowOf(site, 'direktor')
})
afterAll(() => site?.close())

async function file(form: string): Promise<Buffer> {
  const answer = await director.request.get(`${address}/fil/${form}`)
  expect(answer.status(), form).toBe(200)
  return answer.body()
}

test('the director reads the half-year as a page, on a screen and on a phone', async () => {
  await director.goto('/rapporter')
  await leave(
    director.getByRole('link', { name: 'Uppföljning av verksamheter första halvåret 2026' }).first(),
  )
  address = new URL(director.url()).pathname
  await expectAccessible(director)
  await expectFits(director)
  await director.setViewportSize({ width: 360, height: 740 })
  await expectFits(director)
  await director.setViewportSize({ width: 1280, height: 800 })
  const items = await director.locator('.paper-figures').first().getByRole('listitem').all()
  figures = await Promise.all(
    items.map(async (item) => ({
      value: (await item.locator('strong').textContent()) ?? '',
      label: (await item.locator('span').textContent()) ?? '',
    })),
  )
  expect(figures.map(({ label }) => label)).toEqual([
    'fastställda uppföljningar',
    'krav uppfyllda av bedömda',
    'öppna brister av hittade',
    'åtgärder klara i tid',
  ])
})

test('PDF for everybody, Word and the page taken along tell the same figures', async () => {
  const pdf = (await file('pdf')).toString('latin1')
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf).toMatch(/pdfuaid:part[^\d]{1,4}1/)
  const html = (await file('html')).toString('utf8')
  for (const { value, label } of figures)
    expect(html).toContain(`<strong>${value}</strong> <span>${label}</span>`)
  expect((await file('docx')).subarray(0, 2).toString()).toBe('PK')
})
