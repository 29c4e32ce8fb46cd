import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { drafts } from './arrange.test-support.ts'
import { historyOf } from './history.ts'
import { findRequirement, listWordings } from './queries.ts'
import { listNames } from './queries-form.ts'
import { findLastAssessed, findNextPlanned } from './queries-times.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = <Result>(
  work: Parameters<typeof withScope<Result>>[2],
  actor: Actor = world.people.strategist,
) => withScope(world.db, scopeOf(actor), work)
const times = (id: string, actor?: Actor) =>
  read(async (tx) => {
    const requirement = await findRequirement(tx, id)
    if (!requirement) return undefined
    return {
      last: await findLastAssessed(tx, requirement.key),
      next: await findNextPlanned(tx, requirement, '2026-11-19'),
    }
  }, actor)

/** A fixed follow-up of the first unit in which the requirement was judged. */
async function judge(requirementId: string): Promise<void> {
  const { followUpId } = await fixedFollowUp(world)
  const place = {
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
  }
  const { assessment } = await world.insert('assessment', {
    assessment: {
      ...place,
      follow_up_id: followUpId,
      version: 1,
      snapshot: '{}',
      sha256: Buffer.alloc(32),
      rule_version: '1',
      fixed_by: world.people.reviewer.accountId,
      fixed_at: '2026-11-12T10:00:00Z',
      shared_at: '2026-11-12T10:00:00Z',
    },
  })
  await world.insert.plain('fixed_verdict', {
    ...place,
    assessment_id: assessment,
    requirement_id: requirementId,
    requirement_key: 'bas-ett',
    verdict: 'met',
  })
}

test('a requirement shows when it was last judged and when it is next taken up, to those who may know', async () => {
  const { first, deep } = world.catalogue.requirements
  expect(await times(first)).toEqual({ last: undefined, next: undefined })
  await judge(first)
  const planned = await followUpsIn(world).create({ dueOn: '2027-02-10', unitId: world.units.oak })
  const seen = await times(first)
  expect(seen?.last).toMatchObject({ times: 1 })
  expect(seen?.next).toMatchObject({ followUpId: planned, dueOn: '2027-02-10' })
  expect((await times(deep))?.next).toBeUndefined()
  for (const stranger of [world.people.rival, world.people.elderlyReviewer])
    expect(await times(first, stranger)).toEqual({ last: undefined, next: undefined })
  expect(await times(first, world.twin.people.strategist)).toBeUndefined()
})

test('a standing theme is taken up in a basic follow-up too, though it is asked in depth', async () => {
  await world.admin.query(`alter table requirement disable trigger published_never_changes`)
  await world.admin.query('update requirement set always_asked = true where id = $1', [
    world.catalogue.requirements.deep,
  ])
  await world.admin.query(`alter table requirement enable trigger published_never_changes`)
  const followUps = followUpsIn(world)
  const prepared = await followUps.prepared({ unitId: world.units.pine, depth: 'basic', dueOn: '2027-03-01' })
  expect((await followUps.rowsOf(prepared)).map(({ key }) => key)).toContain('bas-fem')
  expect((await times(world.catalogue.requirements.deep))?.next).toBeDefined()
})

test('a requirement tells in words what each version changed in it', async () => {
  const arranged = drafts(world)
  const draftId = await arranged.start()
  await arranged.change(await arranged.byCode(draftId, 'B1'), { title: 'Krav ett' })
  const history = await read(async (tx) => historyOf(await listWordings(tx, 'bas-ett'), await listNames(tx)))
  expect(
    history.map(({ number, changes }) => [
      number,
      changes?.map(({ label, before, after }) => [label, before, after]),
    ]),
  ).toEqual([
    [2, [['Rubrik', 'Krav 1', 'Krav ett']]],
    [1, undefined],
  ])
  const provider = await read((tx) => listWordings(tx, 'bas-ett'), world.people.manager)
  expect(provider.map(({ number }) => number)).toEqual([1])
})
