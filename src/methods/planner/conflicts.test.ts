import { expect, test } from 'vitest'
import { planInput, type InputUnit, type PlanInput, type Waiver } from './contract.ts'
import { explain } from './solve/explain.ts'
import { solve } from './solve/solve.ts'
import { usualRules } from './usual-rules.test-support.ts'

/** Two units, three roles; each person has the same hours every month. */
type Small = {
  readonly staff: readonly string[]
  readonly years?: number
  readonly hours?: number
  readonly professionsPerTeam?: number
  readonly unit?: (id: string) => Partial<InputUnit>
}

function small({
  staff,
  years = 1,
  hours = 80,
  professionsPerTeam = 2,
  unit = () => ({}),
}: Small): PlanInput {
  const months = Array.from(
    { length: years * 12 },
    (_, at) => `${2027 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  )
  return planInput.parse({
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: years * 12 },
    rules: { ...usualRules, professionsPerTeam },
    boardMeetings: [],
    roles: [
      { id: 'MAS', professions: ['MAS'] },
      { id: 'lead', professions: ['SAS', 'UTV'] },
      { id: 'second', professions: ['MAS', 'SAS', 'UTV', 'JUR'] },
    ],
    staff: staff.map((profession, at) => ({
      ...{ id: `p${at}`, profession },
      hours: Object.fromEntries(months.map((month) => [month, hours])),
    })),
    units: ['u0', 'u1'].map((id) => ({
      ...{ id, areaId: 'a', operatingForm: 'inHouse', risk: 3 },
      hours: { basic: { lead: 6, second: 3 }, inDepth: { MAS: 9, lead: 20, second: 9 } },
      ...unit(id),
    })),
  })
}

async function why(input: PlanInput) {
  const explained = await explain(input, 60)
  if (!explained) throw new Error('there is a plan')
  return {
    conflicts: explained.conflicts.map(({ rules }) => rules),
    waivers: explained.waivers,
    sentences: explained.conflicts.map(({ message }) => message),
  }
}

const annual = (year: number) => ({ rule: 'annual', year })

test('a role that nobody can fill is named with the follow-ups that ask for it, and how many must do without', async () => {
  const { conflicts, waivers, sentences } = await why(small({ staff: ['MAS'] }))
  expect(conflicts).toEqual([[{ rule: 'team', role: 'lead' }, annual(2027)]])
  expect(sentences[0]).toContain('att någon i teamet ska ha rollen lead')
  expect(waivers).toContainEqual(
    expect.objectContaining({ rule: 'team', role: 'lead', amount: 2, unit: 'followUps' }),
  )
  expect(waivers).toContainEqual(expect.objectContaining({ rule: 'annual', amount: 2 }))
})

test('a role that is asked for in depth alone is named with the turns of depth', async () => {
  const { conflicts, waivers } = await why(
    small({ staff: ['SAS', 'UTV', 'JUR'], unit: () => ({ inDepthYears: [2027] }) }),
  )
  expect(conflicts).toEqual([[{ rule: 'team', role: 'MAS' }, { rule: 'inDepth' }, annual(2027)]])
  expect(waivers.map(({ rule }) => rule)).toEqual(['team', 'inDepth', 'annual'])
})

test('a team of more roles than people is named by a role that stays empty', async () => {
  const { conflicts } = await why(small({ staff: ['SAS'] }))
  expect(conflicts).toEqual([[{ rule: 'team', role: 'second' }, annual(2027)]])
})

test('professions that no team can have are told with how many fewer would do', async () => {
  const { conflicts, waivers } = await why(small({ staff: ['MAS', 'SAS', 'UTV'], professionsPerTeam: 5 }))
  expect(conflicts).toEqual([[{ rule: 'team' }, annual(2027)]])
  const way = waivers.find(({ rule }) => rule === 'team')
  expect(way).toMatchObject({ amount: 2, unit: 'professions' })
  expect(way?.message).toBe(
    'En plan finns om att teamet ska ha olika professioner får ge vika med 2 professioner.',
  )
})

test('two units locked too close are two conflicts, and what gives way is enough for both', async () => {
  const pinned = { '2027': '2027-12', '2028': '2028-02' }
  const input = small({ staff: ['MAS', 'SAS', 'UTV'], years: 2, unit: () => ({ pinned }) })
  const { conflicts, waivers } = await why(input)
  const locked = conflicts.map((rules) => rules.flatMap(({ unitId }) => unitId ?? []))
  expect(locked).toEqual([
    ['u0', 'u0'],
    ['u1', 'u1'],
  ])
  expect(waivers).toContainEqual(
    expect.objectContaining({ rule: 'gap', amount: 4, message: expect.not.stringContaining('tillsammans') }),
  )
})

test('conflicts that no single way out mends are mended by all of them together', async () => {
  const input = small({ staff: ['MAS', 'SAS', 'JUR'], years: 2, hours: 8 })
  const short = {
    ...input,
    staff: input.staff.map((person) => (person.profession === 'SAS' ? { ...person, hours: {} } : person)),
    units: input.units.map((unit) => ({ ...unit, hours: { ...unit.hours, inDepth: unit.hours.basic } })),
  }
  const { conflicts, waivers } = await why(short)
  expect(conflicts).toEqual([
    [{ rule: 'capacity', role: 'lead', year: 2027 }, annual(2027)],
    [{ rule: 'capacity', role: 'lead', year: 2028 }, annual(2028)],
  ])
  expect(waivers.map(({ rule, year }) => [rule, year])).toEqual([
    ['capacity', 2027],
    ['capacity', 2028],
  ])
  for (const { message } of waivers) expect(message).toContain('tillsammans med de andra förslagen')
  expect((await solve(granted(short, waivers), { seconds: 5, gap: 1 })).kind).toBe('plan')
  for (const { year } of waivers) {
    const some = waivers.filter((one) => one.year === year)
    expect((await solve(granted(short, some), { seconds: 5, gap: 1 })).kind).toBe('impossible')
  }
})

test('where more hours would fall in the wrong month, another rule of the conflict gives way beside the others', async () => {
  const input = small({ staff: ['MAS', 'SAS'], years: 2, unit: () => ({ startsOn: '2027-05' }) })
  const staff = input.staff.map((person) =>
    person.profession === 'SAS' ? { ...person, hours: { '2027-01': 80 } } : person,
  )
  const { waivers } = await why({ ...input, staff })
  expect(waivers.map(({ rule, year }) => [rule, year])).toEqual([
    ['annual', 2027],
    ['capacity', 2028],
  ])
})

/** The hours of the waivers, given to SAS evenly over each year. */
function granted(input: PlanInput, waivers: readonly Waiver[]): PlanInput {
  const hours = waivers.flatMap(({ year, amount }) =>
    Array.from({ length: 12 }, (_, at) => [`${year}-${String(at + 1).padStart(2, '0')}`, amount / 12]),
  )
  const staff = input.staff.map((person) =>
    person.profession === 'SAS' ? { ...person, hours: Object.fromEntries(hours) } : person,
  )
  return { ...input, staff }
}
