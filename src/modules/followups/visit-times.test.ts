import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { listVisitTimes, VisitTimeFilter } from './visit-times.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  const { birch, oak } = world.units
  const followUp = { birch: await followUpsIn(world).create(), oak: '' }
  followUp.oak = await followUpsIn(world).create({ unitId: oak })
  const visit = (unit: 'birch' | 'oak', time: string, startsAt: string, more: object = {}) => ({
    ...{ follow_up_id: followUp[unit], board_id: world.boards.care, unit_id: { birch, oak }[unit] },
    ...{ starts_at: startsAt, time_of_day: time, announced: true, met_roles: [], begun_at: startsAt },
    ...more,
  })
  await world.insert('visit', {
    day: visit('birch', 'officeHours', '2026-03-02T09:00:00Z'),
    night: visit('birch', 'night', '2025-12-31T23:30:00Z'),
    weekend: visit('birch', 'weekend', '2025-05-03T09:00:00Z'),
    coming: visit('birch', 'evening', '2026-12-01T18:00:00Z', { announced: false, begun_at: null }),
    oak: visit('oak', 'officeHours', '2026-04-02T09:00:00Z'),
  })
})
afterAll(() => world.close())

function times(asked: object = {}, actor: Actor = world.people.strategist) {
  return withScope(world.db, scopeOf(actor), (tx) =>
    listVisitTimes(tx, VisitTimeFilter.parse(asked), '2026-11-19'),
  )
}

test('a strategist sees when each unit was visited, and which never were outside office hours', async () => {
  const { units, total } = await times({ sort: '-antal' })
  expect(total).toBe(5)
  expect(units[0]).toMatchObject({
    ...{ name: 'Björkgården', officeHours: 1, evening: 0, night: 1, weekend: 1 },
    ...{ visits: 3, latest: '2026-03-02' },
  })
  const names = async (asked: object) => (await times(asked)).units.map((unit) => unit.name)
  expect(await names({ officeHoursOnly: 'true' })).toEqual(['Ekbacken'])
  expect(await names({ visited: 'true' })).toEqual(['Björkgården', 'Ekbacken'])
  // Half past midnight in Sweden on New Year's Day is of the new year.
  expect((await times({ q: 'björk', year: '2026' })).units[0]).toMatchObject({ night: 1, visits: 2 })
})

test('a visit that has not begun is counted for nobody, and no stranger reads one that has', async () => {
  const { manager, rival, elderlyReviewer, member } = world.people
  for (const actor of [world.people.strategist, world.people.reviewer])
    expect((await times({}, actor)).units.every((unit) => unit.evening === 0)).toBe(true)
  for (const stranger of [manager, rival, elderlyReviewer, member, world.twin.people.strategist])
    expect((await times({ visited: 'true' }, stranger)).units, stranger.name).toEqual([])
})
