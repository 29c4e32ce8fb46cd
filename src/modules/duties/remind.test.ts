import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { reminderTitle } from '#texts/sv/duties.ts'
import { makeWorld, type World } from '#test/world.ts'
import { remindOfDuties } from './remind.ts'
import { stageOf, stages } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(() => world.admin.query('delete from duty_reminder; delete from notice; delete from duty'))

const due = '2026-12-01'
const here = () => ({ id: world.municipalityId, boards: Object.values(world.boards) })
const morning = (day: string) => new Date(`${day}T08:00:00Z`)
const remindOn = (days: number) => remindOfDuties(world.db, here(), morning(addDays(due, days)))

async function duty(more: Record<string, unknown> = {}): Promise<void> {
  await world.insert.plain('duty', {
    id: uuidv7(),
    rule: 'test.rule',
    source_id: uuidv7(),
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
    title: 'Lämna in rutinen',
    href: '/lamna-in',
    ground: 'Avtalet',
    due_on: due,
    remind_from: '2026-11-24',
    owner_role: 'unitManager',
    state: 'open',
    first_seen_at: '2026-11-01T08:00:00Z',
    changed_at: '2026-11-01T08:00:00Z',
    ...more,
  })
}

async function told() {
  const { rows } = await world.admin.query(`select a.name, n.title, n.href from notice n
    join account a on a.municipality_id = n.municipality_id and a.id = n.account_id order by n.sent_at, a.name`)
  return (rows as { name: string; title: string }[]).map((row) => [row.name, row.title])
}

test('a manager hears once when it is near, on the day, and when it is late; then the strategist, then the director', async () => {
  await duty()
  for (let day = -30; day <= 60; day++) {
    await remindOn(day)
    await remindOn(day)
  }
  expect(await told()).toEqual([
    ['Petra Privat', '1 sak närmar sig'],
    ['Petra Privat', '1 ska vara klar i dag'],
    ['Petra Privat', '1 är försenad'],
    ['Stina Strateg', '1 hos andra är försenad'],
    ['Disa Direktör', '1 hos andra är försenad'],
    ['Petra Privat', '1 är försenad'],
    ['Stina Strateg', '1 hos andra är försenad'],
  ])
})

test('everything of a day is one notice, with numbers and no names', async () => {
  await duty()
  await duty({ due_on: '2026-12-02' })
  await duty({ due_on: '2026-11-26', remind_from: '2026-11-01', title: 'Hemligt om Björkgården' })
  await remindOn(-3)
  expect(await told()).toEqual([['Petra Privat', '2 saker närmar sig och 1 är försenad']])
})

test('what comes up later the same day waits for tomorrow', async () => {
  await duty()
  await remindOn(-3)
  await duty({ due_on: '2026-12-03' })
  await remindOn(-3)
  expect(await told()).toHaveLength(1)
  await remindOn(-2)
  expect(await told()).toHaveLength(2)
})

test('nobody is reminded at night, of what is done, waived or new today, nor one by one of what was long past', async () => {
  await duty({ state: 'done', done_on: '2026-11-20' })
  await duty({ state: 'waived' })
  await duty({ state: 'lapsed' })
  await duty({ due_on: '2026-06-01', remind_from: '2026-05-01' })
  await duty({ first_seen_at: morning('2026-11-28') })
  await remindOn(-3)
  expect(await told()).toEqual([])
  expect(await remindOfDuties(world.db, here(), new Date('2026-11-30T03:00:00Z'))).toBe(0)
  expect(await remindOfDuties(world.db, here(), new Date('2026-11-30T05:30:00Z'))).toBe(1)
})

test('an owner who has left is not written to: everybody with the role is, or the strategist where nobody has it', async () => {
  await duty({ owner_role: 'mas', owner_id: world.people.mas.accountId })
  await duty({ owner_role: 'controller' })
  await remindOn(-3)
  expect(await told()).toEqual([
    ['Maja Mas', '1 sak närmar sig'],
    ['Stina Strateg', '1 sak närmar sig'],
  ])
  await world.admin.query('delete from duty_reminder; delete from notice')
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [
    world.people.mas.accountId,
  ])
  await remindOn(-2)
  expect(await told()).toEqual([['Stina Strateg', '2 saker närmar sig']])
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [
    world.people.mas.accountId,
  ])
})

test('competitor, other board and the other municipality are told nothing', async () => {
  await duty()
  await duty({ owner_role: 'reviewer' })
  for (let day = -10; day <= 40; day++) await remindOn(day)
  const names = new Set((await told()).map(([name]) => name))
  expect([...names].sort()).toEqual(['Disa Direktör', 'Petra Privat', 'Stina Strateg', 'Ulla Uppföljare'])
  const { rows } = await world.admin.query('select distinct municipality_id from notice')
  expect(rows).toEqual([{ municipality_id: world.municipalityId }])
})

test('two processes at once remind once', async () => {
  await duty()
  await Promise.all([remindOn(-3), remindOn(-3), remindOn(-3)])
  expect(await told()).toHaveLength(1)
})

test('the stages follow each other, and only the last begun one counts', () => {
  const one = { dueOn: due, remindFrom: '2026-11-24', firstSeenOn: '2026-11-01' }
  const at = (days: number) => stageOf(one, addDays(due, days))?.key
  expect([-8, -7, -1, 0, 6, 7, 29, 30, 400].map(at)).toEqual([
    undefined,
    'near',
    'near',
    'today',
    'today',
    'late',
    'late',
    'veryLate',
    'veryLate',
  ])
  expect(stages.map((stage) => stage.from)).toEqual(
    stages.map((stage) => stage.from).toSorted((a, b) => a - b),
  )
})

test('the sentence counts as a person would say it', () => {
  expect(reminderTitle({ near: 3, today: 0, late: 1, others: 0 })).toBe(
    '3 saker närmar sig och 1 är försenad',
  )
  expect(reminderTitle({ near: 1, today: 2, late: 2, others: 1 })).toBe(
    '1 sak närmar sig, 2 ska vara klara i dag, 2 är försenade och 1 hos andra är försenad',
  )
})
