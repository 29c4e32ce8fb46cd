import { expect, test } from 'vitest'
import type { FollowUp, InputUnit, PlanInput } from '../contract.ts'
import { effectOf } from './effect.ts'
import { indexOf } from './plan-index.ts'
import { brokenTexts, choiceSentence, depthSentence, goalsSentence, stepSentence } from './sentences.ts'
import { whyHere } from './why-here.ts'
import { usualRules } from '../usual-rules.test-support.ts'

/** Two units and two people, small enough to reckon by hand. */
const hours = { basic: { lead: 6 }, inDepth: { lead: 12, second: 6 }, extra: { lead: 3 } }
const unit = (id: string, more: Partial<InputUnit> = {}): InputUnit => ({
  id,
  areaId: 'hemtjanst',
  operatingForm: 'inHouse',
  risk: 3,
  hours,
  ...more,
})
const months = Array.from({ length: 12 }, (_, at) => `2027-${String(at + 1).padStart(2, '0')}`)
const person = (id: string, profession: string, each: number) => ({
  id,
  profession,
  hours: Object.fromEntries(months.map((month) => [month, each])),
})

function problem(...units: InputUnit[]): PlanInput {
  return {
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: 12 },
    rules: { ...usualRules, professionsPerTeam: 2, inDepthReportsPerMeeting: 1, extraFromRisk: 4 },
    boardMeetings: ['2027-06', '2027-12'],
    roles: [
      { id: 'lead', professions: ['SAS', 'UTV'] },
      { id: 'second', professions: ['SAS', 'UTV', 'JUR'] },
    ],
    staff: [person('anna', 'SAS', 20), person('bo', 'JUR', 8)],
    units,
  }
}

const visit = (unitId: string, month: string, depth: FollowUp['depth'] = 'basic'): FollowUp => ({
  unitId,
  month,
  depth,
  kind: 'annual',
  team: [
    { staffId: 'anna', role: 'lead', hours: depth === 'basic' ? 6 : 12 },
    ...(depth === 'inDepth' ? [{ staffId: 'bo', role: 'second', hours: 6 }] : []),
  ],
})

test('a planner reads which dates took months away, in the order they were taken', () => {
  const asked = unit('u', {
    operatingForm: 'procured',
    startsOn: '2027-02',
    decisionOn: '2027-12',
    lastFollowUp: { month: '2026-11', depth: 'basic' },
  })
  const why = whyHere(indexOf(problem(asked), [visit('u', '2027-06', 'inDepth')]), visit('u', '2027-06'))
  expect(why?.steps.map(stepSentence)).toEqual([
    'Enheten startar i februari 2027. Därför faller januari bort, och februari till december är kvar.',
    'Beslut om avtalet ska fattas i december 2027, och nämnden behöver rapporten i god tid före. Därför faller februari, mars, november och december bort, och april till oktober är kvar.',
    'Enheten följdes upp i november 2026, och det ska gå en minsta tid mellan två uppföljningar. Därför faller april bort, och maj till oktober är kvar.',
  ])
  expect(why && depthSentence(why.depth)).toBe(
    'Vartannat års uppföljning är fördjupad, och den i november 2026 var grundläggande.',
  )
})

test('a planner reads who would be overbooked by a move, by their name and how much', () => {
  const plan = [visit('u', '2027-03'), visit('v', '2027-04', 'inDepth'), visit('w', '2027-04')]
  const index = indexOf(problem(unit('u'), unit('v'), unit('w')), plan)
  const effect = effectOf(index, { kind: 'move', of: visit('u', '2027-03'), to: '2027-04' })
  expect(effect?.overbooked).toEqual([{ staffId: 'anna', month: '2027-04', hours: 4 }])
  expect(effect && brokenTexts(effect, () => 'Anna')).toEqual(['Anna får 4 timmar för mycket i april 2027'])
  const april = whyHere(index, visit('u', '2027-03'))?.months.find(({ month }) => month === '2027-04')
  expect(april && choiceSentence(april, () => 'Anna')).toBe(
    'April går inte: Anna får 4 timmar för mycket i april 2027.',
  )
})

test('a planner reads that a change of depth gives the board one report too many', () => {
  const plan = [visit('u', '2027-03'), visit('v', '2027-04', 'inDepth')]
  const index = indexOf(problem(unit('u'), unit('v')), plan)
  const effect = effectOf(index, { kind: 'depth', of: visit('u', '2027-03'), to: 'inDepth' })
  expect(effect?.after.team).toHaveLength(2)
  expect(effect && brokenTexts(effect)).toEqual(['nämnden får 1 rapport för mycket i juni 2027'])
})

test('a planner reads that a lawyer cannot lead, and that a team of one profession does not hold', () => {
  const plan = [visit('u', '2027-03', 'inDepth')]
  const index = indexOf(problem(unit('u')), plan)
  const wrong = effectOf(index, { kind: 'person', of: visit('u', '2027-03'), role: 'lead', to: 'bo' })
  expect(wrong && brokenTexts(wrong)).toEqual([
    'teamet uppfyller inte kraven',
    'bo får 10 timmar för mycket i mars 2027',
  ])
})

test('a planner reads what the next best month would cost, and which goals the month serves', () => {
  const index = indexOf(problem(unit('u', { risk: 5 })), [visit('u', '2027-01')])
  const why = whyHere(index, visit('u', '2027-01'))
  expect(why && goalsSentence(why)).toBe('Här bidrar den till att hög risk följs upp tidigt på året.')
  expect(why?.next && choiceSentence(why.next)).toBe('Februari går: planens kostnad ökar med 0,42.')
})

test('somebody who asks of what is carried out, or of what is not planned, is told no other months', () => {
  const done = visit('u', '2027-02')
  const index = indexOf({ ...problem(unit('u')), executed: [done] }, [done])
  const why = whyHere(index, done)
  expect(why).toMatchObject({ carriedOut: true, months: [], window: ['2027-02'] })
  expect(why && goalsSentence(why)).toBe('Uppföljningen är genomförd och ligger kvar.')
  expect(whyHere(index, visit('u', '2027-05'))).toBeUndefined()
  expect(effectOf(index, { kind: 'move', of: visit('x', '2027-02'), to: '2027-03' })).toBeUndefined()
})
