import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { searchAll } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  const followUp = await world.insert('follow_up', {
    birch: {
      board_id: world.boards.care,
      unit_id: world.units.birch,
      provider_id: world.providers.private,
      catalogue_version_id: world.catalogue.versionId,
      title: 'Hemlig uppföljning hos Åkerbo',
      kind: 'planned',
      depth: 'basic',
      purposes: [],
      focus_areas: [],
      methods: [],
      announced: false,
      due_on: '2026-12-01',
      state: 'planned',
      requirements_per: '2026-12-01',
      created_by: world.people.strategist.accountId,
      created_at: '2026-11-01T08:00:00Z',
    },
  })
  const finding = (title: string, shared: string | null) => ({
    follow_up_id: followUp.birch,
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
    requirement_id: world.catalogue.requirements.first,
    requirement_key: 'bas-ett',
    severity: 'serious',
    title,
    description: 'Rutinen saknas',
    state: 'open',
    found_at: '2026-11-02T08:00:00Z',
    shared_at: shared,
  })
  await world.insert('finding', {
    shared: finding('Brist som är delgiven', '2026-11-03T08:00:00Z'),
    held: finding('Brist som är arbetsmaterial', null),
  })
  await world.insert('matter', {
    one: {
      board_id: world.boards.care,
      case_number: 'OMS 26/77',
      title: 'Uppföljning Björkgården',
      opened_on: '2026-01-01',
    },
  })
})
afterAll(() => world.close())

async function found(actor: Actor, words: string) {
  const groups = await withScope(world.db, scopeOf(actor), (tx) => searchAll(tx, actor, words, '2026-11-19'))
  return Object.fromEntries(groups.map(({ group, hits }) => [group, hits.map((hit) => hit.title).sort()]))
}

test('a strategist finds everything of a provider by its name', async () => {
  expect(await found(world.people.strategist, 'åkerbo')).toEqual({
    units: ['Björkgården', 'Ekbacken', 'Tallhöjden'],
    providers: ['Åkerbo Omsorg AB'],
    agreements: ['Avtal private'],
    followUps: ['Hemlig uppföljning hos Åkerbo'],
  })
  expect(await found(world.people.strategist, 'OMS 26/77')).toEqual({ matters: ['Uppföljning Björkgården'] })
  expect(await found(world.people.strategist, 'brist')).toEqual({
    findings: ['Brist som är arbetsmaterial', 'Brist som är delgiven'],
  })
})

test('a provider finds its own and nothing that is not yet shared', async () => {
  expect(await found(world.people.manager, 'björkgården')).toEqual({
    units: ['Björkgården'],
    findings: ['Brist som är delgiven'],
  })
  expect(await found(world.people.manager, 'hemlig')).toEqual({})
  expect(await found(world.people.manager, 'rivalen')).toEqual({})
  expect(await found(world.people.manager, 'OMS 26/77')).toEqual({})
})

test('the competitor, the other board and the twin municipality find nothing of it', async () => {
  for (const actor of [world.people.rival, world.people.elderlyReviewer, world.twin.people.manager]) {
    expect(await found(actor, 'hemlig')).toEqual({})
    expect(await found(actor, 'brist')).toEqual({})
    expect(await found(actor, '26/77')).toEqual({})
  }
  expect(await found(world.people.rival, 'björkgården')).toEqual({})
  expect(await found(world.people.elderlyReviewer, 'björkgården')).toEqual({})
})

test('a board member finds no working material', async () => {
  expect(await found(world.people.member, 'björkgården')).toEqual({})
})

test('one letter finds nothing, and signs with a meaning of their own are read as they stand', async () => {
  expect(await found(world.people.strategist, 'å')).toEqual({})
  expect(await found(world.people.strategist, '%%')).toEqual({})
  expect(await found(world.people.strategist, "gården' or 1=1")).toEqual({})
})
