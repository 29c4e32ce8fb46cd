import { afterAll, beforeAll, expect, test } from 'vitest'
import { reportDecisions } from '#modules/delegations/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { createMeeting, noticeOf, openMatter } from './public.ts'

let world: World
let meetingId: string
let matterId: string
beforeAll(async () => {
  world = await makeWorld()
  const boardId = world.boards.care
  const secretary = () => world.as(world.people.secretary)
  meetingId = (await createMeeting(secretary(), { boardId, heldOn: '2026-12-09', papersBy: '2026-11-25' })).id
  matterId = (await openMatter(secretary(), { boardId, caseNumber: 'OMS 26/N1', title: 'Anmälda beslut' })).id
  await decided(1, 'Björkgården', await followUp(world.units.birch, false))
  await decided(2, 'Ekbacken', await followUp(world.units.oak, true))
  await reportDecisions(secretary(), { meetingId, matterId })
})
afterAll(() => world.close())

async function followUp(unit: string, announced: boolean): Promise<string> {
  const { made } = await world.insert('follow_up', {
    made: {
      ...{ board_id: world.boards.care, unit_id: unit, provider_id: world.providers.private },
      ...{ catalogue_version_id: world.catalogue.versionId, requirements_per: '2026-11-01', announced },
      ...{ title: 'Händelsestyrd uppföljning 2026', kind: 'eventDriven', depth: 'basic', state: 'planned' },
      ...{ purposes: ['agreement'], focus_areas: [], methods: [], due_on: '2026-12-20', created_at: now },
      created_by: world.people.strategist.accountId,
    },
  })
  return made ?? ''
}

function decided(number: number, unit: string, sourceId: string) {
  const { accountId, name } = world.people.director
  return world.insert('delegation_decision', {
    one: {
      ...{ board_id: world.boards.care, matter_id: matterId, year: 2026, number, record_number: number },
      ...{ point: '1.1 Beslut om händelsestyrd uppföljning', what: `Beslut om uppföljning: ${unit}` },
      ...{ decided_on: '2026-11-18', decided_by: accountId, decided_by_name: name, decided_as: 'director' },
      ...{ recorded_by: accountId, recorded_at: now, act: 'eventDrivenFollowUp', source_id: sourceId },
    },
  })
}

const notice = async () =>
  JSON.stringify(
    await world.see(world.people.secretary, (tx) => noticeOf(tx, world.people.secretary, meetingId)),
  )

test('the notice tells that a follow-up is decided, and of which unit only when it is announced or has begun', async () => {
  const before = await notice()
  expect(before).toContain('D 1/2026 1.1 Beslut om händelsestyrd uppföljning (')
  expect(before).toContain('Beslut om uppföljning: Ekbacken')
  expect(before).not.toContain('Björkgården')
  await world.admin.query('update follow_up set begun_at = now() where unit_id = $1', [world.units.birch])
  expect(await notice()).toContain('Beslut om uppföljning: Björkgården')
})
