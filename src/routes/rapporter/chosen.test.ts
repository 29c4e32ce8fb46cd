import { expect, test } from 'vitest'
import { chosenFrom } from './chosen.ts'

const posted = (ticked: string[], shown: number) => ({ all: () => ticked, number: () => shown })

test('a strategist who ticks every follow-up gets all that fit, and one who ticks some gets those', () => {
  expect(chosenFrom(posted(['a', 'b'], 2))).toEqual([])
  expect(chosenFrom(posted(['b'], 2))).toEqual(['b'])
})

test('a strategist who ticks none is asked to choose, and is not given all of them', () => {
  let caught: unknown
  try {
    chosenFrom(posted([], 2))
  } catch (fault) {
    caught = fault
  }
  expect(caught).toMatchObject({ fields: [{ path: 'followUpIds', code: 'chooseFollowUp' }] })
})
