import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listMine, sweepDuties } from '#modules/duties/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPeriodReport } from './commands-period.ts'
import { markSources } from './commands-selection.ts'
import { patientSafety } from './duties-yearly.ts'
import { sourceKeys, type ReportType } from './period-type-rules.ts'
import { findPaper } from './queries.ts'

let world: World
let matterId: string
const february = new Date('2027-02-03T08:00:00Z')
beforeAll(async () => {
  world = await makeWorld()
  matterId = uuidv7()
  await world.insert('matter', {
    m: {
      id: matterId,
      board_id: world.boards.care,
      case_number: 'OMS 27/1',
      title: 'Patientsäkerhet',
      opened_on: '2027-01-02',
    },
  })
  // The other board runs no care of its own.
  await world.admin.query(`update unit_state set laws = '{LSS}' where board_id = $1`, [world.boards.elderly])
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const sweep = (now = february) =>
  sweepDuties(
    world.db,
    { id: world.municipalityId, boards: Object.values(world.boards) },
    { rules: [patientSafety], now },
  )

async function duties() {
  const { rows } = await world.admin.query(
    `select board_id as "boardId", period, state, due_on::text as "dueOn", owner_role as "ownerRole", proof_href as proof
      from duty where rule = 'report.patientSafety' and municipality_id = $1 order by period`,
    [world.municipalityId],
  )
  return rows
}

const mine = (actor: Actor) =>
  withScope(world.db, scopeOf(actor), async (tx) =>
    (await listMine(tx, actor, '2027-02-03')).map(({ title }) => title),
  )

async function fixed(report: ReportType, period: string): Promise<string> {
  const as = () => world.as(world.people.strategist, february)
  const { id } = await createPeriodReport(as(), { matterId, period, report })
  const paper = await withScope(world.db, scopeOf(world.people.strategist), (tx) => findPaper(tx, id))
  const sections = (paper?.sections ?? []).map(({ key, text }) => ({ key, text: text || 'Skrivet.' }))
  const edited = await editPaper(as(), { paperId: id, revision: 1, title: paper?.title ?? '', sections })
  const sources = sourceKeys.map((key) => ({ key, present: true, note: '' }))
  const { revision } = await markSources(as(), { paperId: id, revision: edited.revision, sources })
  await freezePaper(as(), { paperId: id, revision })
  return id
}

test('MAS owes the patient safety report once for each year, by the first of March, where the board gives care itself', async () => {
  await sweep()
  const owed = { boardId: world.boards.care, ownerRole: 'mas', state: 'open', proof: '' }
  expect(await duties()).toEqual([
    { ...owed, period: '2025', dueOn: '2026-03-01' },
    { ...owed, period: '2026', dueOn: '2027-03-01' },
  ])
  expect(await sweep()).toEqual({ fresh: 0, changed: 0 })
  expect(await mine(world.people.mas)).toContain('Patientsäkerhetsberättelse för 2026, Omsorgsnämnden')
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.mas])
    expect(await mine(stranger), stranger.name).toEqual([])
})

test('it is done when the report of the year is fixed, not by another report of the same year', async () => {
  await fixed('quality', '2026')
  await sweep()
  expect((await duties()).map(({ state }) => state)).toEqual(['open', 'open'])
  const paperId = await fixed('patientSafety', '2026')
  await sweep()
  expect(await duties()).toMatchObject([
    { period: '2025', state: 'open' },
    { period: '2026', state: 'done', proof: `/rapporter/${paperId}` },
  ])
  expect(await sweep()).toEqual({ fresh: 0, changed: 0 })
})

test('the next year it is owed anew, and a municipality that was not there owes nothing of the years before', async () => {
  const next = new Date('2028-01-10T08:00:00Z')
  await sweep(next)
  expect((await duties()).map(({ period }) => period)).toEqual(['2025', '2026', '2027'])
  await world.admin.query(`delete from duty_event; delete from duty where rule = 'report.patientSafety'`)
  await world.admin.query(`update municipality set created_at = '2027-06-01' where id = $1`, [
    world.municipalityId,
  ])
  await sweep(next)
  expect((await duties()).map(({ period, state }) => [period, state])).toEqual([
    ['2026', 'done'],
    ['2027', 'open'],
  ])
})
