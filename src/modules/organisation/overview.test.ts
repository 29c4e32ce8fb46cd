import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { findPrevious } from '#modules/followups/public.ts'
import { listUnits, UnitFilter } from './public.ts'
import { listLatestResults, listQualityAreas } from './queries-overview.ts'
import { frameworksFor } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await addFramework('lss', ['goda-levnadsvillkor', 'leva-som-andra'])
  await addFramework('hsl', ['jamlik', 'andamalsenlig', 'kunskapsbaserad', 'patientcentrerad', 'saker'])
  await addFramework('sol', [
    'sjalvbestammande',
    'helhetssyn',
    'trygghet',
    'kunskap',
    'tillganglighet',
    'effekt',
  ])
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)

test('a unit under LSS is seen through eight quality areas, one under SoL through six', async () => {
  const { reviewer } = world.people
  const seen = (laws: readonly string[]) => read(reviewer, (tx) => listQualityAreas(tx, frameworksFor(laws)))
  expect(await seen(['SoL'])).toHaveLength(6)
  const underLss = await seen(['LSS'])
  expect(underLss).toHaveLength(8)
  expect(underLss.slice(6).map((area) => area.key)).toEqual(['lss/goda-levnadsvillkor', 'lss/leva-som-andra'])
  expect(await seen(['HSL'])).toHaveLength(5)
  expect(await seen(['SoL', 'HSL'])).toHaveLength(11)
})

test('a reviewer reads the latest result of a unit as structure, process and outcome', async () => {
  const { followUpId, unitId } = await fixedFollowUp(world)
  await fixAssessment(followUpId, unitId)
  const results = await read(world.people.reviewer, (tx) => listLatestResults(tx, unitId))
  expect(results?.rows.map(({ dimension, verdict }) => `${dimension}: ${verdict}`).sort()).toEqual([
    'outcome: partly',
    'process: notMet',
    'structure: met',
  ])
  const { rival, elderlyReviewer } = world.people
  for (const stranger of [rival, elderlyReviewer, world.twin.people.reviewer])
    expect(await read(stranger, (tx) => listLatestResults(tx, unitId))).toBeUndefined()
})

test('a reviewer reads what was measured beside the guide value, by structure, process and outcome', async () => {
  const { reviewer } = world.people
  const unitId = world.units.birch ?? ''
  const guideValue = {
    value: 95,
    unit: 'procent',
    better: 'higher',
    of: 'genomförandeplaner som är aktuella',
  }
  const { rows } = await world.admin.query<{ id: string }>(
    `update requirement set kind = 'guideValue', guide_value = $1 where key = 'process' returning id`,
    [JSON.stringify(guideValue)],
  )
  await world.admin.query('update fixed_verdict set measured = 82.5 where requirement_id = $1', [rows[0]?.id])
  const results = await read(reviewer, (tx) => listLatestResults(tx, unitId))
  const measured = results?.rows.filter((row) => row.guideValue !== null)
  expect(measured).toMatchObject([{ dimension: 'process', measured: 82.5, guideValue }])
})

test('a correction of an old assessment does not make it the latest result of the unit', async () => {
  const older = await fixedFollowUp(world, { unit: 'municipal' })
  const newer = await fixedFollowUp(world, { unit: 'municipal' })
  await insertAssessment(older, { version: 1, at: '2025-03-01T08:00:00Z' })
  const latest = await insertAssessment(newer, { version: 1, at: '2026-03-01T08:00:00Z' })
  await insertAssessment(older, { version: 2, at: '2026-11-01T08:00:00Z' })
  const { reviewer } = world.people
  const results = await read(reviewer, (tx) => listLatestResults(tx, newer.unitId))
  expect(results?.assessmentId).toBe(latest)
  const { units } = await read(reviewer, (tx) => listUnits(tx, UnitFilter.parse({}), '2026-11-19'))
  expect(units.find((unit) => unit.id === newer.unitId)?.lastFollowUpOn).toBe('2026-03-01')
  const of = { unitId: newer.unitId, providerId: world.providers.own ?? '' }
  expect((await read(reviewer, (tx) => findPrevious(tx, of)))?.id).toBe(newer.followUpId)
})

type Versioned = { version: number; at: string }

async function insertAssessment(
  of: { followUpId: string; unitId: string },
  { version, at }: Versioned,
): Promise<string> {
  const { assessment } = await world.insert('assessment', {
    assessment: {
      board_id: world.boards.care,
      unit_id: of.unitId,
      provider_id: world.providers.own,
      follow_up_id: of.followUpId,
      version,
      reason: version > 1 ? 'Ett sakfel är rättat.' : '',
      snapshot: '{}',
      sha256: Buffer.alloc(32),
      rule_version: '1',
      fixed_by: world.people.strategist.accountId,
      fixed_at: at,
      shared_at: at,
    },
  })
  return assessment ?? ''
}

async function addFramework(key: string, areas: readonly string[]): Promise<void> {
  const { framework } = await world.insert('framework', {
    framework: { key, name: key, source_document: 'Uppföljningsplan' },
  })
  for (const [position, name] of areas.entries())
    await world.insert('quality_area', {
      area: { framework_id: framework, key: `${key}/${name}`, name, position },
    })
}

/** Three verdicts, against one requirement of each dimension. */
async function fixAssessment(followUpId: string, unitId: string): Promise<void> {
  const place = { board_id: world.boards.care, unit_id: unitId, provider_id: world.providers.private }
  const { assessment } = await world.insert('assessment', {
    assessment: {
      ...place,
      follow_up_id: followUpId,
      version: 1,
      snapshot: '{}',
      sha256: Buffer.alloc(32),
      rule_version: '1',
      fixed_by: world.people.strategist.accountId,
      fixed_at: '2026-11-12T08:00:00Z',
      shared_at: '2026-11-12T08:00:00Z',
    },
  })
  const version = await draftWithDimensions()
  for (const { id, key, dimension } of version)
    await world.insert.plain('fixed_verdict', {
      ...place,
      assessment_id: assessment,
      requirement_id: id,
      requirement_key: key,
      verdict: { structure: 'met', process: 'notMet', outcome: 'partly' }[dimension],
    })
}

type Made = { id: string; key: string; dimension: 'structure' | 'process' | 'outcome' }

async function draftWithDimensions(): Promise<Made[]> {
  const { draft } = await world.insert('catalogue_version', {
    draft: { name: 'Kravkatalog', number: 2, state: 'draft', valid_from: '2027-01-01' },
  })
  const { rows } = await world.admin.query<Made>(
    `insert into requirement select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
      'catalogue_version_id', $1::uuid, 'key', d, 'dimension', d))).*
      from requirement r, unnest(array['structure', 'process', 'outcome']) d where r.id = $2
      returning id, key, dimension`,
    [draft, world.catalogue.requirements.first],
  )
  return rows
}
