import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove, dueOnOf, moves, outcomeOf, releaseStates, stateOf, verdicts, type Move } from './rules.ts'

test('the days are working days: what comes in on the day before Christmas Eve is answered after the holidays', () => {
  expect(dueOnOf('2026-12-23', 3)).toBe('2026-12-30')
  expect(dueOnOf('2026-11-20', 3)).toBe('2026-11-25')
})

test('whatever is tried in whatever state, only the moves of the table lead on', () => {
  // The keys of the table are its moves.
  const all = Object.keys(moves) as Move[]
  fc.assert(
    fc.property(fc.constantFrom(...releaseStates), fc.constantFrom(...all), (state, move) => {
      const from: readonly string[] = moves[move].from
      if (from.includes(state)) return canMove(state, move) && stateOf(state, move) === moves[move].to
      expect(() => stateOf(state, move)).toThrow()
      return !canMove(state, move)
    }),
  )
})

test('the outcome says no more than the verdicts do', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verdicts)), (judged) => {
      const outcome = outcomeOf(judged)
      if (outcome === 'released') return judged.length > 0 && judged.every((one) => one === 'whole')
      if (outcome === 'refused') return judged.every((one) => one === 'refused')
      return outcome === 'nothingFound' ? judged.length === 0 : judged.some((one) => one !== 'whole')
    }),
  )
})
