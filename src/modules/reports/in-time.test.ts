import { expect, test } from 'vitest'
import { inTime } from './rules.ts'

test('an action that is due today still has the day, and one reported in time counts', () => {
  const action = { title: 'Rutin', owner: 'Chefen', findingId: '', dueOn: '2026-11-19', reportedOn: null }
  const waiting = { ...action, state: 'approved' }
  expect(inTime([waiting], '2026-11-19')).toEqual({ done: 0, due: 0 })
  expect(inTime([waiting], '2026-11-20')).toEqual({ done: 0, due: 1 })
  const ready = { ...action, state: 'reported', reportedOn: '2026-11-19' }
  expect(inTime([ready], '2026-11-19')).toEqual({ done: 1, due: 1 })
})
