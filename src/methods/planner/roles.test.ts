import { expect, test } from 'vitest'
import { check } from './check/check.ts'
import { planInput, type PlanInput } from './contract.ts'
import { possibleAlone, roleSets } from './solve/capacity.ts'
import { highs } from './solve/highs.ts'
import { instanceOf } from './solve/instance.ts'
import { solve } from './solve/solve.ts'
import { pooledSize, staffByModel } from './solve/staffing-model.ts'
import { openSwift } from './solve/swift/search.ts'
import type { Visit } from './solve/visits.ts'
import { usualRules } from './usual-rules.test-support.ts'

/** Where teams are as many as people to the power of roles, nothing may be counted one by one. */
type Asked = { readonly roles: number; readonly people: number; readonly perTeam?: number }
const professions = ['MAS', 'SAS', 'UTV', 'JUR']
const months = Array.from({ length: 12 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}`)

function wide(
  { roles, people, perTeam = 2 }: Asked,
  own: (role: number) => readonly string[] = () => professions,
) {
  const ids = Array.from({ length: roles }, (_, at) => `r${at}`)
  const hours = Object.fromEntries(ids.map((id) => [id, 2]))
  return planInput.parse({
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: 12 },
    rules: { ...usualRules, professionsPerTeam: perTeam },
    boardMeetings: [],
    roles: ids.map((id, role) => ({ id, professions: own(role) })),
    staff: Array.from({ length: people }, (_, at) => ({
      id: `p${at}`,
      profession: professions[at % professions.length],
      hours: Object.fromEntries(months.map((month) => [month, 80])),
    })),
    units: ['u0', 'u1'].map((id) => ({
      ...{ id, areaId: 'a', operatingForm: 'inHouse', risk: 3 },
      hours: { basic: hours, inDepth: hours },
    })),
  })
}

const limit = { seconds: 5, gap: 0.01 }

test.each([
  { roles: 12, people: 40 },
  { roles: 6, people: 20 },
  { roles: 5, people: 20 },
])('$roles roles and $people people have a plan that keeps every rule', async (asked) => {
  const input = wide(asked)
  const answer = await solve(input, limit)
  expect(answer.kind === 'plan' && check(input, answer.plan.followUps)).toEqual([])
})

test('one person fewer than the roles of a team is proven to be no plan', async () => {
  expect((await solve(wide({ roles: 12, people: 11 }), limit)).kind).toBe('impossible')
})

test('a team is possible exactly when roles find people and professions enough, both at once', () => {
  const possible = (input: PlanInput) => {
    const instance = instanceOf(input)
    return possibleAlone(instance)(instance.units[0]?.needs.basic ?? [], instance.from)
  }
  expect(possible(wide({ roles: 12, people: 12, perTeam: 4 }))).toBe(true)
  expect(possible(wide({ roles: 12, people: 40, perTeam: 5 }))).toBe(false)
  // Eleven roles that only SAS may fill leave the twelfth to bring the second profession.
  const narrow = (role: number) => (role === 0 ? ['SAS', 'MAS'] : ['SAS'])
  expect(possible(wide({ roles: 12, people: 44, perTeam: 2 }, narrow))).toBe(true)
  expect(possible(wide({ roles: 12, people: 40, perTeam: 2 }, narrow))).toBe(false)
  expect(possible(wide({ roles: 12, people: 48, perTeam: 3 }, narrow))).toBe(false)
})

test('what is too large to be written out is left unknown, and never made', async () => {
  const instance = instanceOf(wide({ roles: 12, people: 40 }))
  const [unit] = instance.units
  if (!unit) throw new Error('there are two units')
  const visits: Visit[] = [{ unit, month: instance.from, kind: 'annual', depth: 'basic' }]
  const month = { month: instance.from, visits }
  expect(staffByModel(await highs(), instance, month, limit)).toBe('unknown')
  expect(pooledSize(instance, [{ need: unit.needs.basic, entries: [], count: 1 }])).toBe(Infinity)
  expect(openSwift(instance)).toBeUndefined()
})

test('teams are told apart also where everybody has to sit in all but one of many visits', async () => {
  const input = wide({ roles: 4, people: 5, perTeam: 1 }, () => ['MAS'])
  const staff = input.staff.map((person) => ({ ...person, profession: 'MAS', hours: { '2027-01': 8 } }))
  const instance = instanceOf({ ...input, staff })
  const [unit] = instance.units
  if (!unit) throw new Error('there are two units')
  const visits = Array.from({ length: 5 }, (): Visit => ({
    ...{ unit, month: instance.from, kind: 'annual', depth: 'basic' },
  }))
  const answer = staffByModel(await highs(), instance, { month: instance.from, visits }, limit)
  if (typeof answer === 'string') throw new Error(answer)
  expect(answer.staffed.map(({ team }) => new Set(team).size)).toEqual([4, 4, 4, 4, 4])
})

test('of many roles that different people may fill, each alone and all together say enough', () => {
  const sets = (roles: number) =>
    roleSets(instanceOf(wide({ roles, people: 40 }, (role) => [professions[role % 4] ?? '', `own ${role}`])))
  expect(sets(3)).toHaveLength(7)
  const all = roleSets(
    instanceOf({
      ...wide({ roles: 12, people: 12 }, (role) => [`own ${role}`]),
      staff: wide({ roles: 12, people: 12 }).staff.map((person, at) => ({
        ...person,
        profession: `own ${at}`,
      })),
    }),
  )
  expect(all).toHaveLength(13)
})
