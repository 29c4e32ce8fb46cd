import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { countFindingsByArea } from '#modules/frameworks/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { FindingFilter } from './contract.ts'
import { listFindings } from './queries.ts'

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
