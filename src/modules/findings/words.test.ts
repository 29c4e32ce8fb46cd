import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withoutScope, withScope } from '#platform/db/transaction.ts'
import type { Db } from '#platform/db/pool.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { FindingFilter, findingSorts } from './contract.ts'
import { listFindings } from './queries-list.ts'

/** The function findings_that_say steps past the policies, so it is asked directly, without the list around it. */
let world: World
let given: Awaited<ReturnType<typeof fixedFollowUp>>
let hidden: Awaited<ReturnType<typeof fixedFollowUp>>

beforeAll(async () => {
  world = await makeWorld()
  given = await fixedFollowUp(world)
  hidden = await fixedFollowUp(world, { sharedFindings: false, state: 'underway' })
})
afterAll(() => world.close())

async function idsOf(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select findings_that_say('%RUTIN%') as id`.execute(tx)
  return rows.map(({ id }) => id).sort()
}
const said = (actor: Actor) => withScope(world.db, scopeOf(actor), idsOf)

test('words are found in the findings of the reader’s own board, whatever their case', async () => {
  const all = [given.first, given.second, hidden.first, hidden.second].sort()
  expect(await said(world.people.strategist)).toEqual(all)
})

test('a provider’s words reach its own shared findings and none that are not shared yet', async () => {
  expect(await said(world.people.manager)).toEqual([given.first, given.second].sort())
})

test('a rival, another board, the twin municipality and nobody at all find nothing by any word', async () => {
  const { rival, elderlyReviewer, admin, member } = world.people
  for (const stranger of [rival, elderlyReviewer, admin, member, world.twin.people.strategist])
    expect(await said(stranger), stranger.name).toEqual([])
  expect(await withoutScope(world.db, idsOf)).toEqual([])
})

test('every word must be somewhere: in the text, the unit, the provider or the requirement', async () => {
  const count = (q: string) =>
    withScope(world.db, scopeOf(world.people.strategist), async (tx) => {
      const { findings, total } = await listFindings(tx, FindingFilter.parse({ q }), '2026-11-19')
      expect(findings).toHaveLength(total)
      return total
    })
  const { name } = await world.admin
    .query<{ name: string }>('select name from unit_state where unit_id = $1 limit 1', [given.unitId])
    .then(({ rows }) => rows[0] ?? { name: '' })
  expect(await count(name)).toBe(4)
  expect(await count(`${name} dokumentation`)).toBe(2)
  expect(await count('dokumentation finnsinte')).toBe(0)
})

test('who leafs through the list meets each finding once, in whatever order and from either end', async () => {
  for (const person of [world.people.strategist, world.people.manager]) {
    const list = (filter: object) =>
      withScope(world.db, scopeOf(person), (tx) =>
        listFindings(tx, FindingFilter.parse(filter), '2026-11-19'),
      )
    for (const key of findingSorts)
      for (const sort of [key, `-${key}`]) {
        const { findings: all, total } = await list({ sort, limit: '50' })
        expect(all).toHaveLength(total)
        const pages = []
        for (let page = 1; page <= total + 1; page += 1)
          pages.push(...(await list({ sort, page: String(page), limit: '1' })).findings)
        expect(pages, sort).toEqual(all)
      }
  }
})
