import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { excelSheets, packed, pdfText, wordTables, wordText, type Rows } from './paper-files.ts'
import { startSite, type Site } from './site.ts'
import { expectGood, leave, windowOf } from './steps.ts'

/** The director reads the report of a half-year, and wants to be able to trust its figures. */
let site: Site
let director: Page
let address = ''
/** The headline figures of the page: what is counted, and how much. */
let figures: { label: string; value: string }[] = []
/** Every table of the page. */
let tables: { caption: string; rows: Rows }[] = []

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
  const halfYear = /^Uppföljning av verksamheter (första|andra) halvåret \d{4}$/
  await leave(director.getByRole('link', { name: halfYear }).first())
  address = new URL(director.url()).pathname
  await expectGood(director)
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

test('the PDF has every figure and every row of the page, in the same order', async () => {
  tables = await tablesOfPage()
  expect(tables.length).toBeGreaterThanOrEqual(10)
  const text = pdfText(await file('pdf'))
  const rows = tables.flatMap((table) => table.rows)
  const missing = [...figures.map(({ value, label }) => [value, label]), ...rows].filter(
    (row) => !inOrder(row).test(text),
  )
  expect(missing).toEqual([])
})

test('Word has the same figures, and the same tables cell by cell', async () => {
  const word = await file('docx')
  const text = wordText(word)
  for (const { value, label } of figures) expect(text).toMatch(inOrder([value, label]))
  const written = wordTables(word).map(withoutMarks)
  for (const { caption, rows } of tables) expect(written, caption).toContainEqual(rows)
})

test('Excel has a sheet for each table, and the figures of the summary can be counted from it', async () => {
  const sheets = await excelSheets(await file('xlsx'))
  expect(sheets.map(({ name }) => name)).toEqual([
    ...tables.map(({ caption }) => caption.slice(0, 31).trim()),
    'Om',
  ])
  expect(sheets.slice(0, -1).map(({ rows }) => rows)).toEqual(tables.map(({ rows }) => rows))
  const total = (caption: string) => {
    const rows = sheets.find(({ name }) => caption.startsWith(name))?.rows ?? []
    return (title: string) => rows.at(-1)?.[rows[0]?.indexOf(packed(title)) ?? -1]
  }
  const requirements = total('Bedömda krav per verksamhetsområde')
  const findings = total('Brister per verksamhetsområde')
  const actions = total('Åtgärder som skulle vara klara i perioden')
  expect(figures.map(({ value }) => packed(value))).toEqual([
    requirements('Uppföljningar'),
    requirements('Andel uppfyllda'),
    `${findings('Öppna nu')}av${findings('Alla')}`,
    // Too few for a share are told as they are.
    Number(actions('Förfallna')) < 10
      ? `${actions('Klara i tid')}av${actions('Förfallna')}`
      : actions('Andel i tid'),
  ])
})

/** The tables as a person reads them: heading and rows, without the number that stands before the caption. */
async function tablesOfPage() {
  const found = await director.locator('.paper-table table').evaluateAll((all) =>
    all.map((table) => ({
      caption: table.querySelector('caption')?.textContent ?? '',
      rows: [...table.querySelectorAll('tr')].map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? ''),
      ),
    })),
  )
  return found.map(({ caption, rows }) => ({
    caption: caption.replace(/^Tabell \d+\. /, '').trim(),
    rows: rows.map((row) => row.map(packed)),
  }))
}

/** The shape before a word of severity is text in Word, and a drawing elsewhere. */
function withoutMarks(rows: Rows): Rows {
  return rows.map((row) => row.map((cell) => cell.replace(/^[\u2500-\u27BF]/, '')))
}

/**
 * The cells one after the other, each on lines of its own: a cell may be broken into lines, two are never one. A hyphen
 * and a place to hyphenate are one glyph of the font, so neither is told from the other.
 */
function inOrder(cells: readonly string[]): RegExp {
  const signs = (cell: string) =>
    [...packed(cell).replaceAll('-', '')].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/, '\\$&'))
  const written = cells
    .filter((cell) => packed(cell) !== '')
    .map((cell) => signs(cell).join('[\\s\u00AD\u2060-]*'))
  return new RegExp(`(?:^|\\n)${written.join('\\s*\\n')}\\s*(?:\\n|$)`)
}
