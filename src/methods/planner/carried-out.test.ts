import { expect, test } from 'vitest'
import { check } from './check/check.ts'
import type { FollowUp, InputUnit, PlanInput } from './contract.ts'
import { solve } from './solve/solve.ts'
import { usualRules } from './usual-rules.test-support.ts'

/** One person, one role and months enough: what is tried is what the past and odd hours make of it. */
function town(part: Partial<PlanInput> & { hours?: number; unit?: Partial<InputUnit> } = {}): PlanInput {
  const { hours = 40, unit = {}, ...rest } = part
  return {
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: 24 },
    rules: { ...usualRules, inDepthReportsPerMeeting: 1 },
    boardMeetings: ['2027-03', '2027-12', '2028-12'],
    roles: [{ id: 'lead', professions: ['SAS'] }],
    staff: [{ id: 'p', profession: 'SAS', hours: { '2027-02': hours, '2027-05': hours, '2028-05': hours } }],
    units: [
      {
        id: 'u',
        areaId: 'a',
        operatingForm: 'inHouse',
        risk: 3,
        hours: { basic: { lead: 2 }, inDepth: { lead: 4 } },
        ...unit,
      },
    ],
    ...rest,
  }
}

function done(month: string, depth: FollowUp['depth'], unitId = 'u'): FollowUp {
  return { unitId, month, depth, kind: 'annual', team: [] }
}

async function planOf(input: PlanInput): Promise<readonly FollowUp[]> {
  const answer = await solve(input, { seconds: 20, gap: 0 })
  expect(answer.kind).toBe('plan')
  const followUps = answer.kind === 'plan' ? answer.plan.followUps : []
  expect(check(input, followUps)).toEqual([])
  return followUps
}

test('two in-depth in a row that are carried out break nothing, and the next one is basic', async () => {
  const followUps = await planOf(town({ executed: [done('2025-05', 'inDepth'), done('2026-05', 'inDepth')] }))
  const planned = followUps.filter(({ month }) => month >= '2027')
  expect(planned.map(({ depth }) => depth)).toEqual(['basic', 'inDepth'])
})

test('what is carried out outside the years of the plan stands in it too', async () => {
  const executed = [done('2026-02', 'inDepth'), done('2029-02', 'basic')]
  const followUps = await planOf(town({ executed }))
  expect(followUps).toEqual(expect.arrayContaining(executed))
  expect(followUps.find(({ month }) => month.startsWith('2028'))?.depth).toBe('inDepth') // 2029 is basic
})

test('a report of what is carried out takes its place at the meeting', async () => {
  const other = { ...(town().units[0] as InputUnit), id: 'o' } // there is one
  const input = town({
    unit: { lastFollowUp: { month: '2026-05', depth: 'basic' } },
    executed: [done('2026-11', 'inDepth', 'o')],
  })
  const followUps = await planOf({ ...input, units: [...input.units, other] })
  const inDepth = followUps.find(({ unitId, depth }) => unitId === 'u' && depth === 'inDepth')
  expect(inDepth?.month).toBe('2027-05') // reported in December: March has the report of the other one
})

test('a unit with fewer follow-ups than the turns of in-depth have may have none in depth', async () => {
  const { rules } = town()
  const small = town({ hours: 2, rules: { ...rules, inDepthEveryYears: 3 } })
  expect((await planOf(small)).map(({ depth }) => depth)).toEqual(['basic', 'basic'])
})

test('three thirds of an hour fit in one', async () => {
  const { units } = town({ unit: { hours: { basic: { lead: 1 / 3 }, inDepth: { lead: 1 / 3 } } } })
  const three = ['a', 'b', 'c'].map((id) => ({ ...(units[0] as InputUnit), id })) // there is one
  const { rules } = town()
  await planOf(
    town({
      horizon: { from: '2027-01', months: 12 },
      staff: [{ id: 'p', profession: 'SAS', hours: { '2027-02': 1 } }],
      rules: { ...rules, inDepthReportsPerMeeting: 9 },
      units: three,
    }),
  )
})
