import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeRegisters, type Registers } from '#modules/registers/fixture.test-support.ts'
import { fillStaffHours, setStaffHours } from './public.ts'

let registers: Registers
beforeAll(async () => {
  registers = await makeRegisters()
})
afterAll(() => registers.world.close())
beforeEach(async () => {
  await registers.world.admin.query('delete from staff_hours')
  await registers.clear()
})

const people = () => registers.world.people
const write = (person: string, more: object = {}) =>
  registers.add(people().strategist, {
    key: 'processroller',
    values: { role: 'reviewer', person, share: 50, from: '2026-01-01', ...more },
    state: 'current',
  })
const fill = (more: object = {}, who = people().strategist) =>
  fillStaffHours(registers.world.as(who), {
    boardId: registers.world.boards.care ?? '',
    year: 2027,
    fullTimeHours: 120,
    monthProfile: [100, 100, 100, 100, 100, 80, 25, 80, 100, 100, 100, 60],
    ...more,
  })
async function hours(accountId: string) {
  const { rows } = await registers.world.admin.query<{ hours: string }>(
    'select hours from staff_hours where account_id = $1 and year = 2027 order by month',
    [accountId],
  )
  return rows.map((row) => Number(row.hours))
}

test('shares of full time in the register become hours by month, less where the board’s months are less', async () => {
  await write(people().reviewer.accountId)
  expect(await fill()).toMatchObject({ people: 1, months: 12 })
  expect(await hours(people().reviewer.accountId)).toEqual([60, 60, 60, 60, 60, 48, 15, 48, 60, 60, 60, 36])
})

test('parts add up to full time at most, and count from their month', async () => {
  const { mas } = people()
  await write(mas.accountId, { role: 'expert', share: 60 })
  await write(mas.accountId, { role: 'expert', share: 60, from: '2027-11-15' })
  await fill({ monthProfile: undefined })
  expect(await hours(mas.accountId)).toEqual([...Array.from({ length: 10 }, () => 72), 120, 120])
})

test('hours that somebody has set stand, and whoever owns the process or procures has none of follow-up', async () => {
  const { reviewer, strategist } = people()
  await write(reviewer.accountId)
  await write(strategist.accountId, { role: 'owner', share: 100 })
  await setStaffHours(registers.world.as(strategist), {
    ...{ boardId: registers.world.boards.care ?? '', year: 2027 },
    people: [{ accountId: reviewer.accountId, hours: [5, ...Array.from({ length: 11 }, () => null)] }],
  })
  expect(await fill({ monthProfile: undefined })).toMatchObject({ people: 1, months: 11 })
  expect((await hours(reviewer.accountId)).slice(0, 2)).toEqual([5, 60])
  expect(await hours(strategist.accountId)).toEqual([])
})

test('an empty register is told of, and nobody but the strategist of the board fills anything in', async () => {
  await expect(fill()).rejects.toMatchObject({ fields: [{ code: 'nothingInRegister' }] })
  await write(people().reviewer.accountId)
  for (const who of [people().reviewer, people().rival, people().elderlyReviewer])
    await expect(fill({}, who)).rejects.toMatchObject({ code: expect.stringMatching(/notAllowed|notFound/) })
  await expect(fill({}, registers.world.twin.people.strategist)).rejects.toMatchObject({
    code: expect.stringMatching(/notAllowed|notFound/),
  })
  await expect(fill({ fullTimeHours: 0 })).rejects.toMatchObject({ fields: [{ path: 'fullTimeHours' }] })
  expect(await hours(people().reviewer.accountId)).toEqual([])
})
