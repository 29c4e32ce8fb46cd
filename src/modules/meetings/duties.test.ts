import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { decideItem } from './commands-decide.ts'
import { adjustMinutes, postMinutes } from './commands-minutes.ts'
import { noticeMeeting } from './commands-notice.ts'
import { sendExtract } from './commands-send.ts'
import { meetingDutyRules } from './duties.ts'
import { arranged, held } from './way.test-support.ts'

let world: World
let given: ReturnType<typeof arranged>
let meetingId = ''
let paperId = ''
let itemId = ''
const heldOn = '2026-12-16'

beforeAll(async () => {
  world = await makeWorld()
  given = arranged(world)
  meetingId = await given.meeting(heldOn, '2026-12-02')
  paperId = await given.paper({}, 'draft')
  itemId = await given.item(meetingId, paperId)
})
afterAll(() => world.close())

const strategist = () => world.people.strategist.accountId

/** What is owed by one rule about the one meeting or item of this test. */
async function owed(key: string, today = '2026-12-31') {
  const rule = meetingDutyRules.find((one) => one.key === key)
  const scope = scopeOf(world.people.secretary)
  const all = await withScope(world.db, scope, (tx) => rule?.list(tx, { today }) ?? Promise.resolve([]))
  return all.find((one) => one.sourceId === (key.startsWith('meeting') ? meetingId : itemId))
}

test('an author owes the paper that is promised to a meeting by its stop date, until it is frozen', async () => {
  expect(await owed('agenda.paper')).toMatchObject({
    ...{ dueOn: '2026-12-02', ownerId: strategist(), href: `/rapporter/${paperId}`, proof: null },
  })
  await world.admin.query(
    `update paper set state = 'frozen', snapshot = '{}', html = 'x', pdf = 'x', docx = 'x', frozen_at = '2026-12-01T10:00:00Z'
      where id = $1`,
    [paperId],
  )
  expect((await owed('agenda.paper'))?.proof).toMatchObject({ doneOn: '2026-12-01' })
})

test('a secretary owes the notice a week before the meeting, until it is sent', async () => {
  const duty = { dueOn: addDays(heldOn, -7), ownerRole: 'boardSecretary' }
  expect(await owed('meeting.notice')).toMatchObject({ ...duty, proof: null })
  await noticeMeeting(given.secretary(), { meetingId })
  expect((await owed('meeting.notice'))?.proof).not.toBeNull()
})

test('a secretary owes the adjustment within fourteen days of the meeting', async () => {
  const duty = { dueOn: addDays(heldOn, 14), ownerRole: 'boardSecretary' }
  expect(await owed('meeting.adjust')).toBeUndefined()
  await decideItem(given.secretary(held), { itemId, outcome: 'asProposed', paragraph: '9' })
  expect(await owed('meeting.adjust')).toMatchObject({ ...duty, proof: null })
  await adjustMinutes(given.secretary(held), { meetingId, adjustedOn: '2026-12-20' })
  expect((await owed('meeting.adjust'))?.proof).toMatchObject({ doneOn: '2026-12-20' })
})

test('a secretary owes the posting two days after the adjustment', async () => {
  expect(await owed('meeting.post')).toMatchObject({ dueOn: '2026-12-22', proof: null })
  await postMinutes(given.secretary(held), { meetingId, postedOn: '2026-12-21' })
  expect((await owed('meeting.post'))?.proof).toMatchObject({ doneOn: '2026-12-21' })
})

test('an extract of a decision is owed to those it concerns within two weeks of the adjustment', async () => {
  expect(await owed('extract.send')).toMatchObject({ dueOn: '2027-01-03', proof: null })
  await sendExtract(given.secretary(held), {
    ...{ itemId, receivers: [{ kind: 'council', name: 'Rådet', way: 'email' }] },
  })
  expect((await owed('extract.send'))?.proof).toMatchObject({ doneOn: '2026-12-31' })
})

test('what is referred back without a day is owed by the next stop date, and by nobody once it is mended', async () => {
  const back = await given.called()
  itemId = back.itemId
  await given.meeting('2027-02-10', '2027-01-27')
  const decide = { itemId, paragraph: '3', text: 'Visa kostnaden.' }
  await decideItem(given.secretary(held), { ...decide, outcome: 'referredBack' })
  expect(await owed('agenda.return')).toMatchObject({ ownerId: strategist(), proof: null })
  await decideItem(given.secretary(held), { ...decide, outcome: 'ownWording' })
  expect(await owed('agenda.return')).toBeUndefined()
})
