import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { createFollowUp } from './commands.ts'
import { getFollowUp } from './queries.ts'
import { listLastTime } from './queries-protocol.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
let assessed: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  assessed = await arranged.prepared()
  await world.admin.query(`update follow_up set state = 'fixed' where id = $1`, [assessed])
  await world.insert('finding', {
    open: findingOf('bas-tva', 'second', { state: 'planned' }),
    done: findingOf('bas-tre', 'third', { state: 'closed', closed_at: '2026-11-18T08:00:00Z' }),
  })
})

function findingOf(key: string, requirement: 'second' | 'third', more: object) {
  return {
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
    follow_up_id: assessed,
    requirement_id: world.catalogue.requirements[requirement],
    requirement_key: key,
    severity: 'serious',
    title: key,
    description: 'Rutinen saknas.',
    found_at: '2026-11-10T10:00:00Z',
    shared_at: '2026-11-10T10:00:00Z',
    ...more,
  }
}

const revisit = (more: object = {}) => ({ kind: 'revisit' as const, revisitsId: assessed, ...more })

test('who does not see the follow-up plans no return visit to it', async () => {
  const { elderlyReviewer, rival, manager } = world.people
  for (const stranger of [elderlyReviewer, rival, world.twin.people.strategist]) {
    const attempt = createFollowUp(world.as(stranger), arranged.plan(revisit()))
    await expect(attempt).rejects.toMatchObject({ code: 'notFound' })
  }
  const denied = createFollowUp(world.as(manager), arranged.plan(revisit()))
  await expect(denied).rejects.toMatchObject({ code: 'notAllowed' })
  const { rows } = await world.admin.query('select id from follow_up where previous_id = $1', [assessed])
  expect(rows).toEqual([])
})

test('a return visit to another unit’s follow-up, or with nothing left to check, is refused', async () => {
  const elsewhere = arranged.create(revisit({ unitId: world.units.oak }))
  await expect(elsewhere).rejects.toMatchObject({ code: 'notFound' })
  await world.admin.query(`update finding set state = 'closed' where follow_up_id = $1`, [assessed])
  await expect(arranged.create(revisit())).rejects.toMatchObject({
    fields: [{ path: 'kind', code: 'nothingToRevisit' }],
  })
})

test('a return visit has just the requirements of the findings to check, and lists those on its overview', async () => {
  const id = await arranged.create(revisit({ depth: 'inDepth' }))
  const lastTime = () =>
    arranged.ask(world.people.reviewer, async (tx) => listLastTime(tx, await getFollowUp(tx, id)))
  expect((await lastTime()).map(({ title }) => title)).toEqual(['bas-tva'])
  const made = await arranged.prepared(revisit({ depth: 'inDepth' }))
  expect((await arranged.rowsOf(made)).map(({ key, origin }) => [key, origin])).toEqual([
    ['bas-tva', 'lastTime'],
  ])
  const followUp = await arranged.ask(world.people.reviewer, (tx) => getFollowUp(tx, made))
  expect(followUp).toMatchObject({ kind: 'revisit', previousId: assessed })
})

test('what is closed at the return visit stays on its list of what was to be checked', async () => {
  const made = await arranged.prepared(revisit())
  await world.admin.query(`update finding set state = 'closed' where follow_up_id = $1`, [assessed])
  const listed = await arranged.ask(world.people.reviewer, async (tx) =>
    listLastTime(tx, await getFollowUp(tx, made)),
  )
  expect(listed).toMatchObject([{ title: 'bas-tva', state: 'closed' }])
})
