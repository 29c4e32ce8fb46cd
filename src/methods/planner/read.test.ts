import { expect, test } from 'vitest'
import { municipality } from '../../../bench/planner/generator.ts'
import type { PlanInput } from './contract.ts'
import { readPlanInput } from './read.ts'

const good = municipality({ units: 3, people: 3, seed: 1 })

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
  expect(readPlanInput('{')).toEqual({ faults: [{ pointer: '', message: 'Filen är inte giltig JSON.' }] })
})
