import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { addQualityArea, changeQualityArea } from '#modules/frameworks/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { makeWorld, type World } from '#test/world.ts'
import { editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { createPeriodReport } from './commands-period.ts'
import { findRows } from './counted-rows.ts'
import { periodTables } from './period-tables.ts'
import { listReportedAgreements } from './public.ts'
import { findFrozenSnapshot } from './queries.ts'
import { judged, reportMatter } from './sample-period.ts'

let world: World
let matterId: string
const followUps: Record<string, string> = {}
beforeAll(async () => {
  world = await makeWorld()
  const place = await reportMatter(world, 'OMS 26/71')
  matterId = place.matterId
  const agreementOf = { birch: 'private', oak: 'private', rival: 'rival' } as const
  for (const unit of ['birch', 'oak', 'rival'] as const) {
    await judged(place, unit, '2026-03-10', ['met', 'partly', 'met'])
    const { rows } = await world.admin.query<{ id: string }>(
      'update follow_up set agreement_id = $1 where unit_id = $2 returning id',
      [world.agreements[agreementOf[unit]], world.units[unit]],
    )
    followUps[unit] = rows[0]?.id ?? ''
  }
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const report = (more: object) =>
  createPeriodReport(world.as(world.people.strategist), { matterId, period: '2026-H1', ...more })
const counted = (paperId: string, actor: Actor = world.people.strategist) =>
  world.see(actor, (tx) =>
    findRows(tx, { paperId, table: 'omraden', row: 'alla', now: new Date('2026-11-22') }),
  )

test('an agreement whose two units were followed up each by itself has one joint report, of no other unit', async () => {
  const { id } = await report({ agreementId: world.agreements.private })
  const rows = await counted(id)
  expect(rows?.followUps.map((one) => one.id).sort()).toEqual([followUps['birch'], followUps['oak']].sort())
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await counted(id, stranger)).toBeUndefined()
  const whole = await report({})
  expect((await counted(whole.id))?.followUps).toHaveLength(3)
})

test('agreements that were followed up can be chosen, by the office of their own board only', async () => {
  const ids = async (actor: Actor) => (await world.see(actor, listReportedAgreements)).map((one) => one.value)
  expect((await ids(world.people.strategist)).sort()).toEqual(
    [world.agreements.private, world.agreements.rival].sort(),
  )
  for (const stranger of [world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await ids(stranger)).toEqual([])
})

async function areaNames(table: string): Promise<string[]> {
  await world.admin.query(`delete from paper where state = 'draft'`)
  const { id: paperId } = await report({})
  const sections = [{ key: 'development', text: 'Fler oanmälda besök.' }]
  const { revision } = await editPaper(world.as(world.people.strategist), {
    ...{ paperId, revision: 1, title: 'Våren', sections },
  })
  await freezePaper(world.as(world.people.strategist), { paperId, revision })
  const snapshot = await world.see(world.people.strategist, (tx) => findFrozenSnapshot(tx, paperId))
  const tables = snapshot?.period ? periodTables(snapshot.period) : []
  return tables.find(({ key }) => key === table)?.rows.map((row) => String(row.cells[0])) ?? []
}

test('an area that the municipality writes itself, and renames, is a row of its reports beside the national ones', async () => {
  const { sol } = await world.insert('framework', {
    sol: { key: 'sol', name: 'Nationella', source_document: 'Plan' },
    kommun: { key: 'kommun', name: 'Egna', source_document: 'Bilaga' },
  })
  const named = { framework_id: sol, key: 'sol/kunskapsbaserad', name: 'Kunskapsbaserad', position: 1 }
  await world.insert('quality_area', { named })
  const facts = { description: '', mapsTo: ['sol/kunskapsbaserad'] }
  const strategist = () => world.as(world.people.strategist)
  const own = { framework: 'kommun' as const, from: '2026-01-01', name: 'Kompetens', ...facts }
  const { id: areaId } = await addQualityArea(strategist(), own)
  expect(await areaNames('kommunens-kvalitet')).toEqual(['Kompetens'])
  await changeQualityArea(strategist(), { areaId, revision: 1, name: 'Personalens kompetens', ...facts })
  expect(await areaNames('kommunens-kvalitet')).toEqual(['Personalens kompetens'])
  expect(await areaNames('kvalitet')).toEqual(['Kunskapsbaserad (SoL)'])
})
