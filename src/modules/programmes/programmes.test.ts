import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { isProblem } from '#kernel/problem.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { coveringOn, coveringYears, listProgrammes, registerProgramme } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const programme = {
  title: 'Program för privata utförare 2023–2026',
  caseNumber: 'KS 23/044',
  adoptedOn: '2023-02-27',
  termFrom: '2023-01-01',
  termTo: '2026-12-31',
}

const listed = (actor: Actor) => withScope(world.db, scopeOf(actor), listProgrammes)
const register = (actor: Actor, more: object = {}) =>
  registerProgramme(world.as(actor), { ...programme, ...more }).then(
    () => 'done',
    (error: unknown) => {
      if (!isProblem(error)) throw error
      return error.fields[0] ? `${error.fields[0].path}: ${error.fields[0].code}` : error.code
    },
  )

test('nobody but a strategist registers a programme, and a refused one is not kept', async () => {
  const { reviewer, director, manager, rival, member, strategist } = world.people
  for (const person of [reviewer, director, manager, rival, member])
    expect(await register(person)).toBe('notAllowed')
  expect(await register(strategist, { termTo: '2022-12-31' })).toBe('termTo: dateBeforeOther')
  expect(await register(strategist, { adoptedOn: '2026-11-20' })).toBe('adoptedOn: dateInFuture')
  expect(await register(strategist, { caseNumber: ' ' })).toBe('caseNumber: required')
  expect(await listed(strategist)).toEqual([])
})

test('a strategist registers what the council adopted, for the office and the board to read', async () => {
  const { strategist, reviewer, elderlyReviewer, member, manager, rival } = world.people
  expect(await register(strategist)).toBe('done')
  expect(await register(strategist)).toBe('caseNumber: taken')
  for (const reader of [strategist, reviewer, elderlyReviewer, member])
    expect(await listed(reader)).toMatchObject([{ ...programme, note: '' }])
  for (const stranger of [manager, rival, world.twin.people.strategist, world.twin.people.member])
    expect(await listed(stranger)).toEqual([])
})

test('a day that no programme covers is found, and the last day of a term is covered', () => {
  const programmes = [{ termFrom: '2023-01-01', termTo: '2026-12-31' }]
  expect(coveringOn(programmes, '2026-12-31')).toBe(programmes[0])
  expect(coveringOn(programmes, '2023-01-01')).toBe(programmes[0])
  expect(coveringOn(programmes, '2027-01-01')).toBeUndefined()
  expect(coveringOn(programmes, '2022-12-31')).toBeUndefined()
  expect(coveringOn([], '2026-12-31')).toBeUndefined()
})

test('a plan is shown with the programme of its years', () => {
  const programmes = [{ termFrom: '2023-01-01', termTo: '2026-12-31' }]
  expect(coveringYears(programmes, [2026, 2027, 2028])).toEqual(programmes)
  expect(coveringYears(programmes, [2018, 2019, 2020])).toEqual([])
})
