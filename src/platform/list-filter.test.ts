import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { filterFrom, listFields, sortBy } from './list-filter.ts'

const Filter = z.object({
  ...listFields,
  unit: z.uuid().optional(),
  sort: sortBy(['namn', 'dag'], '-dag'),
})
const asked = (query: string) => filterFrom(new URL(`http://x/lista?${query}`), Filter, { unit: 'enhet' })

describe('the filter of a list, read from its address', () => {
  test('a bare address shows the first page in the usual order', () => {
    expect(asked('')).toEqual({ q: '', page: 1, limit: 50, sort: '-dag' })
  })

  test('each field goes by its Swedish name, and what belongs to something else on the page is left alone', () => {
    expect(asked('q=%20norra&sortera=-namn&sida=3&andra=1')).toEqual({
      q: 'norra',
      page: 3,
      limit: 50,
      sort: '-namn',
    })
  })

  test('a hand-written address with something odd in it shows the whole list', () => {
    for (const odd of ['sida=0', 'sortera=hemligt', 'sortera=--namn', 'enhet=alla'])
      expect(asked(`q=norra&${odd}`)).toEqual({ q: '', page: 1, limit: 50, sort: '-dag' })
  })

  test('a word of the address stands for a value of the filter, and one that is none narrows nothing', () => {
    const worded = (query: string) =>
      filterFrom(new URL(`http://x/lista?${query}`), Filter, {
        sort: { name: 'sortera', words: { kom: 'dag', heter: 'namn' } },
      }).sort
    expect(['sortera=kom', 'sortera=-heter', 'sortera=dag', 'sortera=toString', ''].map(worded)).toEqual([
      'dag',
      '-namn',
      '-dag',
      '-dag',
      '-dag',
    ])
  })
})
