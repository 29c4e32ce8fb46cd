import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { periodKindTexts } from '#texts/sv/period-kinds.ts'
import { makeWorld, type World } from '#test/world.ts'
import { editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPeriodReport, replacePaper } from './commands-period.ts'
import { changeSelection, markSources } from './commands-selection.ts'
import { lackingParts } from './lacks.ts'
import { periodTables } from './period-tables.ts'
import { sourceKeys, type ReportType } from './period-type-rules.ts'
import { findForm, findFrozenSnapshot, findPaper } from './queries.ts'
import { findReplaced } from './queries-list.ts'
import { mayWrite, typesFor } from './writers.ts'
import { reportSnapshot } from './snapshot.ts'
import { judged, reportMatter } from './sample-period.ts'

let world: World
let matterId: string
beforeAll(async () => {
  world = await makeWorld()
  const place = await reportMatter(world, 'OMS 26/90')
  matterId = place.matterId
  await judged(place, 'birch', '2026-03-10', ['met', 'notMet', 'partly'])
  await judged(place, 'oak', '2026-06-30', ['met', 'met', 'notMet'])
  // A published requirement is never changed; here one of three is to be of care, which the others are not.
  await world.admin.query(`set session_replication_role = replica;
    update requirement set laws = case id when '${world.catalogue.requirements.second}'
      then array['SoL', 'HSL'] else array['SoL'] end;
    set session_replication_role = origin`)
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const strategist = () => world.as(world.people.strategist)
const mas = () => world.as(world.people.mas)

function begin(report: ReportType, period = '2026', more: object = {}) {
  return createPeriodReport(strategist(), { matterId, period, report, ...more })
}

async function told(paperId: string) {
  const snapshot = await world.see(world.people.strategist, (tx) => reportSnapshot(tx, paperId, '2026-11-22'))
  if (!snapshot?.period) throw new Error('no period in the paper')
  return { ...snapshot, period: snapshot.period }
}

/** Every part written and every source answered. */
async function finished(paperId: string, missing: readonly string[] = []): Promise<number> {
  const paper = await world.see(world.people.strategist, (tx) => findPaper(tx, paperId))
  const sections = (paper?.sections ?? []).map(({ key, text }) => ({ key, text: text || 'Skrivet.' }))
  const title = paper?.title ?? ''
  const edited = await editPaper(strategist(), { paperId, revision: 1, title, sections })
  const sources = sourceKeys.map((key) => ({
    key,
    present: !missing.includes(key),
    note: missing.includes(key) ? 'Kommer i mars.' : '',
  }))
  const marked = await markSources(strategist(), { paperId, revision: edited.revision, sources })
  return marked.revision
}

test('three yearly documents are made of one set of data, each with its own parts and name', async () => {
  const made = [
    await begin('quality'),
    await begin('patientSafety'),
    await begin('annual'),
    await begin('year'),
  ]
  const papers = await Promise.all(made.map(({ id }) => told(id)))
  expect(papers.map(({ title }) => title)).toEqual([
    'Kvalitetsberättelse 2026',
    'Patientsäkerhetsberättelse 2026',
    'Text till verksamhetsberättelsen 2026',
    'Uppföljning av verksamheter året 2026',
  ])
  const [quality, , annual, year] = papers
  expect(quality?.period.followUps).toEqual(year?.period.followUps)
  expect(annual?.period.findings).toEqual(year?.period.findings)
  expect(quality?.sections.map(({ key }) => key)).toContain('brief')
  expect(year?.sections.map(({ key }) => key)).toEqual([
    'summary',
    'proposal',
    'how',
    'results',
    'development',
  ])
  await expect(begin('quality')).rejects.toMatchObject({ code: 'alreadyDone' })
  await expect(begin('quality', '2026-H1')).rejects.toMatchObject({
    fields: [{ path: 'period', code: 'periodOfKind' }],
  })
  await world.admin.query(`delete from paper where state = 'draft'`)
})

test('the quality report is not fixed before its summary is short and every source is answered', async () => {
  const { id } = await begin('quality')
  const long = [
    { key: 'brief', text: 'å'.repeat(701) },
    { key: 'development', text: 'Mer.' },
  ]
  const edited = await editPaper(strategist(), { paperId: id, revision: 1, title: 'Året', sections: long })
  const lacking = await world.see(world.people.secretary, (tx) => findPaper(tx, id))
  expect(lacking && lackingParts(lacking)).toEqual([
    'Samlat resultat i korthet',
    ...sourceKeys.map((key) => `svar om underlaget ”${periodKindTexts.sourceNames[key]}”`),
  ])
  const refused = freezePaper(strategist(), { paperId: id, revision: edited.revision })
  await expect(refused).rejects.toMatchObject({
    fields: [
      { path: 'sections.brief', code: 'tooLong' },
      ...sourceKeys.map((key) => ({ path: `sources.${key}`, code: 'chooseOne' })),
    ],
  })
  await world.admin.query(`delete from paper where state = 'draft'`)
  const again = await begin('quality')
  const revision = await finished(again.id, ['registers'])
  const changed = await changeSelection(strategist(), { paperId: again.id, revision })
  await freezePaper(strategist(), { paperId: again.id, revision: changed.revision })
  const snapshot = await world.see(world.people.strategist, (tx) => findFrozenSnapshot(tx, again.id))
  if (!snapshot?.period) throw new Error('no period in the paper')
  const sources = periodTables(snapshot.period).find(({ key }) => key === 'underlag')
  expect(sources?.rows.map(({ cells }) => cells[1])).toEqual(
    sourceKeys.map((key) => (key === 'registers' ? 'Saknas' : 'Finns')),
  )
  const page = String(
    (await world.see(world.people.strategist, (tx) => findForm(tx, again.id, 'html')))?.content,
  )
  expect(page).toContain('Kommer i mars.')
  expect(page).toContain('Strategisk nivå. Går till nämnden.')
})

test('MAS or the strategist fixes the patient safety report, a reviewer does not, and it counts only care by law', async () => {
  const { id } = await createPeriodReport(mas(), { matterId, period: '2026', report: 'patientSafety' })
  const { period } = await told(id)
  const judgedRows = period.followUps.map(({ counts }) => counts.met + counts.partly + counts.notMet)
  expect(judgedRows).toEqual([1, 1])
  expect(period.findings.map(({ title }) => title)).toEqual(['Brist 1'])
  expect(period.trend.at(-1)).toMatchObject({ followUps: 2, assessed: 2, met: 1, findings: 1 })
  const revision = await finished(id)
  const reviewer = world.as(world.people.reviewer)
  await expect(freezePaper(reviewer, { paperId: id, revision })).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await world.see(world.people.strategist, (tx) => findPaper(tx, id)))?.state).toBe('draft')
  await freezePaper(mas(), { paperId: id, revision })
  expect((await world.see(world.people.strategist, (tx) => findPaper(tx, id)))?.state).toBe('frozen')
})

test('MAS writes no other report than the one that is theirs', async () => {
  const other = { matterId, period: '2026-Q1' }
  await expect(createPeriodReport(mas(), other)).rejects.toMatchObject({ code: 'notAllowed' })
  const { id } = await begin('quarter', '2026-Q1')
  const edit = { paperId: id, revision: 1, title: 'Ändrad', sections: [] }
  await expect(editPaper(mas(), edit)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(changeSelection(mas(), { paperId: id, revision: 1 })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(freezePaper(mas(), { paperId: id, revision: 1 })).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await world.see(world.people.strategist, (tx) => findPaper(tx, id))).toMatchObject({ revision: 1 })
  await expect(markSources(strategist(), { paperId: id, revision: 1, sources: [] })).rejects.toMatchObject({
    code: 'wrongState',
  })
})

test('MAS begins a new version of the report that is theirs, and of no other; a stranger of none', async () => {
  const { rows } = await world.admin.query<{ id: string; report: string }>(
    `select id, source ->> 'report' as report from paper where state = 'frozen'`,
  )
  const idOf = (report: string) => rows.find((row) => row.report === report)?.id ?? ''
  const frozen = { safety: idOf('patientSafety'), quality: idOf('quality') }
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.mas])
    await expect(replacePaper(world.as(stranger), { paperId: frozen.safety })).rejects.toMatchObject({
      code: 'notFound',
    })
  for (const [actor, paperId] of [
    [world.people.mas, frozen.quality],
    [world.people.director, frozen.safety],
  ] as const)
    await expect(replacePaper(world.as(actor), { paperId })).rejects.toMatchObject({ code: 'notAllowed' })
  const drafts = async () =>
    (await world.admin.query(`select id from paper where replaces_id is not null`)).rows.length
  expect(await drafts()).toBe(0)
  const { id } = await replacePaper(mas(), { paperId: frozen.safety })
  const begun = await world.see(world.people.mas, (tx) => findPaper(tx, id))
  expect(begun).toMatchObject({ state: 'draft', replacesId: frozen.safety })
  expect(begun && mayWrite(world.people.mas, begun)).toBe(true)
  const compared = async (actor: Actor) =>
    (await world.see(actor, (tx) => findReplaced(tx, { replacesId: frozen.safety })))?.sections
  expect(await compared(world.people.mas)).toEqual(begun?.sections)
  expect(await compared(world.people.rival)).toBeUndefined()
  expect(typesFor(world.people.mas)).toEqual(['patientSafety'])
  expect(typesFor(world.people.strategist)).toHaveLength(7)
  expect(typesFor(world.people.director)).toEqual([])
})

test('sources are not marked by the other board, the twin or a registrar', async () => {
  const { id } = await begin('annual')
  const input = { paperId: id, revision: 1, sources: [{ key: 'registers' as const, present: true }] }
  for (const stranger of [world.people.elderlyReviewer, world.twin.people.strategist])
    await expect(markSources(world.as(stranger), input)).rejects.toMatchObject({ code: 'notFound' })
  await expect(markSources(world.as(world.people.registrar), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await markSources(strategist(), input)
  await expect(markSources(strategist(), input)).rejects.toMatchObject({ code: 'stale' })
})

test('each area is told in four blocks, and one that nobody has written is marked as empty', async () => {
  const { id } = await begin('thenNow', '2026-H1')
  const { sections, period } = await told(id)
  const areas = new Set(period.followUps.map(({ area }) => area)).size
  const blocks = sections.filter(({ key }) => /^(then|expected|now|next)-\d+$/.test(key))
  expect(blocks).toHaveLength(areas * 4)
  expect(blocks.filter(({ text }) => text !== '').map(({ key }) => key.split('-')[0])).toEqual(
    Array.from({ length: areas }, () => 'now'),
  )
  const edit = {
    paperId: id,
    revision: 1,
    title: 'Då och nu',
    sections: [{ key: 'then-0', text: 'Oklara rutiner.' }],
  }
  const { revision } = await editPaper(strategist(), edit)
  await freezePaper(strategist(), { paperId: id, revision })
  const page = String((await world.see(world.people.strategist, (tx) => findForm(tx, id, 'html')))?.content)
  expect(page).toContain('Oklara rutiner.')
  expect(page.split('Inget är skrivet här.')).toHaveLength(areas * 4 - areas)
})

test('the same report is made for more than one level, and each says where it goes', async () => {
  const levels = ['tactical', 'operative'] as const
  const made = await Promise.all(levels.map((level) => begin('halfYear', '2026-H1', { level })))
  const selections = await Promise.all(made.map(async ({ id }) => (await told(id)).period.selection.level))
  expect(selections).toEqual(levels)
  await expect(begin('halfYear', '2026-H1', { level: 'operative' })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
})
