import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixedFollowUp, stateOf } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { closeAction, reportAction, verifyAction } from './commands-action.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function approvedAction(): Promise<string> {
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
  return action
}

const evidence = 'Rutinen finns i enhetens ledningssystem.'

test('a report without a word of what was done is refused, and the action still waits for it', async () => {
  const action = await approvedAction()
  const bare = { actionId: action, revision: 1, text: 'Klart', evidence }
  const attempt = reportAction(world.as(world.people.manager), bare)
  await expect(attempt).rejects.toMatchObject({ fields: [{ path: 'text', code: 'doneNeeded' }] })
  expect(await stateOf(world, 'action', action)).toBe('approved')
  await reportAction(world.as(world.people.manager), { ...bare, text: 'Rutinen är klar och genomgången.' })
  expect(await stateOf(world, 'action', action)).toBe('reported')
})

test('a report needs evidence: a file, or words of where it is to be found', async () => {
  const told = { revision: 1, text: 'Rutinen är klar och genomgången.' }
  const action = await approvedAction()
  const bare = reportAction(world.as(world.people.manager), { ...told, actionId: action })
  await expect(bare).rejects.toMatchObject({ fields: [{ path: 'evidence', code: 'actionEvidenceNeeded' }] })
  expect(await stateOf(world, 'action', action)).toBe('approved')
  const file = { name: 'rutin.txt', bytes: Buffer.from('Rutin, version 2.') }
  await reportAction(world.as(world.people.manager), { ...told, actionId: action, file })
  expect(await stateOf(world, 'action', action)).toBe('reported')
})

test('an action closes only with evidence and with somebody who approved its effect', async () => {
  const action = await approvedAction()
  const strategist = () => world.as(world.people.strategist)
  const judged = { actionId: action, revision: 2, effective: true, effect: 'Stickprov visar att den följs.' }
  const told = { actionId: action, revision: 1, text: 'Rutinen är klar och genomgången.', evidence }
  await reportAction(world.as(world.people.manager), told)
  await world.admin.query(`delete from action_entry where action_id = $1 and kind = 'evidence'`, [action])
  await expect(verifyAction(strategist(), judged)).rejects.toMatchObject({
    fields: [{ path: 'effect', code: 'actionEvidenceMissing' }],
  })
  await world.admin.query(`update action set state = 'verified' where id = $1`, [action])
  const closing = () => closeAction(strategist(), { actionId: action, revision: 2 })
  await expect(closing()).rejects.toMatchObject({ code: 'wrongState' })
  expect(await stateOf(world, 'action', action)).toBe('verified')
})

test('an action with evidence whose effect is approved is closed, and the approver is kept', async () => {
  const action = await approvedAction()
  const told = { actionId: action, revision: 1, text: 'Rutinen är klar och genomgången.', evidence }
  await reportAction(world.as(world.people.manager), told)
  const effect = 'Stickprov visar att den följs.'
  const strategist = world.people.strategist
  await verifyAction(world.as(strategist), { actionId: action, revision: 2, effective: true, effect })
  await closeAction(world.as(strategist), { actionId: action, revision: 3 })
  expect(await stateOf(world, 'action', action)).toBe('closed')
  const { rows } = await world.admin.query('select verified_by from action where id = $1', [action])
  expect(rows).toEqual([{ verified_by: strategist.accountId }])
})
