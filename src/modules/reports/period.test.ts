import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { isOpenFinding } from '#kernel/open-finding.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Verdict } from '#modules/assessments/rules.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPeriodReport, replacePaper } from './commands-period.ts'
import { findRows } from './counted-rows.ts'
import { withRowLinks } from './documents.ts'
import { reportDutyRules } from './duties.ts'
import { stateOn } from './as-of.ts'
import { listUnreported, nothingChosen, periodContent } from './period-content.ts'
import { periodOf, type PeriodContent } from './period-rules.ts'
import { periodTables } from './period-tables.ts'
import { findForm, findFrozenSnapshot, findPaper } from './queries.ts'
import { listPapers, listVersions } from './queries-list.ts'
import { PaperFilter } from './contract.ts'
import { sampleAssessment } from './sample-assessment.ts'

let world: World
let matterId: string

beforeAll(async () => {
  world = await makeWorld()
  matterId = uuidv7()
  await world.insert('matter', {
    m: {
      id: matterId,
      board_id: world.boards.care,
      case_number: 'OMS 26/70',
      title: 'Halvårsrapport',
      opened_on: '2026-01-02',
    },
  })
  await judged('birch', '2026-03-10', ['met', 'notMet', 'partly'])
  await judged('oak', '2026-06-30', ['met', 'met', 'notMet'])
  await judged('municipal', '2026-05-05', ['met', 'met', 'met'])
  await judged('rival', '2026-07-01', ['notMet', 'notMet', 'notMet'])
  await judged('pine', '2025-11-05', ['partly', 'met', 'met'])
  await followUp('pine', '2026-04-15', 'planned')
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

type Unit = 'birch' | 'oak' | 'municipal' | 'rival' | 'pine'
const providerOf = {
  birch: 'private',
  oak: 'private',
  pine: 'private',
  municipal: 'own',
  rival: 'competitor',
} as const

function placeOf(unit: Unit) {
  return {
    board_id: world.boards.care,
    unit_id: world.units[unit],
    provider_id: world.providers[providerOf[unit]],
  }
}

async function followUp(unit: Unit, day: string, state: string): Promise<string> {
  const { f } = await world.insert('follow_up', {
    f: {
      ...placeOf(unit),
      matter_id: matterId,
      catalogue_version_id: world.catalogue.versionId,
      title: `Uppföljning av ${unit} ${day}`,
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: ['visit'],
      announced: true,
      due_on: day,
      state,
      requirements_per: day,
      created_by: world.people.strategist.accountId,
      created_at: `${day}T08:00:00Z`,
    },
  })
  return f
}

/** A fixed judgement with its verdicts as rows and a finding for each that is not met; every other one is closed. */
async function judged(unit: Unit, day: string, verdicts: readonly Verdict[]): Promise<void> {
  const id = await followUp(unit, day, 'fixed')
  const requirements = [
    world.catalogue.requirements.first,
    world.catalogue.requirements.second,
    world.catalogue.requirements.third,
  ]
  const at = `${day}T10:00:00Z`
  const { a } = await world.insert('assessment', {
    a: {
      follow_up_id: id,
      ...placeOf(unit),
      version: 1,
      snapshot: JSON.stringify(sampleAssessment(id, verdicts, world.catalogue.requirements.first)),
      sha256: createHash('sha256').update('x').digest(),
      rule_version: '1',
      fixed_by: world.people.strategist.accountId,
      fixed_at: at,
      shared_at: at,
    },
  })
  for (const [place, verdict] of verdicts.entries()) {
    const requirement = { requirement_id: requirements[place], requirement_key: `nyckel-${place}` }
    await world.insert.plain('fixed_verdict', { assessment_id: a, ...requirement, ...placeOf(unit), verdict })
    if (verdict !== 'notMet') continue
    await world.insert('finding', {
      f: {
        follow_up_id: id,
        ...placeOf(unit),
        ...requirement,
        severity: place === 0 ? 'acute' : 'serious',
        title: `Brist ${place}`,
        description: 'Saknas',
        state: place === 1 ? 'remedied' : place === 2 ? 'closed' : 'open',
        found_at: at,
      },
    })
  }
}

function seen<Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]): Promise<Result> {
  return withScope(world.db, scopeOf(actor), work)
}

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
  const snapshot = await seen(world.people.strategist, (tx) => findFrozenSnapshot(tx, paperId))
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

test('a director who reads a report dated in July sees the findings as they stood in July', async () => {
  const period = periodOf('2026-H1')
  if (!period) throw new Error('no period')
  const selection = { ...nothingChosen, period: period.key }
  const on = (today: string) =>
    seen(world.people.strategist, (tx) =>
      periodContent(tx, { boardId: world.boards.care, period, selection, today }),
    )
  const { rows } = await world.admin.query<{ id: string }>(
    `update finding set state = 'closed', closed_at = '2026-08-01T09:00Z', closed_reason = 'Klart'
     where state = 'remedied' and found_at < '2026-07-01' returning id`,
  )
  const id = rows[0]?.id
  const states = async (today: string) => (await on(today)).findings.filter((one) => one.id === id)
  expect((await states('2026-07-15')).filter(isOpenFinding)).toHaveLength(1)
  expect((await states('2026-08-01')).filter(isOpenFinding)).toHaveLength(0)
  expect((await on('2026-04-01')).followUps.map(({ fixedOn }) => fixedOn)).toEqual(['2026-03-10'])
  await world.admin.query(`update finding set state = 'remedied', closed_at = null where id = $1`, [id])
})

test('a finding was planned when its last action was approved, and remedied when its last was verified', () => {
  const row = { id: 'f', state: 'closed', closedAt: new Date('2026-06-01T10:00Z') }
  const event = (actionId: string | null, kind: string, on: string) => ({
    findingId: 'f',
    actionId,
    kind,
    on,
  })
  const events = [
    event('a', 'approval', '2026-02-01'),
    event('b', 'approval', '2026-02-10'),
    event(null, 'escalation', '2026-03-01'),
    event('a', 'verification', '2026-04-01'),
    event('b', 'verification', '2026-05-01'),
  ]
  const days = ['2026-02-05', '2026-02-10', '2026-03-15', '2026-04-15', '2026-05-01', '2026-06-01']
  expect(days.map((day) => stateOn(row, events, day))).toEqual([
    'open',
    'planned',
    'escalated',
    'escalated',
    'remedied',
    'closed',
  ])
  const untold = { id: 'f', state: 'planned', closedAt: null }
  expect(stateOn(untold, [], '2026-01-01')).toBe('planned')
})

test('every number leads to the rows it was counted from, also for the board and never for a rival', async () => {
  const paperId = await frozen()
  const asked = { paperId, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }
  const counted = await seen(world.people.strategist, (tx) => findRows(tx, asked))
  expect(counted?.followUps).toHaveLength(3)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await seen(stranger, (tx) => findRows(tx, asked))).toBeUndefined()
  expect(await seen(world.people.member, (tx) => findRows(tx, asked))).toBeUndefined()
  await world.admin.query('update paper set put_before_board_at = now() where id = $1', [paperId])
  expect((await seen(world.people.member, (tx) => findRows(tx, asked)))?.followUps).toHaveLength(3)
  const page = await seen(world.people.strategist, (tx) => findForm(tx, paperId, 'html'))
  expect(String(page?.content)).not.toContain('/rader?')
  expect(withRowLinks(String(page?.content), paperId)).toContain(
    `/rapporter/${paperId}/rader?tabell=omraden&amp;rad=alla`,
  )
})

test('the Excel file has a sheet for each table and one that says what it is', async () => {
  const paperId = await frozen()
  const form = await seen(world.people.strategist, (tx) => findForm(tx, paperId, 'xlsx'))
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
  expect((await seen(world.people.strategist, (tx) => findPaper(tx, paperId)))?.state).toBe('draft')
})

test('a report of chosen follow-ups says so and counts only those', async () => {
  const all = await contentOf(await frozen())
  const [one] = all.followUps
  const paperId = await draft({ followUpIds: [one?.id] })
  const rows = await seen(world.people.strategist, (tx) =>
    findRows(tx, { paperId, table: 'enheter', row: one?.id ?? '', now: new Date('2026-11-22') }),
  )
  expect(rows?.followUps.map(({ id }) => id)).toEqual([one?.id])
  const asked = { paperId, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }
  expect((await seen(world.people.strategist, (tx) => findRows(tx, asked)))?.followUps).toHaveLength(1)
})

test('a new version says what it replaces, and both show the chain', async () => {
  const first = await frozen()
  const second = await replacePaper(strategist(), { paperId: first })
  await freezePaper(strategist(), { paperId: second.id, revision: second.revision })
  const snapshot = await seen(world.people.strategist, (tx) => findFrozenSnapshot(tx, second.id))
  expect(snapshot?.replaces).toMatchObject({ id: first, caseNumber: 'OMS 26/70' })
  for (const id of [first, second.id]) {
    const chain = await seen(world.people.strategist, (tx) => listVersions(tx, id))
    expect(chain.map((version) => version.id)).toEqual([first, second.id])
  }
  await expect(replacePaper(strategist(), { paperId: first })).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('the list holds each reader’s own papers and no one else’s', async () => {
  await frozen()
  const filter = PaperFilter.parse({ kind: 'periodReport', period: '2026-H1' })
  const mine = await seen(world.people.strategist, (tx) => listPapers(tx, filter))
  expect(mine.total).toBeGreaterThan(0)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect((await seen(stranger, (tx) => listPapers(tx, filter))).total).toBe(0)
})

test('a fixed follow-up without a report is owed one, and a half-year report is owed until it is fixed', async () => {
  const unreported = await seen(world.people.strategist, (tx) => listUnreported(tx, [world.boards.care]))
  expect(unreported).toHaveLength(5)
  const rule = reportDutyRules.find(({ key }) => key === 'report.halfYear')
  const owed = await seen(world.people.strategist, (tx) =>
    Promise.resolve(rule?.list(tx, { today: '2026-11-22' }) ?? []),
  )
  const ofCare = owed.filter(({ boardId }) => boardId === world.boards.care)
  expect(ofCare.map(({ period, dueOn, proof }) => [period, dueOn, proof !== null])).toEqual([
    ['2025-H2', '2026-02-28', false],
    ['2026-H1', '2026-08-31', true],
  ])
})
