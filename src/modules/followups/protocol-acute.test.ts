import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { listNotices, openNotice } from '#modules/notices/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { listEvidence } from './protocol-details.ts'
import { makeFollowUp, refusal } from './protocol-fixture.ts'
import { addEvidence, listAcuteDeliveries, listRows, raiseAcute, removeEvidence } from './protocol-public.ts'

let world: World
let followUpId: string
let rowId: string

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const made = await makeFollowUp(world, 'underway')
  followUpId = made.followUpId
  rowId = made.rowId
})

const seeing = <Result>(actor: Actor, read: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), read)

async function countOf(table: 'evidence' | 'finding' | 'action_plan'): Promise<number> {
  const { rows } = await world.admin.query<{ total: number }>(
    `select count(*)::int as total from ${table} where follow_up_id = $1`,
    [followUpId],
  )
  return rows[0]?.total ?? 0
}

test('evidence is added, seen by a colleague, and kept when it is removed', async () => {
  const { id } = await addEvidence(world.as(world.people.reviewer), {
    rowId,
    kind: 'document',
    text: 'Rutin, sidan 4',
    file: { name: 'rutin.txt', bytes: new Uint8Array(Buffer.from('En rutin.\n')) },
  })
  const [seen] = await seeing(world.people.mas, (tx) => listEvidence(tx, followUpId))
  expect(seen).toMatchObject({
    id,
    text: 'Rutin, sidan 4',
    fileName: 'rutin.txt',
    addedBy: 'Ulla Uppföljare',
  })
  await removeEvidence(world.as(world.people.mas), { evidenceId: id })
  expect(await seeing(world.people.mas, (tx) => listEvidence(tx, followUpId))).toEqual([])
  expect(await countOf('evidence')).toBe(1)
})

test('evidence without text or file is refused, and so is a file that was not handed in here', async () => {
  const as = () => world.as(world.people.reviewer)
  expect((await refusal(addEvidence(as(), { rowId, kind: 'document' }))).code).toBe('invalidInput')
  const { file } = await world.insert('file', {
    file: {
      board_id: world.boards.care,
      name: 'annan.txt',
      media_type: 'text/plain',
      size: 1,
      sha256: Buffer.from([1]),
      content: Buffer.from('a'),
      uploaded_by: world.people.manager.accountId,
      uploaded_at: now,
    },
  })
  expect((await refusal(addEvidence(as(), { rowId, kind: 'document', fileId: file }))).code).toBe('notFound')
  expect(await countOf('evidence')).toBe(0)
})

test('an acute finding goes out at once to director, board and unit, and reveals nothing', async () => {
  const made = await raiseAcute(world.as(world.people.mas), {
    rowId,
    title: 'Läkemedelsskåpet var olåst',
    description: 'Skåpet stod öppet i korridoren.',
  })
  const { rows: notices } = await world.admin.query<Record<string, unknown>>(
    'select account_id, title, href, acute from notice where sent_at = $1 and (href like $2 or kind = $3 or href like $4)',
    [now, `%${made.id}%`, 'finding.acute', `%${made.planId}%`],
  )
  const told = new Set(notices.map((notice) => notice['account_id']))
  const { director, member, manager } = world.people
  expect(told).toEqual(new Set([director, member, manager].map((person) => person.accountId)))
  expect(notices.every((notice) => notice['acute'] === true)).toBe(true)
  const words = notices.map((notice) => String(notice['title'])).join(' ')
  expect(words).not.toMatch(/läkemedel|skåp|björkgården/i)
  const { rows: findings } = await world.admin.query(
    'select severity, state, shared_at, protocol_row_id from finding where id = $1',
    [made.id],
  )
  expect(findings).toEqual([{ severity: 'acute', state: 'open', shared_at: now, protocol_row_id: rowId }])
})

test('the sender sees to whom an acute finding went and when each opened it, and no other side does', async () => {
  const made = await raiseAcute(world.as(world.people.mas), { rowId, title: 'Ett', description: 'Ett.' })
  const { mas, director, member, manager, rival, elderlyReviewer } = world.people
  const sent = (actor: Actor) => seeing(actor, (tx) => listAcuteDeliveries(tx, made.id))
  expect((await sent(mas)).map(({ name, openedAt }) => ({ name, openedAt }))).toEqual(
    [director, manager, member]
      .map(({ name }) => ({ name, openedAt: null }))
      .sort((one, other) => one.name.localeCompare(other.name, 'sv')),
  )
  const own = await seeing(member, (tx) => listNotices(tx, member))
  const notice = own.find((one) => one.href.endsWith(made.id))
  await openNotice(world.as(member), { noticeId: notice?.id ?? '' })
  const opened = (await sent(mas)).filter((one) => one.openedAt !== null)
  expect(opened.map(({ name, openedAt }) => ({ name, openedAt }))).toEqual([
    { name: member.name, openedAt: now },
  ])
  for (const stranger of [rival, elderlyReviewer, world.twin.people.strategist])
    expect(await sent(stranger)).toEqual([])
  expect(await sent(manager)).toHaveLength(1)
})

test('the unit gets a demand for a plan by the next working day, and only one', async () => {
  const first = await raiseAcute(world.as(world.people.mas), { rowId, title: 'Ett', description: 'Ett.' })
  const rows = await seeing(world.people.mas, (tx) => listRows(tx, followUpId))
  const second = await raiseAcute(world.as(world.people.mas), {
    rowId: rows[1]?.rowId ?? '',
    title: 'Två',
    description: 'Två.',
  })
  expect(second.planId).toBe(first.planId)
  const { rows: plans } = await world.admin.query(
    'select state, due_on::text from action_plan where follow_up_id = $1',
    [followUpId],
  )
  expect(plans).toEqual([{ state: 'requested', due_on: '2026-11-20' }])
  const { rows: demanded } = await world.admin.query<{ id: string }>(
    'select id from finding where action_plan_id = $1',
    [first.planId],
  )
  expect(new Set(demanded.map(({ id }) => id))).toEqual(new Set([first.id, second.id]))
})

test('the same acute finding is not sent twice', async () => {
  const acute = { rowId, title: 'Ett', description: 'Ett.' }
  await raiseAcute(world.as(world.people.mas), acute)
  expect((await refusal(raiseAcute(world.as(world.people.reviewer), acute))).code).toBe('alreadyDone')
  expect(await countOf('finding')).toBe(1)
})
