import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import {
  canMove,
  followUpStates,
  isLate,
  moved,
  moves,
  steps,
  teamFaults,
  timeOfDayOf,
  type Move,
} from './rules.ts'
import { canMoveRequest, groundFor, movedRequest, requestMoves, requestStates } from './rules-requests.ts'
import { swedishInstant } from './rules-visits.ts'

// The keys of the tables are the moves themselves.
const allMoves = Object.keys(moves) as Move[]
const allRequestMoves = Object.keys(requestMoves) as (keyof typeof requestMoves)[]

test('a follow-up moves only where its course allows it, and then to exactly one state', () => {
  fc.assert(
    fc.property(fc.constantFrom(...followUpStates), fc.constantFrom(...allMoves), (state, move) => {
      const attempt = () => moved({ state }, move).state
      if (canMove(state, move)) expect(attempt()).toBe(moves[move].to)
      else expect(attempt).toThrow(expect.objectContaining({ code: 'wrongState' }))
    }),
  )
})

test('whatever is tried, nothing leaves a closed or cancelled follow-up', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...allMoves), { maxLength: 30 }), (tried) => {
      let row = { state: followUpStates[0] as (typeof followUpStates)[number] }
      let ended = false
      for (const move of tried) {
        try {
          row = moved(row, move)
          expect(ended).toBe(false)
        } catch (cause) {
          if (!isProblem(cause)) throw cause
        }
        ended ||= row.state === 'closed' || row.state === 'cancelled'
      }
    }),
  )
})

test('no assessment is fixed without a hearing', () => {
  const waysToFixed = followUpStates.filter((state) => canMove(state, 'fix'))
  expect(waysToFixed).toEqual(['hearing'])
})

test('a request moves only where its table allows it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...requestStates), fc.constantFrom(...allRequestMoves), (state, move) => {
      const attempt = () => movedRequest({ state }, move).state
      if (canMoveRequest(state, move)) expect(attempt()).toBe(requestMoves[move].to)
      else expect(attempt).toThrow(expect.objectContaining({ code: 'wrongState' }))
    }),
  )
})

const member = (name: string, profession: string, roles: string[]) => ({
  name,
  profession,
  roles,
  bias: 'none' as const,
  removedAt: null,
})

test('a unit that gives health care needs MAS or MAR, unless an exception is written', () => {
  const alone = [member('Ulla', 'Socionom', ['reviewer'])]
  const together = [...alone, member('Maja', 'Sjuksköterska', ['mas'])]
  const health = { laws: ['LSS', 'HSL'], roleException: '' }
  expect(teamFaults(alone, health).missingRoles).toHaveLength(1)
  expect(
    teamFaults(alone, { ...health, roleException: 'Ingen hälso- och sjukvård ges.' }).missingRoles,
  ).toEqual([])
  expect(teamFaults(alone, { laws: ['LSS'], roleException: '' }).missingRoles).toEqual([])
  const asked = { laws: ['LSS', 'SoL'], roleException: '', asksSas: true }
  expect(teamFaults(alone, asked).missingRoles).toEqual([{ law: 'SoL', oneOf: ['sas'] }])
  expect(teamFaults(alone, { ...asked, laws: ['HSL'] }).missingRoles).toHaveLength(1)
  expect(teamFaults(together, health)).toEqual({
    missingRoles: [],
    singleProfession: false,
    undeclared: [],
    empty: false,
  })
})

test('a member who has been taken out answers for no role', () => {
  const gone = { ...member('Maja', 'Sjuksköterska', ['mas']), removedAt: new Date() }
  const faults = teamFaults([member('Ulla', 'Socionom', ['reviewer']), gone], {
    laws: ['HSL'],
    roleException: '',
  })
  expect(faults.missingRoles).toHaveLength(1)
  expect(faults.singleProfession).toBe(true)
})

test('the time of day of a visit follows the Swedish clock and calendar', () => {
  const cases: [string, string, string][] = [
    ['2026-11-19', '18.30', 'evening'],
    ['2026-11-19', '08:00', 'officeHours'],
    ['2026-11-19', '16:59', 'officeHours'],
    ['2026-11-19', '17:00', 'evening'],
    ['2026-11-19', '22:00', 'night'],
    ['2026-11-19', '07:59', 'night'],
    ['2026-11-21', '12:00', 'weekend'],
    ['2026-11-21', '23:00', 'night'],
    ['2026-06-19', '12:00', 'weekend'],
    ['2026-12-24', '12:00', 'weekend'],
    ['2026-07-02', '08:30', 'officeHours'],
  ]
  for (const [date, time, expected] of cases) {
    const moment = swedishInstant(date, time)
    expect(moment && timeOfDayOf(moment), `${date} ${time}`).toBe(expected)
  }
})

test('the hour that is skipped in spring is no time', () => {
  expect(swedishInstant('2026-03-29', '02:30')).toBeUndefined()
  expect(swedishInstant('2026-03-29', '03:30')?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
})

test('a follow-up is late the day after its day, never on it, and never once it is fixed', () => {
  expect(isLate({ dueOn: '2026-11-19', state: 'planned' }, '2026-11-19')).toBe(false)
  expect(isLate({ dueOn: '2026-11-18', state: 'planned' }, '2026-11-19')).toBe(true)
  expect(isLate({ dueOn: '2026-11-18', state: 'fixed' }, '2026-11-19')).toBe(false)
})

const described = followUpStates.flatMap((state) =>
  state === 'cancelled' ? [] : [{ state, name: state, role: '' }],
)

test('a municipality that shows fewer steps still sees where a follow-up stands', () => {
  const fewer = described.filter(({ state }) => state !== 'prepared' && state !== 'hearing')
  const titles = (state: 'prepared' | 'hearing') =>
    steps({ state }, fewer)
      .filter((step) => step.state === 'current')
      .map(({ title }) => title)
  expect(titles('prepared')).toEqual(['planned'])
  expect(titles('hearing')).toEqual(['underway'])
})

test('the row of steps has one current step until the end', () => {
  for (const state of followUpStates.filter((key) => key !== 'cancelled' && key !== 'closed')) {
    const row = steps({ state }, described)
    expect(row.filter((step) => step.state === 'current').map((step) => step.title)).toEqual([state])
  }
  expect(steps({ state: 'closed' }, described).every((step) => step.state === 'done')).toBe(true)
  expect(steps({ state: 'cancelled' }, described).every((step) => step.state === 'coming')).toBe(true)
})

test('the section on insight is used only for social services that a private provider runs', () => {
  expect(groundFor({ laws: ['SoL'], providerKind: 'private' })).toBe('socialServicesAct')
  expect(groundFor({ laws: ['SoL', 'HSL'], providerKind: 'private' }, true)).toBe('agreement')
  expect(groundFor({ laws: ['SoL'], providerKind: 'municipal' })).toBe('agreement')
  expect(groundFor({ laws: ['LSS'], providerKind: 'private' })).toBe('agreement')
})
