import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { compareRequirements, listApplicableRequirements } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const requirementsOf = (actor: Actor, unitId: string) =>
  withScope(world.db, scopeOf(actor), (tx) =>
    listApplicableRequirements(tx, unitId, '2026-11-19', 'inDepth'),
  ).then((found) => found?.requirements ?? [])

test('a private and a municipal unit of the same area answer for the same requirements, each by its agreement', async () => {
  const { reviewer, elderlyReviewer } = world.people
  await world.insert.plain('agreement_clause', {
    agreement_id: world.agreements.private,
    requirement_key: 'bas-ett',
    board_id: world.boards['care'],
    provider_id: world.providers['private'],
    clause: '4.2',
  })
  const { birch, municipal } = world.units
  const rows = compareRequirements(
    await requirementsOf(reviewer, birch),
    await requirementsOf(reviewer, municipal),
  )
  expect(rows.map((row) => row.code)).toEqual(['B1', 'B2', 'B3', 'B4', 'B5'])
  expect(rows.every((row) => row.same)).toBe(true)
  expect(rows[0]).toMatchObject({ one: '4.2', other: '' })
  expect(await requirementsOf(elderlyReviewer, birch)).toEqual([])
})

test('a requirement that only one unit answers for, or in other words, is told to differ', () => {
  const row = (key: string, more: object = {}) => ({
    ...{ id: key, key, code: key, title: 'Rutin', text: 'Det finns en rutin.', kind: 'must', clause: '' },
    ...more,
  })
  const rows = compareRequirements(
    [row('a', { clause: '1' }), row('b')],
    [row('a', { clause: '2' }), row('b', { text: 'Rutinen är skriven.' }), row('c')],
  )
  expect(rows.map(({ key, same }) => [key, same])).toEqual([
    ['a', true],
    ['b', false],
    ['c', false],
  ])
  expect(rows[2]).toMatchObject({ one: undefined, other: '' })
})
