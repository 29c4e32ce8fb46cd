import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import {
  actionMoves,
  actionStates,
  defaultDueOn,
  findingMoves,
  findingStates,
  isOverdue,
  isPlanLate,
  missingIn,
  movedAction,
  movedFinding,
  movedPlan,
  planMoves,
  planStates,
  proposedStep,
} from './rules.ts'
import { findingVerbAfter, planStateAfter } from './settle.ts'

const tables = [
  { name: 'finding', states: findingStates, moves: findingMoves, move: movedFinding, start: 'open' },
  { name: 'plan', states: planStates, moves: planMoves, move: movedPlan, start: 'requested' },
  { name: 'action', states: actionStates, moves: actionMoves, move: movedAction, start: 'draft' },
] as const

describe.each(tables)('the states of a $name', ({ states, moves, move, start }) => {
  const table: Record<string, { from: readonly string[]; to: string }> = moves
  // Each function takes the states and verbs of its own table, which is what is drawn below.
  const moving = move as (row: { state: string }, verb: string) => string

  test('a verb gives its one state where it is allowed, and is refused everywhere else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...Object.keys(table)), (state, verb) => {
        const allowed = table[verb]?.from.includes(state)
        if (allowed) expect(moving({ state }, verb)).toBe(table[verb]?.to)
        else expect(codeOf(() => moving({ state }, verb))).toBe('wrongState')
      }),
    )
  })

  test('every state can be reached from the first', () => {
    const reached = new Set<string>([start])
    // A set grows while it is walked: every state found is tried with every verb.
    for (const state of reached)
      for (const [verb, one] of Object.entries(table))
        if (one.from.includes(state)) reached.add(moving({ state }, verb))
    expect([...reached].sort()).toEqual([...states].sort())
  })

  test('whatever is tried, in whatever order, never leads outside the states', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(table)), { maxLength: 40 }), (verbs) => {
        let state: string = start
        for (const verb of verbs) {
          if (table[verb]?.from.includes(state)) state = moving({ state }, verb)
          expect(states).toContain(state)
        }
      }),
    )
  })

  test('nothing leads out of what is closed', () => {
    expect(Object.values(table).filter((one) => one.from.includes('closed'))).toEqual([])
  })
})

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
  } catch (cause) {
    return isProblem(cause) ? cause.code : undefined
  }
  return undefined
}

test('an action falls overdue the day after its due date, never on it', () => {
  const action = { state: 'approved', dueOn: '2026-12-01' } as const
  expect(isOverdue(action, '2026-11-30')).toBe(false)
  expect(isOverdue(action, '2026-12-01')).toBe(false)
  expect(isOverdue(action, '2026-12-02')).toBe(true)
})

test('what is reported, verified or closed is never overdue, nor a draft nobody has sent', () => {
  for (const state of ['draft', 'reported', 'verified', 'closed'] as const)
    expect(isOverdue({ state, dueOn: '2020-01-01' }, '2026-12-02')).toBe(false)
})

test('a plan is late the day after it should have been sent, until it is sent', () => {
  expect(isPlanLate({ state: 'requested', dueOn: '2026-12-01' }, '2026-12-01')).toBe(false)
  expect(isPlanLate({ state: 'requested', dueOn: '2026-12-01' }, '2026-12-02')).toBe(true)
  expect(isPlanLate({ state: 'submitted', dueOn: '2026-12-01' }, '2026-12-02')).toBe(false)
})

test('a plan is asked for within 15 working days, and within one if something is acute', () => {
  expect(defaultDueOn(['serious', 'minor'], '2026-11-19')).toBe('2026-12-10')
  expect(defaultDueOn(['minor', 'acute'], '2026-11-19')).toBe('2026-11-20')
})

test('each finding without an action, and each part an action lacks, is told', () => {
  const findings = [
    { id: 'a', state: 'open' },
    { id: 'b', state: 'open' },
    { id: 'c', state: 'withdrawn' },
  ] as const
  const half = {
    id: '1',
    findingId: 'b',
    title: 'Ny rutin',
    owner: '',
    dueOn: '2026-12-01',
    followUpOn: null,
  }
  expect(missingIn(findings, [half])).toEqual([
    { findingId: 'a', actionId: null, what: 'action' },
    { findingId: 'b', actionId: '1', what: 'owner' },
    { findingId: 'b', actionId: '1', what: 'followUpOn' },
  ])
})

test('the ladder goes one step at a time and stays on the last', () => {
  const serious = { severity: 'serious', isRepeat: false } as const
  expect(proposedStep({ ...serious, nextStep: null })).toBe('dialogue')
  expect(proposedStep({ ...serious, nextStep: 'dialogue' })).toBe('reminder')
  expect(proposedStep({ ...serious, nextStep: 'sanction' })).toBe('sanction')
  expect(proposedStep({ ...serious, isRepeat: true, nextStep: null })).toBe('reminder')
  expect(proposedStep({ severity: 'acute', isRepeat: false, nextStep: null })).toBe('reminder')
})

test('one returned row returns the plan; approved rows approve it; closed rows close it', () => {
  const rows = (...states: ('proposed' | 'returned' | 'approved' | 'verified' | 'closed')[]) =>
    states.map((state) => ({ state }))
  expect(planStateAfter({ state: 'submitted' }, rows('approved', 'proposed'))).toBe('submitted')
  expect(planStateAfter({ state: 'submitted' }, rows('approved', 'returned'))).toBe('returned')
  expect(planStateAfter({ state: 'submitted' }, rows('approved', 'verified'))).toBe('approved')
  expect(planStateAfter({ state: 'approved' }, rows('closed', 'verified'))).toBe('approved')
  expect(planStateAfter({ state: 'approved' }, rows('closed', 'closed'))).toBe('closed')
})

test('a finding is planned only by an approval, so that a step on the ladder is not undone by another row', () => {
  expect(findingVerbAfter(['approved', 'approved'], 'approve')).toBe('plan')
  expect(findingVerbAfter(['approved', 'closed'], 'close')).toBeUndefined()
  expect(findingVerbAfter(['approved', 'proposed'], 'approve')).toBeUndefined()
  expect(findingVerbAfter(['verified', 'closed'], 'verify')).toBe('remedy')
})
