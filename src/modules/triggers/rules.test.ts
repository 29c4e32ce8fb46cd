import fc from 'fast-check'
import { expect, test } from 'vitest'
import { targetedForms } from '#modules/followups/rules.ts'
import { groupsOf, toSource } from './rule-sources.ts'
import {
  canMove,
  countsFrom,
  distinctIn,
  moves,
  openStates,
  proposalStates,
  raisedBy,
  usualMethods,
  usualRules,
  type Counted,
  type Earlier,
  type Move,
} from './rules.ts'

const fact = (sourceId: string, more: Partial<Counted> = {}): Counted => ({
  ...{ kind: 'finding', sourceId, unitId: 'u', providerId: 'p', title: 'x', href: '/x' },
  ...{ happenedOn: '2026-10-01', group: 'u', distinct: sourceId },
  ...more,
})
const earlier = (state: Earlier['state'], sourceIds: string[], isUnderWay = false): Earlier => ({
  ...{ state, sourceIds, isUnderWay },
})

test('only what waits can be decided, put aside or taken back, and nobody asks twice', () => {
  const every = Object.keys(moves) as Move[] // the keys of the table itself
  for (const state of proposalStates)
    for (const move of every) {
      const isWaiting = openStates.some((one) => one === state)
      expect(canMove(state, move), `${move} from ${state}`).toBe(
        isWaiting && (move !== 'ask' || state === 'proposed'),
      )
    }
})

test('a rule raises when as much has happened as the board has set, and nothing before', () => {
  expect(raisedBy([fact('a'), fact('b')], 3, [])).toBeUndefined()
  expect(raisedBy([fact('a'), fact('b'), fact('c')], 3, [])).toHaveLength(3)
})

test('three findings in one unit are one unit of a pattern', () => {
  const inUnit = (id: string, unit: string) => fact(id, { distinct: unit })
  expect(distinctIn([inUnit('a', 'u'), inUnit('b', 'u'), inUnit('c', 'v')])).toBe(2)
  expect(raisedBy([inUnit('a', 'u'), inUnit('b', 'u')], 2, [])).toBeUndefined()
})

test('what waits, or is being followed up, is not raised again; what led to a follow-up is used up', () => {
  const three = [fact('a'), fact('b'), fact('c')]
  for (const state of openStates) expect(raisedBy(three, 2, [earlier(state, ['a', 'b'])])).toBeUndefined()
  expect(raisedBy(three, 2, [earlier('approved', ['a', 'b'], true)])).toBeUndefined()
  expect(raisedBy(three, 2, [earlier('approved', ['a', 'b'])])).toBeUndefined()
  expect(raisedBy([...three, fact('d')], 2, [earlier('approved', ['a', 'b'])])).toEqual([
    fact('c'),
    fact('d'),
  ])
})

test('what was put aside never comes back for the same facts, whatever they are', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
  fc.assert(
    fc.property(ids, ids, fc.integer({ min: 1, max: 5 }), (now, before, count) => {
      const raised = raisedBy(
        now.map((id) => fact(id)),
        count,
        [earlier('dismissed', before)],
      )
      const isNews = now.some((id) => !before.includes(id))
      expect(raised !== undefined).toBe(isNews && now.length >= count)
    }),
  )
})

test('each form has a template of its own, of methods that there are', () => {
  const templates = targetedForms.map((form) => usualMethods[form])
  expect(new Set(templates.map((one) => one.join(' '))).size).toBe(3)
  expect(usualMethods.visitAndInterviews).toEqual(
    expect.arrayContaining(['visit', 'interviewManagement', 'interviewStaff', 'interviewUsers']),
  )
})

test('late is what has been open too long, or whose action is too late, and no other', () => {
  const row = (id: string, more: object) =>
    toSource(
      'finding',
      { sourceId: id, unitId: 'u', providerId: 'p', title: 'x', happenedOn: '2026-09-01', ...more },
      '/brister',
    )
  const rows = [
    row('acute', { isOpen: true, isAcute: true, isGrave: true }),
    row('closed', { isOpen: false, isAcute: true, isGrave: true }),
    row('serious', { isOpen: true, isGrave: true, lateFrom: '2026-10-01' }),
    row('promised', { isOpen: true, isGrave: true, lateFrom: '2026-11-10' }),
    row('minor', { isOpen: true, lateFrom: '2026-10-01' }),
  ]
  const from = countsFrom('lateCritical', usualRules.rules.lateCritical, '2026-11-19')
  expect(from).toBe('2026-10-20')
  expect(
    groupsOf('lateCritical', rows, from)
      .get('u')
      ?.map(({ sourceId }) => sourceId),
  ).toEqual(['acute', 'serious'])
})
