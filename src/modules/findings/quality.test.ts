import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { countFindingsByArea } from '#modules/frameworks/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { ActionFilter, FindingFilter } from './contract.ts'
import { listActions } from './queries-plans.ts'
import { listFindings } from './queries-list.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)
const listed = (actor: Actor, filter: object) =>
  read(actor, (tx) => listFindings(tx, FindingFilter.parse(filter), '2026-11-19'))

test('a reviewer narrows the findings by quality area, and the count of each area is what the list shows', async () => {
  const { reviewer } = world.people
  const { first, second } = await fixedFollowUp(world)
  await world.admin.query('update finding set requirement_id = $1 where id = $2', [
    world.catalogue.requirements.health,
    first,
  ])
  const ids = async (quality: string) =>
    (await listed(reviewer, { quality, state: 'unfinished' })).findings.map((finding) => finding.id)
  expect(await ids('hsl/saker')).toEqual([first])
  expect(await ids('sol/kunskapsbaserad')).toEqual([second])
  expect(await ids('sol/tillganglighet')).toEqual([])
  expect(await read(reviewer, countFindingsByArea)).toEqual([
    { area: 'hsl/saker', count: 1 },
    { area: 'sol/kunskapsbaserad', count: 1 },
  ])
  await world.admin.query(`update finding set state = 'closed' where id = $1`, [first])
  expect((await listed(reviewer, { quality: 'hsl/saker', state: 'unfinished' })).total).toBe(0)
  expect(await read(reviewer, countFindingsByArea)).toHaveLength(1)
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.reviewer]) {
    expect((await listed(stranger, { quality: 'sol/kunskapsbaserad' })).total).toBe(0)
    expect(await read(stranger, countFindingsByArea)).toEqual([])
  }
})

/** One promised action for each of the findings, and an area of the municipality's own that answers to a national one. */
async function promised(findings: Readonly<Record<string, string>>, followUpId: string) {
  const place = {
    ...{ board_id: world.boards.care, unit_id: world.units.birch, provider_id: world.providers.private },
    ...{ shared_at: '2026-11-12T08:00:00Z' },
  }
  const asked = { requested_by: world.people.strategist.accountId, requested_at: '2026-11-12T08:00:00Z' }
  const { plan } = await world.insert('action_plan', {
    plan: { ...place, ...asked, follow_up_id: followUpId, state: 'approved', due_on: '2026-12-01' },
  })
  const { shared_at: _shared, ...own } = place
  const of = { ...own, action_plan_id: plan, due_on: '2026-12-01', state: 'approved' }
  for (const [title, finding_id] of Object.entries(findings))
    await world.insert('action', { action: { ...of, finding_id, title } })
  const { kommun, sol } = await world.insert('framework', {
    kommun: { key: 'kommun', name: 'Egna', source_document: 'Bilaga' },
    sol: { key: 'sol', name: 'Nationella', source_document: 'Plan' },
  })
  await world.insert('quality_area', {
    national: { framework_id: sol, key: 'sol/kunskapsbaserad', name: 'Kunskap', position: 1 },
    own: { framework_id: kommun, key: 'kommun/kompetens', name: 'Kompetens', position: 1 },
  })
  await world.insert.plain('quality_area_mapping', {
    from_key: 'kommun/kompetens',
    to_key: 'sol/kunskapsbaserad',
  })
}

test('a reviewer narrows the actions by quality area, national or the municipality’s own', async () => {
  const { first, second, followUpId } = await fixedFollowUp(world)
  await world.admin.query('update finding set requirement_id = $1 where id = $2', [
    world.catalogue.requirements.health,
    first,
  ])
  await promised({ Hälsa: first, Kunskap: second }, followUpId)
  const titles = async (quality: string, actor: Actor = world.people.reviewer) =>
    (await read(actor, (tx) => listActions(tx, ActionFilter.parse({ quality }), '2026-11-19'))).actions.map(
      (action) => action.title,
    )
  expect(await titles('hsl/saker')).toEqual(['Hälsa'])
  expect(await titles('sol/kunskapsbaserad')).toEqual(['Kunskap'])
  expect(await titles('kommun/kompetens')).toEqual(['Kunskap'])
  expect(await titles('sol/tillganglighet')).toEqual([])
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.reviewer])
    expect(await titles('sol/kunskapsbaserad', stranger)).toEqual([])
})
