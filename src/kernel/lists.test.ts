import { expect, test } from 'vitest'
import { hasWords, orderBy, rowsOnPage } from './lists.ts'

type Row = { name: string; hours: number }
const rows: Row[] = [
  { name: 'Åkerbo', hours: 9 },
  { name: 'Enhet 10', hours: 10 },
  { name: 'Enhet 2', hours: 9 },
]
const keys = { namn: ({ name }: Row) => name, timmar: ({ hours }: Row) => hours }
const namesBy = (sort: string) =>
  rows.toSorted(orderBy(keys, sort, ({ name }) => name)).map(({ name }) => name)

test('whoever looks for several words finds what has them all, in whatever order and capitals', () => {
  expect(hasWords(['Åkerbo', 'Norra'], ' norra  ÅKER ')).toBe(true)
  expect(hasWords(['Åkerbo', 'Norra'], 'norra södra')).toBe(false)
  expect(hasWords([''], '  ')).toBe(true)
})

test('whoever orders a list gets words as in Swedish, numbers as numbers, and falls with a minus', () => {
  expect(namesBy('namn')).toEqual(['Enhet 2', 'Enhet 10', 'Åkerbo'])
  expect(namesBy('-timmar')).toEqual(['Enhet 10', 'Åkerbo', 'Enhet 2'])
  expect(namesBy('annat')).toEqual(namesBy('namn'))
})

test('a page holds so many rows, and one past the end holds none', () => {
  expect(rowsOnPage(rows, { page: 2, limit: 2 })).toEqual([rows[2]])
  expect(rowsOnPage(rows, { page: 3, limit: 2 })).toEqual([])
})
