import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOpenFinding } from '#kernel/open-finding.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, type World } from '#test/world.ts'
import { stateOn } from './as-of.ts'
import { nothingChosen, periodContent } from './period-content.ts'
import { periodOf } from './period-rules.ts'
import { periodTables } from './period-tables.ts'
import { followUp, judged, reportMatter } from './sample-period.ts'

let world: World
let birch: string
let rival: string

beforeAll(async () => {
  world = await makeWorld()
  const place = await reportMatter(world, 'OMS 26/70')
  birch = await judged(place, 'birch', '2026-03-10', ['met', 'notMet', 'partly'])
  await judged(place, 'oak', '2026-06-30', ['met', 'met', 'notMet'])
  rival = await judged(place, 'rival', '2026-05-01', ['met', 'met', 'met'])
  await followUp(place, 'pine', '2026-04-15', 'planned')
})
afterAll(() => world.close())

test('a director who reads a report dated in July sees the findings as they stood in July', async () => {
  const period = periodOf('2026-H1')
  if (!period) throw new Error('no period')
  const selection = { ...nothingChosen, period: period.key }
  const on = (today: string) =>
    world.see(world.people.strategist, (tx) =>
      periodContent(tx, { boardId: world.boards.care, period, selection, today }),
    )
  const { rows } = await world.admin.query<{ id: string }>(
    `update finding set state = 'closed', closed_at = '2026-08-01T09:00Z', closed_reason = 'Klart'
     where state = 'remedied' and found_at < '2026-07-01' returning id`,
  )
  const id = rows[0]?.id
  const states = async (today: string) => (await on(today)).findings.filter((one) => one.id === id)
  expect((await states('2026-07-15')).filter(isOpenFinding)).toHaveLength(1)
  expect((await states('2026-08-01')).filter(isOpenFinding)).toHaveLength(0)
  expect((await on('2026-04-01')).followUps.map(({ fixedOn }) => fixedOn)).toEqual(['2026-03-10'])
  await world.admin.query(`update finding set state = 'remedied', closed_at = null where id = $1`, [id])
})

test('a finding was planned when its last action was approved, and remedied when its last was verified', () => {
  const row = { id: 'f', state: 'closed', closedAt: new Date('2026-06-01T10:00Z') }
  const event = (actionId: string | null, kind: string, on: string) => ({
    findingId: 'f',
    actionId,
    kind,
    on,
  })
  const events = [
    event('a', 'approval', '2026-02-01'),
    event('b', 'approval', '2026-02-10'),
    event(null, 'escalation', '2026-03-01'),
    event('a', 'verification', '2026-04-01'),
    event('b', 'verification', '2026-05-01'),
  ]
  const days = ['2026-02-05', '2026-02-10', '2026-03-15', '2026-04-15', '2026-05-01', '2026-06-01']
  expect(days.map((day) => stateOn(row, events, day))).toEqual([
    'open',
    'planned',
    'escalated',
    'escalated',
    'remedied',
    'closed',
  ])
  const untold = { id: 'f', state: 'planned', closedAt: null }
  expect(stateOn(untold, [], '2026-01-01')).toBe('planned')
})

/** A decided plan of the year with two rows in the spring: one that became a follow-up, and one that was moved. */
async function decidedPlan(): Promise<void> {
  const [planId, done, moved] = [uuidv7(), uuidv7(), uuidv7()]
  const by = { board_id: world.boards.care, created_by: world.people.strategist.accountId }
  const at = '2025-12-01T08:00Z'
  await world.insert('year_plan', {
    p: {
      ...by,
      id: planId,
      title: 'Plan 2026',
      from_year: 2026,
      to_year: 2026,
      state: 'decided',
      created_at: at,
    },
  })
  const items = [
    { id: done, name: 'Björken', unitId: world.units.birch, month: 3 },
    { id: moved, name: 'Eken', unitId: world.units.oak, month: 5 },
  ].map((item) => ({ ...item, subject: 'unit', year: 2026, half: 1, serviceAreaId: null, areaName: 'Äldre' }))
  for (const { id, name, unitId, month } of items)
    await world.insert('plan_item', {
      i: {
        ...by,
        ...{ id, name, month, year_plan_id: planId, subject: 'unit', unit_id: unitId, year: 2026, half: 1 },
        ...{ kind: 'planned', depth: 'basic', origin: 'rule', hours: 20, created_at: at },
      },
    })
  const content = JSON.stringify({ content: { title: 'Plan 2026' }, items })
  await world.insert('year_plan_version', {
    v: {
      ...{ year_plan_id: planId, board_id: world.boards.care, version: 1, content, sha256: Buffer.from('x') },
      ...{ decided_by: 'board', decided_on: '2025-12-10', paragraph: '88' },
      ...{ recorded_by: world.people.strategist.accountId, recorded_at: '2025-12-11T08:00Z' },
    },
  })
  await world.insert('plan_change', {
    c: {
      ...{
        year_plan_id: planId,
        board_id: world.boards.care,
        plan_item_id: moved,
        version: 2,
        kind: 'moved',
      },
      reason: 'Akut uppföljning tog tiden',
      changed_by: world.people.strategist.accountId,
      changed_at: '2026-04-20T08:00Z',
    },
  })
  await world.admin.query('update follow_up set plan_item_id = $1 where id = $2', [done, birch])
}

test('a board reads what its decided plan held, what became of it and why not, and what came on top', async () => {
  const period = periodOf('2026-H1')
  if (!period) throw new Error('no period')
  const selection = { ...nothingChosen, period: period.key }
  const asked = { boardId: world.boards.care, period, selection, today: '2026-11-22' }
  const read = (more = {}) =>
    world.see(world.people.strategist, (tx) => periodContent(tx, { ...asked, ...more }))
  expect((await read()).plan).toBeNull()
  await decidedPlan()
  const content = await read()
  expect(content.plan).toMatchObject({ title: 'Plan 2026', version: 1, decidedOn: '2025-12-10' })
  expect(content.planned.map(({ unitName, standing, reason }) => [unitName, standing, reason])).toEqual([
    ['Björken', 'done', ''],
    ['Eken', 'missing', 'Akut uppföljning tog tiden'],
  ])
  expect(content.extra).toContain(rival)
  expect(content.extra).not.toContain(birch)
  const notes = periodTables(content).find(({ key }) => key === 'omfattning')?.note
  expect(notes).toContain('Plan 2026, version 1')
  const chosen = await read({ selection: { ...selection, followUpIds: [birch] } })
  expect(chosen.plan).toBeNull()
})

test('whoever follows a number to its rows finds as many as the number says', async () => {
  const period = periodOf('2026-H1')
  if (!period) throw new Error('no period')
  const selection = { ...nothingChosen, period: period.key }
  const asked = { boardId: world.boards.care, period, selection, today: '2026-11-22' }
  const content = await world.see(world.people.strategist, (tx) => periodContent(tx, asked))
  const counted = (key: string, cell: number, of: 'followUps' | 'findings' | 'actions') =>
    periodTables(content)
      .find((table) => table.key === key)
      ?.rows.map((row) => [row.cells[cell], row.refs[of]?.length ?? 0]) ?? []
  const pairs = [
    ...['omraden', 'kvalitet', 'kommunens-kvalitet', 'utforare'].flatMap((key) =>
      counted(key, 1, 'followUps'),
    ),
    ...['brister', 'brister-utforare'].flatMap((key) => counted(key, 5, 'findings')),
    ...counted('atgarder', 1, 'actions'),
    ...counted('omfattning', 1, 'followUps'),
    ...counted('enheter', 7, 'findings'),
  ]
  expect(pairs.length).toBeGreaterThan(8)
  for (const [number, rows] of pairs) expect(rows).toBe(number)
  const shown = periodTables(content).flatMap(({ key, rows }) => rows.map((row) => ({ key, row })))
  for (const { row } of shown)
    for (const id of row.refs.findings ?? []) expect(content.findings.some((one) => one.id === id)).toBe(true)
})
