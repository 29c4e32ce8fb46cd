import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOpenFinding } from '#kernel/open-finding.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { makeWorld, type World } from '#test/world.ts'
import { editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPeriodReport, replacePaper } from './commands-period.ts'
import { changeSelection } from './commands-selection.ts'
import { sendPeriodReport } from './commands-send.ts'
import { findRows } from './counted-rows.ts'
import { withRowLinks } from './documents.ts'
import { reportDutyRules } from './duties.ts'
import { listUnreported } from './period-content.ts'
import type { PeriodContent } from './period-rules.ts'
import { periodFigures } from './period-figures.ts'
import { periodTables } from './period-tables.ts'
import { findForm, findFrozenSnapshot, findPaper } from './queries.ts'
import { listPapers, listVersions } from './queries-list.ts'
import { PaperFilter } from './contract.ts'
import { followUp, judged, reportMatter } from './sample-period.ts'

let world: World
let matterId: string

beforeAll(async () => {
  world = await makeWorld()
  const place = await reportMatter(world, 'OMS 26/70')
  matterId = place.matterId
  await judged(place, 'birch', '2026-03-10', ['met', 'notMet', 'partly'])
  await judged(place, 'oak', '2026-06-30', ['met', 'met', 'notMet'])
  await judged(place, 'municipal', '2026-05-05', ['met', 'met', 'met'])
  await judged(place, 'rival', '2026-07-01', ['notMet', 'notMet', 'notMet'])
  await judged(place, 'pine', '2025-11-05', ['partly', 'met', 'met'])
  await followUp(place, 'pine', '2026-04-15', 'planned')
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const strategist = () => world.as(world.people.strategist)

async function draft(more: object = {}): Promise<string> {
  await world.admin.query(`delete from paper where state = 'draft'`)
  const made = await createPeriodReport(strategist(), { matterId, period: '2026-H1', ...more })
  return made.id
}

async function frozen(): Promise<string> {
  const paperId = await draft()
  const sections = [{ key: 'development', text: 'Fler oanmälda besök.' }]
  const { revision } = await editPaper(strategist(), { paperId, revision: 1, title: 'Våren', sections })
  await freezePaper(strategist(), { paperId, revision })
  return paperId
}

async function contentOf(paperId: string): Promise<PeriodContent> {
  const snapshot = await world.see(world.people.strategist, (tx) => findFrozenSnapshot(tx, paperId))
  if (!snapshot?.period) throw new Error('no period in the paper')
  return snapshot.period
}

test('a reviewer of the other board and the twin find no matter to report in, and a registrar may not', async () => {
  for (const stranger of [world.people.elderlyReviewer, world.twin.people.strategist])
    await expect(
      createPeriodReport(world.as(stranger), { matterId, period: '2026-H1' }),
    ).rejects.toMatchObject({ code: 'notFound' })
  await expect(
    createPeriodReport(world.as(world.people.registrar), { matterId, period: '2026-H1' }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  const { rows } = await world.admin.query(`select 1 from paper where kind = 'periodReport'`)
  expect(rows).toEqual([])
})

test('a strategist cannot report on a half-year that has not begun', async () => {
  await expect(createPeriodReport(strategist(), { matterId, period: '2031-H1' })).rejects.toMatchObject({
    fields: [{ path: 'period', code: 'periodAhead' }],
  })
})

test('the figures of the half-year agree with a count of the rows themselves', async () => {
  const content = await contentOf(await frozen())
  const { rows } = await world.admin.query<Record<string, string>>(
    `select count(distinct a.follow_up_id) as follow_ups,
      count(*) filter (where v.verdict = 'met') as met, count(*) filter (where v.verdict = 'notMet') as not_met
     from assessment a join fixed_verdict v on v.assessment_id = a.id
     where a.board_id = $1 and a.fixed_at between '2026-01-01' and '2026-06-30 23:59+02'`,
    [world.boards.care],
  )
  const [counted] = rows
  const total = periodTables(content)
    .find(({ key }) => key === 'omraden')
    ?.rows.find(({ key }) => key === 'alla')
  expect(total?.cells.slice(1, 6)).toEqual([
    Number(counted?.['follow_ups']),
    9,
    Number(counted?.['met']),
    1,
    Number(counted?.['not_met']),
  ])
  expect(content.planned.map(({ standing }) => standing).sort()).toEqual(['done', 'done', 'done', 'missing'])
  expect(content.trend.map(({ period }) => period)).toEqual([
    '2024-H1',
    '2024-H2',
    '2025-H1',
    '2025-H2',
    '2026-H1',
  ])
  expect(content.trend.at(-2)).toMatchObject({ followUps: 1, met: 2, assessed: 3 })
})

test('own and private operators stand in the same table, and a few requirements give no percent', async () => {
  const content = await contentOf(await frozen())
  const table = periodTables(content).find(({ key }) => key === 'utforare')
  expect(table?.rows.map(({ key, cells }) => [key, cells[2], cells[6]])).toEqual(
    expect.arrayContaining([
      ['municipal', 3, null],
      ['private', 6, null],
    ]),
  )
})

test('a remedied finding counts as open until it is closed, in the report as in every list', async () => {
  const content = await contentOf(await frozen())
  const open = content.findings.filter(isOpenFinding)
  expect(open.map(({ state }) => state)).toEqual(['remedied'])
  const { rows } = await world.admin.query<{ n: string }>(
    `select count(*) as n from finding where state not in ('closed', 'withdrawn') and found_at < '2026-07-01'`,
  )
  expect(open).toHaveLength(Number(rows[0]?.n))
})

test('every number leads to the rows it was counted from, also for the board and never for a rival', async () => {
  const paperId = await frozen()
  const asked = { paperId, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }
  const counted = await world.see(world.people.strategist, (tx) => findRows(tx, asked))
  expect(counted?.followUps).toHaveLength(3)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await world.see(stranger, (tx) => findRows(tx, asked))).toBeUndefined()
  expect(await world.see(world.people.member, (tx) => findRows(tx, asked))).toBeUndefined()
  await world.admin.query('update paper set put_before_board_at = now() where id = $1', [paperId])
  expect((await world.see(world.people.member, (tx) => findRows(tx, asked)))?.followUps).toHaveLength(3)
  const page = await world.see(world.people.strategist, (tx) => findForm(tx, paperId, 'html'))
  expect(String(page?.content)).not.toContain('/rader?')
  expect(withRowLinks(String(page?.content), paperId)).toContain(
    `/rapporter/${paperId}/rader?tabell=omraden&amp;rad=alla`,
  )
})

test('every headline figure leads to its rows on the page, and is plain in the file that leaves the system', async () => {
  const paperId = await frozen()
  const page = String(
    (await world.see(world.people.strategist, (tx) => findForm(tx, paperId, 'html')))?.content,
  )
  const figures = (html: string) => /<ul class="paper-figures">(.*?)<\/ul>/su.exec(html)?.[1] ?? ''
  expect(figures(page)).not.toContain('<a ')
  const hrefs = [...figures(withRowLinks(page, paperId)).matchAll(/<a href="([^"]+)"><strong>/gu)]
  const hrefOf = (table: string) => `/rapporter/${paperId}/rader?tabell=${table}&amp;rad=alla`
  // Nothing was promised in the half-year: there are no rows to see.
  expect(hrefs.map(([, href]) => href)).toEqual(['omraden', 'omraden', 'brister'].map(hrefOf))
  const content = await contentOf(paperId)
  const rowsOf = (table: string) =>
    world.see(world.people.strategist, (tx) => findRows(tx, { paperId, table, row: 'alla', now: new Date() }))
  expect((await rowsOf('omraden'))?.followUps).toHaveLength(content.followUps.length)
  expect((await rowsOf('brister'))?.findings).toHaveLength(content.findings.length)
  const promised = { standing: 'inTime' } as PeriodContent['actions'][number] // no more of it is asked for
  expect(periodFigures({ ...content, actions: [promised] }).at(-1)?.rows).toBe('atgarder/alla')
})

test('the Excel file has a sheet for each table and one that says what it is', async () => {
  const paperId = await frozen()
  const form = await world.see(world.people.strategist, (tx) => findForm(tx, paperId, 'xlsx'))
  const bytes = form?.content as Buffer // the column is bytea
  const at = bytes.indexOf('xl/workbook.xml')
  const start = at + 'xl/workbook.xml'.length + bytes.readUInt16LE(at - 2)
  const names = [
    ...inflateRawSync(bytes.subarray(start))
      .toString()
      .matchAll(/<sheet [^>]*name="([^"]+)"/g),
  ]
  const titles = names.map((match) => match[1])
  expect(titles.at(-1)).toBe('Om')
  expect(titles).toEqual(
    expect.arrayContaining(['Planerat och genomfört', 'Utveckling', 'Varje uppföljd enhet']),
  )
})

test('a summary that is too long is not fixed, and the author is told', async () => {
  const paperId = await draft()
  const sections = [
    { key: 'development', text: 'Mer.' },
    { key: 'summary', text: 'å'.repeat(1501) },
  ]
  const { revision } = await editPaper(strategist(), { paperId, revision: 1, title: 'Våren', sections })
  await expect(freezePaper(strategist(), { paperId, revision })).rejects.toMatchObject({
    fields: [{ path: 'sections.summary', code: 'tooLong' }],
  })
  expect((await world.see(world.people.strategist, (tx) => findPaper(tx, paperId)))?.state).toBe('draft')
})

test('a report of chosen follow-ups says so and counts only those', async () => {
  const all = await contentOf(await frozen())
  const [one] = all.followUps
  const paperId = await draft({ followUpIds: [one?.id] })
  const rows = await world.see(world.people.strategist, (tx) =>
    findRows(tx, { paperId, table: 'enheter', row: one?.id ?? '', now: new Date('2026-11-22') }),
  )
  expect(rows?.followUps.map(({ id }) => id)).toEqual([one?.id])
  const asked = { paperId, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }
  expect((await world.see(world.people.strategist, (tx) => findRows(tx, asked)))?.followUps).toHaveLength(1)
})

test('a strategist changes what a draft is of, and two who do so at once both see it', async () => {
  const [one] = (await contentOf(await frozen())).followUps
  const again = await createPeriodReport(strategist(), { matterId, period: '2026-H1' })
  const chosen = { paperId: again.id, revision: 1, followUpIds: [one?.id ?? ''] }
  await expect(changeSelection(world.as(world.people.elderlyReviewer), chosen)).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await changeSelection(strategist(), chosen)).toEqual({ id: again.id, revision: 2 })
  await expect(changeSelection(strategist(), chosen)).rejects.toMatchObject({ code: 'stale' })
  const asked = { paperId: again.id, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }
  expect((await world.see(world.people.strategist, (tx) => findRows(tx, asked)))?.followUps).toHaveLength(1)
})

test('managers of the units in it get the half-year report when the board has it, and nobody else', async () => {
  const paperId = await frozen()
  await expect(sendPeriodReport(strategist(), { paperId })).rejects.toMatchObject({ code: 'wrongState' })
  await world.admin.query('update paper set put_before_board_at = now() where id = $1', [paperId])
  expect(await world.see(world.people.manager, (tx) => findPaper(tx, paperId))).toBeUndefined()
  const { receivers } = await sendPeriodReport(strategist(), { paperId })
  expect(receivers).toBeGreaterThan(1)
  expect((await world.see(world.people.manager, (tx) => findPaper(tx, paperId)))?.id).toBe(paperId)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await world.see(stranger, (tx) => findPaper(tx, paperId))).toBeUndefined()
  await expect(sendPeriodReport(strategist(), { paperId })).rejects.toMatchObject({ code: 'alreadyDone' })
  await expect(sendPeriodReport(world.as(world.people.registrar), { paperId })).rejects.toMatchObject({
    code: 'notAllowed',
  })
})

test('a new version says what it replaces, and both show the chain', async () => {
  const first = await frozen()
  const second = await replacePaper(strategist(), { paperId: first })
  await freezePaper(strategist(), { paperId: second.id, revision: second.revision })
  const snapshot = await world.see(world.people.strategist, (tx) => findFrozenSnapshot(tx, second.id))
  expect(snapshot?.replaces).toMatchObject({ id: first, caseNumber: 'OMS 26/70' })
  for (const id of [first, second.id]) {
    const chain = await world.see(world.people.strategist, (tx) => listVersions(tx, id))
    expect(chain.map((version) => version.id)).toEqual([first, second.id])
  }
  await expect(replacePaper(strategist(), { paperId: first })).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('the list holds each reader’s own papers and no one else’s', async () => {
  await frozen()
  const filter = PaperFilter.parse({ kind: 'periodReport', period: '2026-H1' })
  const mine = await world.see(world.people.strategist, (tx) => listPapers(tx, filter))
  expect(mine.total).toBeGreaterThan(0)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect((await world.see(stranger, (tx) => listPapers(tx, filter))).total).toBe(0)
})

test('a fixed follow-up without a report is owed one, and a half-year report is owed until it is fixed', async () => {
  const unreported = await world.see(world.people.strategist, (tx) => listUnreported(tx, [world.boards.care]))
  expect(unreported).toHaveLength(5)
  const rule = reportDutyRules.find(({ key }) => key === 'report.halfYear')
  const owed = await world.see(world.people.strategist, (tx) =>
    Promise.resolve(rule?.list(tx, { today: '2026-11-22' }) ?? []),
  )
  const ofCare = owed.filter(({ boardId }) => boardId === world.boards.care)
  expect(ofCare.map(({ period, dueOn, proof }) => [period, dueOn, proof !== null])).toEqual([
    ['2025-H2', '2026-02-28', false],
    ['2026-H1', '2026-08-31', true],
  ])
})

test('the quality council is owed a compilation of each quarter, on a day of its own', async () => {
  const rule = reportDutyRules.find(({ key }) => key === 'report.quarter')
  const list = () =>
    world.see(world.people.strategist, (tx) => Promise.resolve(rule?.list(tx, { today: '2026-11-22' }) ?? []))
  const ofCare = (await list()).filter(({ boardId }) => boardId === world.boards.care)
  expect(ofCare.map(({ period, dueOn, proof }) => [period, dueOn, proof])).toEqual([
    ['2026-Q2', '2026-07-30', null],
    ['2026-Q3', '2026-10-30', null],
  ])
  const made = await createPeriodReport(strategist(), { matterId, period: '2026-Q2' })
  const sections = [{ key: 'development', text: 'Fler oanmälda besök.' }]
  const { revision } = await editPaper(strategist(), {
    paperId: made.id,
    revision: 1,
    title: 'Kvartalet',
    sections,
  })
  await freezePaper(strategist(), { paperId: made.id, revision })
  const page = await world.see(world.people.strategist, (tx) => findForm(tx, made.id, 'html'))
  expect(String(page?.content)).toContain('process- och kvalitetsrådet')
  expect((await list()).find(({ period }) => period === '2026-Q2')?.proof?.href).toBe(`/rapporter/${made.id}`)
})
