import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { ActionFilter, FindingFilter, listActions, listFindings } from '#modules/findings/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { countLacking, listMyFollowUps, listWaiting } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)

test('the start page counts every unit in operation without a follow-up this year, within one’s own board', async () => {
  const before = await read(world.people.reviewer, (tx) => countLacking(tx, '2026-11-19'))
  expect(before.unitsWithout).toBe(5)
  await makeFollowUp(world)
  const after = await read(world.people.reviewer, (tx) => countLacking(tx, '2026-11-19'))
  expect(after.unitsWithout).toBe(4)
  const other = await read(world.people.elderlyReviewer, (tx) => countLacking(tx, '2026-11-19'))
  expect(other.unitsWithout).toBe(1)
})

test('what a provider has handed in waits for the office, and only there', async () => {
  const followUp = await makeFollowUp(world)
  await makeRequest(world, followUp)
  await world.admin.query(`update document_request set state = 'submitted'`)
  const waiting = await read(world.people.reviewer, (tx) => listWaiting(tx))
  expect(waiting.map((item) => item.kind)).toContain('handedIn')
  for (const stranger of [world.people.elderlyReviewer, world.twin.people.reviewer])
    expect(await read(stranger, (tx) => listWaiting(tx))).toEqual([])
})

test('the start page counts exactly the findings that the list without a decision about IVO shows', async () => {
  const licensed = await fixedFollowUp(world)
  const own = await fixedFollowUp(world, { unit: 'municipal' })
  const closed = await fixedFollowUp(world)
  await world.admin.query(`update finding set state = 'closed' where id = $1`, [closed.first])
  for (const person of [world.people.reviewer, world.people.elderlyReviewer, world.twin.people.reviewer]) {
    const { counted, listed } = await read(person, async (tx) => ({
      counted: (await countLacking(tx, '2026-11-19')).ivoMissing,
      listed: await listFindings(tx, FindingFilter.parse({ ivoMissing: 'true' }), '2026-11-19'),
    }))
    expect(counted).toBe(listed.total)
    expect(listed.findings).toHaveLength(listed.total)
    const isOwnBoard = person === world.people.reviewer
    expect(listed.findings.map((one) => one.id)).toEqual(isOwnBoard ? [licensed.first] : [])
    expect(listed.findings.map((one) => one.id)).not.toContain(own.first)
  }
})

test('the start page counts the late actions that the list shows, and none against a withdrawn finding', async () => {
  const { followUpId, first, second, unitId } = await fixedFollowUp(world)
  const place = { board_id: world.boards.care, unit_id: unitId, provider_id: world.providers.private }
  const { plan } = await world.insert('action_plan', {
    plan: {
      ...place,
      follow_up_id: followUpId,
      state: 'submitted',
      due_on: '2026-11-01',
      requested_by: world.people.strategist.accountId,
      requested_at: '2026-10-01T08:00:00Z',
      shared_at: '2026-10-01T08:00:00Z',
    },
  })
  const action = (finding: string | undefined) => ({
    ...place,
    action_plan_id: plan,
    finding_id: finding,
    title: 'Skriv rutinen',
    due_on: '2026-11-18',
    state: 'proposed',
  })
  await world.insert('action', { one: action(first), other: action(second) })
  await world.admin.query(`update finding set state = 'withdrawn' where id = $1`, [second])
  const { counted, listed } = await read(world.people.reviewer, async (tx) => ({
    counted: (await countLacking(tx, '2026-11-19')).lateActions,
    listed: await listActions(tx, ActionFilter.parse({ show: 'late' }), '2026-11-19'),
  }))
  expect(listed.actions.map((one) => one.findingId)).toEqual([first])
  expect(counted).toBe(1)
})

test('a person in no team has no follow-ups of their own', async () => {
  const actor = world.people.mas
  expect(await read(actor, (tx) => listMyFollowUps(tx, actor, '2026-11-19'))).toEqual([])
})
