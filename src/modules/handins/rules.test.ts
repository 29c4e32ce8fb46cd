import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysLeftText } from '#texts/sv/handins.ts'
import { allowed, handInStates, inOrder, moved, moves, type Waiting } from './rules.ts'

const anyState = fc.constantFrom(...handInStates)

test('a submission is taken exactly in the states of the table and always leads to submitted', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const from: readonly string[] = moves.submit.from
      if (from.includes(state)) expect(moved({ state }, 'submit')).toBe('submitted')
      else expect(() => moved({ state }, 'submit')).toThrow(expect.objectContaining({ code: 'wrongState' }))
    }),
  )
})

test('the page shows a form exactly where the command would take it', () => {
  fc.assert(
    fc.property(
      anyState,
      fc.constantFrom(null, 'granted' as const, 'refused' as const),
      fc.boolean(),
      (state, extensionAnswer, asked) => {
        const can = allowed({ state, extensionAnswer, extensionAskedUntil: asked ? '2026-12-01' : null })
        expect(can.submit).toBe(['requested', 'returned', 'submitted'].includes(state))
        if (asked && extensionAnswer === null) expect(can.askExtension).toBe(false)
        if (state === 'accepted' || state === 'withdrawn')
          expect(can).toEqual({ submit: false, askExtension: false, assign: false })
      },
    ),
  )
})

test('what waits has one order, whatever order it is found in', () => {
  const item = (id: string, dueOn: string, acute = false): Waiting => ({
    kind: 'document',
    id,
    unitId: 'u',
    unitName: 'Björkgården',
    followUpTitle: '',
    title: id,
    why: '',
    legalGround: '',
    dueOn,
    state: 'requested',
    count: 1,
    acute,
  })
  const all = [item('c', '2026-12-01'), item('b', '2026-11-01'), item('a', '2026-12-01', true)]
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (found) => {
      expect(inOrder(found).map((one) => one.id)).toEqual(['b', 'a', 'c'])
    }),
  )
})

test('days left are said in words, and nothing is late on the day itself', () => {
  expect([5, 1, 0, -1, -9].map(daysLeftText)).toEqual([
    '5 dagar kvar',
    'i morgon',
    'i dag',
    '1 dag försenat',
    '9 dagar försenat',
  ])
})
