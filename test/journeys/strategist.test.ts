import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDate } from '#kernel/dates.ts'
import { expectAccessible, startSite, type Site } from './site.ts'
import {
  download,
  expectFits,
  expectWords,
  follow,
  leave,
  press,
  toldDay,
  toldYear,
  unfold,
  windowOf,
  words,
} from './steps.ts'

/** From the register to the board: the strategist finds, reads and reports; the member reads it on a phone. */
let site: Site
let strategist: Page
let member: Page
let paper: string
let meetingDay: string

beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.close())

const reported = `Uppföljning av Trapphusboendet Lyktan ${toldYear('2026-10-06')}`
const summary = 'Boendet fungerar väl. Avvikelser behöver rapporteras av alla.'
const proposal = 'Nämnden lägger rapporten till handlingarna.'

describe('the strategist', () => {
  test('searches the register, filters, sorts, pages and takes the list along', async () => {
    strategist = await windowOf(site, 'strateg')
    await follow(strategist, 'Enheter')
    const filter = strategist.getByRole('form', { name: 'Filtrera enheter' })
    await filter.getByLabel('Sök namn, utförare, område eller kod').fill('åkerbo')
    await press(filter, 'Visa')
    await expectWords(strategist, 'Björkgården', 'Ekbackens servicebostad', 'Tallhöjden')
    await filter.getByLabel('Verksamhetsområde').selectOption('Bostad med särskild service')
    await filter.getByLabel('Utförare', { exact: true }).selectOption('Åkerbo Omsorg AB')
    await filter.getByLabel('Driftform').selectOption('Upphandlad (LOU)')
    await filter.getByLabel('Lagstöd').selectOption('LSS')
    await filter.getByLabel('Läge').selectOption('I drift')
    await press(filter, 'Visa')
    await expectWords(strategist, '1–2 av 2', 'Björkgården', 'Ekbackens servicebostad')
    await expectAccessible(strategist)
    expect(await words(strategist)).not.toContain('Tallhöjdens')
    for (const [format, opening] of [
      ['Excel', 'PK'],
      ['CSV', '\uFEFF'],
      ['JSON', ''],
    ] as const) {
      const list = await download(strategist, format)
      expect(list.startsWith(opening), format).toBe(true)
      if (format !== 'Excel') expect(list).toContain('Björkgården')
    }

    await follow(strategist, 'Rensa urvalet')
    const table = strategist.getByRole('table')
    const firstName = () => table.getByRole('row').nth(1).getByRole('cell').first().textContent()
    await leave(table.getByRole('link', { name: 'Enhet', exact: true }))
    const one = await firstName()
    await leave(table.getByRole('link', { name: 'Enhet', exact: true }))
    const other = await firstName()
    expect([one, other].sort((a, b) => (a ?? '').localeCompare(b ?? '', 'sv'))).not.toEqual([one, one])
    await leave(strategist.getByRole('link', { name: 'Sida 2' }).first())
    expect(await firstName()).not.toBe(other)
  })

  test('opens a unit: agreement, requirements and why, follow-ups, findings, and history as then and as now', async () => {
    await strategist.goto('/enheter?q=bj%C3%B6rkg%C3%A5rden')
    await follow(strategist, 'Björkgården')
    await expectWords(
      strategist,
      'Avtal som gäller',
      'Öppna brister',
      `Uppföljning av Björkgården ${toldYear('2025-05-13')}`,
    )
    const unit = strategist.getByRole('navigation', { name: 'Enhetens sidor' })
    await follow(unit, 'Krav')
    await expectWords(strategist, 'krav följer av', 'Varför det gäller')
    await follow(unit, 'Historik')
    const rebuilt = toldDay('2023-06-01')
    await strategist.getByLabel('Visa som det var den').fill(rebuilt)
    await press(strategist.getByRole('main'), 'Visa')
    await expectWords(strategist, `Som det var ${formatDate(rebuilt)}`, 'Vad som skiljer', 'Platser67')
  })

  test('makes the report from the frozen snapshot, edits its texts, registers it and puts it on a meeting', async () => {
    await strategist.goto('/uppfoljningar?q=lyktan')
    await follow(strategist, new RegExp(reported))
    await follow(strategist.getByRole('navigation', { name: 'Uppföljningens delar' }), 'Rapport')
    await press(strategist, 'Skapa rapporten')
    paper = new URL(strategist.url()).pathname
    await strategist.getByLabel('Sammanfattning').fill(summary)
    await press(strategist, 'Spara texterna')
    await expectAccessible(strategist)
    await unfold(strategist, 'Fastställ handlingen')
    await press(strategist, 'Fastställ och registrera')
    await expectWords(strategist, 'Handlingen är fastställd och registrerad som nummer', summary)
    const meetings = strategist.getByLabel('Sammanträde')
    meetingDay = dayIn(await meetings.getByRole('option').nth(2).textContent())
    await meetings.selectOption({ index: 2 })
    await strategist.getByLabel('besluta').check()
    await strategist.getByLabel('Förslag till beslut').fill(proposal)
    await press(strategist, 'Lägg på dagordningen')
    await expectWords(strategist, 'på dagordningen.')
    await follow(strategist, /^OMS \d\d\//)
    await expectWords(strategist, `Rapport: ${reported}`)
  })
})

describe('the board member, on a phone', () => {
  test('sees nothing of the meeting until the secretary has sent the notice', async () => {
    member = await windowOf(site, 'ledamot1', { width: 360, script: false })
    await member.setViewportSize({ width: 360, height: 740 })
    expect((await member.goto(paper))?.status()).toBe(404)
    const secretary = await windowOf(site, 'namndsekreterare')
    await secretary.goto(paper)
    await leave(secretary.getByRole('link', { name: /^\d+ \p{L}+ \d{4}$/u }))
    await leave(secretary.getByRole('main').getByRole('link', { name: /^Omsorgsnämnden/ }))
    await unfold(secretary, 'Skicka kallelsen')
    await press(secretary, 'Skicka kallelsen nu')
    await expectWords(secretary, 'Kallelsen är skickad.')
    await secretary.context().close()
  })

  test('has one page with proposal, what was found, risk and what has changed since last time', async () => {
    await member.goto('/')
    await expectWords(member, 'Sammanträden')
    await member.goto('/besked')
    await leave(member.getByRole('button', { name: `Kallelse till sammanträdet den ${meetingDay}` }))
    await follow(member, `Rapport: ${reported}`)
    await expectWords(
      member,
      `Förslag till beslut: ${proposal}`,
      'Allvarligast',
      'Risk',
      'Sedan förra gången',
    )
    await expectFits(member)
    await expectReadable(member)
  })

  test('reads the report as a page, and takes it along as PDF and Word', async () => {
    const pdf = await download(member, 'PDF')
    expect(pdf.slice(0, 5)).toBe('%PDF-')
    expect(pdf).toContain('pdfuaid')
    expect((await download(member, 'Word')).slice(0, 2)).toBe('PK')
    await follow(member, 'Läs på webben')
    await expectWords(member, summary, 'Utförarens yttrande', 'Så har vi bedömt')
    await expectFits(member)
    await expectReadable(member)
  })
})

/** "10 december 2026" of what says more than that. */
function dayIn(text: string | null): string {
  return /\d+ \p{L}+ \d{4}/u.exec(text ?? '')?.[0] ?? ''
}

/** The member reads without script; the page is looked through in a window of the same person that has it. */
async function expectReadable(page: Page): Promise<void> {
  const reader = await windowOf(site, 'ledamot1', { width: 360 })
  await reader.goto(page.url())
  await expectAccessible(reader)
  await reader.context().close()
}
