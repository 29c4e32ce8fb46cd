import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedFollowUp, stateOf } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { reportAction } from './commands-action.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

test('a report without a word of what was done is refused, and the action still waits for it', async () => {
  const given = await fixedFollowUp(world)
  const place = {
    board_id: world.boards['care'],
    unit_id: given.unitId,
    provider_id: world.providers['private'],
  }
  const { plan } = await world.insert('action_plan', {
    plan: {
      ...place,
      follow_up_id: given.followUpId,
      state: 'approved',
      due_on: '2026-12-10',
      requested_by: world.people.strategist.accountId,
      requested_at: '2026-11-12T08:00:00Z',
      shared_at: '2026-11-12T08:00:00Z',
    },
  })
  const { action } = await world.insert('action', {
    action: { ...place, action_plan_id: plan, finding_id: given.first, title: 'Ny rutin', state: 'approved' },
  })
  const bare = { actionId: action, revision: 1, text: 'Klart' }
  const attempt = reportAction(world.as(world.people.manager), bare)
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'text', code: 'evidenceNeeded' }] })
  expect(await stateOf(world, 'action', action)).toBe('approved')
  await reportAction(world.as(world.people.manager), { ...bare, text: 'Rutinen är klar och genomgången.' })
  expect(await stateOf(world, 'action', action)).toBe('reported')
})
