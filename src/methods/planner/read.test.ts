import { expect, test } from 'vitest'
import { municipality } from '../../../bench/planner/generator.ts'
import type { PlanInput } from './contract.ts'
import { readPlanInput } from './read.ts'
import { instanceOf } from './solve/instance.ts'

const good = municipality({ units: 3, people: 3, seed: 1 })

const seat = { staffId: 'left-long-ago', role: 'lead', hours: 1 }
const visit = { unitId: 'u0001', month: '2027-05', depth: 'basic', kind: 'annual', team: [seat] }

function faultsOf(change: (input: PlanInput) => unknown): string[] {
  const read = readPlanInput(JSON.stringify(change(structuredClone(good))))
  return 'faults' in read ? read.faults.map(({ pointer }) => pointer) : []
}

test('an input in order is read as it stands', () => {
  expect(faultsOf((input) => input)).toEqual([])
})

const bad: readonly [string, string, (input: PlanInput) => unknown][] = [
  [
    'a horizon of nothing',
    '/horizon/months',
    (input) => ({ ...input, horizon: { from: '2027-01', months: 0 } }),
  ],
  ['half a year', '/horizon/months', (input) => ({ ...input, horizon: { from: '2027-01', months: 18 } })],
  ['a start in March', '/horizon/from', (input) => ({ ...input, horizon: { from: '2027-03', months: 12 } })],
  ['nobody to do the work', '/staff', (input) => ({ ...input, staff: [] })],
  [
    'hours below nothing',
    '/staff/0/hours/2027-01',
    (input) => ({ ...input, staff: [{ ...input.staff[0], hours: { '2027-01': -1 } }] }),
  ],
  [
    'a role nobody has heard of',
    '/units/1/hours/basic/doctor~1nurse',
    (input) => ({
      ...input,
      units: input.units.map((unit, at) =>
        at === 1 ? { ...unit, hours: { basic: { 'doctor/nurse': 1 }, inDepth: {} } } : unit,
      ),
    }),
  ],
  ['the same unit twice', '/units/1/id', (input) => ({ ...input, units: [input.units[0], input.units[0]] })],
  [
    'a unit that ends before it begins',
    '/units/0/endsOn',
    (input) => ({ ...input, units: [{ ...input.units[0], startsOn: '2028-05', endsOn: '2028-04' }] }),
  ],
  [
    'a pin in another year',
    '/units/0/pinned/2027',
    (input) => ({ ...input, units: [{ ...input.units[0], pinned: { '2027': '2028-01' } }] }),
  ],
  [
    'something carried out at a unit that is not there',
    '/executed/0/unitId',
    (input) => ({
      ...input,
      executed: [{ unitId: 'gone', month: '2027-01', depth: 'basic', kind: 'annual', team: [] }],
    }),
  ],
  [
    'a role in a decided team that nobody has heard of',
    '/decided/followUps/0/team/0/role',
    (input) => ({ ...input, decided: { followUps: [{ ...visit, team: [{ ...seat, role: 'x' }] }] } }),
  ],
  [
    'a role called as something else in the language',
    '/roles/0/id',
    (input) => ({ ...input, roles: [{ id: 'constructor', professions: ['MAS'] }] }),
  ],
  [
    'a role that no profession may fill',
    '/roles/0/professions',
    (input) => ({ ...input, roles: [{ id: 'MAS', professions: [] }] }),
  ],
  [
    'half a month between',
    '/rules/minMonthsBetween',
    (input) => ({ ...input, rules: { ...input.rules, minMonthsBetween: 5.5 } }),
  ],
  [
    'a month 13',
    '/units/0/startsOn',
    (input) => ({ ...input, units: [{ ...input.units[0], startsOn: '2028-13' }] }),
  ],
  [
    'a unit that has ended before the plan begins',
    '/units/0/endsOn',
    (input) => ({ ...input, units: [{ ...input.units[0], startsOn: '2020-01', endsOn: '2026-12' }] }),
  ],
  [
    'a very long name',
    '/units/0/id',
    (input) => ({ ...input, units: [{ ...input.units[0], id: 'x'.repeat(10_000_000) }] }),
  ],
]

test.each(bad)('%s is a fault at %s', (_, pointer, change) => {
  expect(faultsOf(change)).toContain(pointer)
})

test('every fault is told, not the first alone', () => {
  const two = faultsOf((input) => ({ ...input, staff: [], horizon: { from: '2027-01', months: 0 } }))
  expect(two).toEqual(expect.arrayContaining(['/staff', '/horizon/months']))
})

test('a file that is no JSON is one fault of the whole', () => {
  const message = 'Filen är inte giltig JSON: den tar slut för tidigt (rad 1).'
  expect(readPlanInput('{')).toEqual({ faults: [{ pointer: '', message }] })
})

/** The file of docs: every field there is, the optional ones too. */
const example = `{
  "format": "uppsikt-plan-input/1",
  "horizon": { "from": "2027-01", "months": 36 },
  "rules": {
    "minMonthsBetween": 6, "inDepthEveryYears": 2, "choiceSystemFirst": [6, 7], "procuredBeforeDecision": [2, 8],
    "eventReserve": 0.12, "professionsPerTeam": 2, "reportLagMonths": 1, "inDepthReportsPerMeeting": 40, "extraFromRisk": 4
  },
  "weights": { "move": 6, "moveMonth": 0.5, "extra": 3, "risk": 1, "balance": 40 },
  "boardMeetings": ["2027-02", "2027-03"],
  "roles": [
    { "id": "MAS", "professions": ["MAS"] },
    { "id": "lead", "professions": ["SAS", "UTV"] },
    { "id": "second", "professions": ["MAS", "SAS", "UTV", "JUR"] }
  ],
  "staff": [{ "id": "p1", "profession": "MAS", "hours": { "2027-01": 80.5 } }],
  "units": [
    {
      "id": "u1", "areaId": "bmss", "operatingForm": "inHouse", "risk": 3,
      "hours": {
        "basic": { "lead": 6, "second": 3 },
        "inDepth": { "MAS": 9, "lead": 20, "second": 9 },
        "extra": { "lead": 3.6, "second": 1.5 }
      },
      "startsOn": "2027-09", "endsOn": "2029-03", "decisionOn": "2028-06",
      "lastFollowUp": { "month": "2026-08", "depth": "inDepth" },
      "inDepthYears": [2027, 2029], "pinned": { "2027": "2027-05" }
    }
  ],
  "decided": { "followUps": [] },
  "executed": []
}`

test('the example of the contract is read without a fault, as is a whole plan given as the decided one', () => {
  expect(readPlanInput(example)).toHaveProperty('value.units.0.pinned.2027', '2027-05')
  expect(readPlanInput(`\uFEFF${example}`)).toHaveProperty('value')
  const answer = { format: 'uppsikt-plan/1', status: 'optimal', objective: 1, bound: 1, gap: 0, warnings: [] }
  const decided = { ...answer, solver: { name: 'HiGHS' }, moved: 0, followUps: [{ ...visit, unitId: 'u1' }] }
  expect(readPlanInput(JSON.stringify({ ...JSON.parse(example), decided }))).toHaveProperty('value')
})

test('fields that the format does not have are told and not read, beside whatever else is wrong', () => {
  const written = {
    ...good,
    horison: {},
    rules: { ...good.rules, maxMonths: 3 },
    units: [{ ...good.units[0], endOn: '2028-04' }],
  }
  const pointers = (read: ReturnType<typeof readPlanInput>) =>
    ('faults' in read ? read.faults : read.unread).map(({ pointer }) => pointer).sort()
  const read = readPlanInput(JSON.stringify(written))
  expect(read).toMatchObject({ value: { units: [{ id: good.units[0]?.id }], rules: good.rules } })
  expect(pointers(read)).toEqual(['/horison', '/rules/maxMonths', '/units/0/endOn'])
  expect(pointers(readPlanInput(JSON.stringify({ ...written, staff: 3 })))).toContain('/staff')
})

test('what was decided for a unit that has closed is left out and told, and the rest is read', () => {
  const followUps = [{ ...visit, unitId: 'closed since' }, visit]
  const read = readPlanInput(JSON.stringify({ ...good, decided: { followUps } }))
  expect(read).toEqual({
    value: { ...good, decided: { followUps: [visit] } },
    unread: [
      {
        pointer: '/decided/followUps/0/unitId',
        message: 'Enhet closed since finns inte i units. Det som är beslutat för den räknas inte med.',
      },
    ],
  })
})

test('a unit that begins after the plan is read, and owes nothing in it', () => {
  const [first, ...rest] = good.units
  if (!first) throw new Error('the municipality has units')
  const { endsOn: _, ...later } = first
  for (const operatingForm of ['inHouse', 'procured', 'choiceSystem'] as const) {
    const units = [{ ...later, operatingForm, startsOn: '2031-01' }, ...rest]
    const read = readPlanInput(JSON.stringify({ ...good, units }))
    if ('faults' in read) throw new Error(read.faults[0].message)
    expect(instanceOf(read.value).units[0]?.years.flatMap(({ open }) => open)).toEqual([])
  }
})

test('a fault says what should stand there instead', () => {
  const messages = (change: (input: PlanInput) => unknown) => {
    const read = readPlanInput(JSON.stringify(change(structuredClone(good))))
    return 'faults' in read ? read.faults.map(({ message }) => message) : []
  }
  expect(messages(({ roles: _, ...rest }) => rest)).toEqual(['Uppgiften saknas.'])
  expect(messages((input) => ({ ...input, roles: 'MAS' }))).toEqual([
    'Uppgiften är av fel slag. Här ska det stå en lista.',
  ])
  const unit = { ...good.units[0], operatingForm: 'private', risk: 6 }
  expect(messages((input) => ({ ...input, units: [unit] }))).toEqual([
    'Här får det stå inHouse, procured eller choiceSystem.',
    'Värdet är för stort eller för långt. Högst 5.',
  ])
  const endless = example.replace('80.5', '1e999')
  expect(readPlanInput(endless)).toEqual({
    faults: [{ pointer: '/staff/0/hours/2027-01', message: 'Talet är för stort.' }],
  })
})
