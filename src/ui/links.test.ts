import { describe, expect, it } from 'vitest'
import {
  exportHref,
  fieldId,
  keptParams,
  pageHref,
  pageNumbers,
  sortHref,
  sortOf,
  withParams,
} from './links.ts'

const list = (query: string) => new URL(`https://example.test/uppfoljningar${query}`)

describe('links in lists', () => {
  it('a reader who changes one filter keeps the others', () => {
    expect(withParams(list('?ar=2027&form=lov'), { ar: 2028 })).toBe('/uppfoljningar?ar=2028&form=lov')
    expect(withParams(list('?ar=2027'), { ar: null })).toBe('/uppfoljningar')
  })

  it('a reader who chooses a column twice turns its order and starts over from the first page', () => {
    expect(sortHref(list('?ar=2027&sida=4'), 'enhet')).toBe('/uppfoljningar?ar=2027&sortera=enhet')
    expect(sortHref(list('?sortera=enhet'), 'enhet')).toBe('/uppfoljningar?sortera=-enhet')
    expect(sortHref(list('?sortera=-enhet'), 'enhet')).toBe('/uppfoljningar?sortera=enhet')
  })

  it('an address without a usable order has none', () => {
    expect(sortOf(list('?sortera=-datum'))).toEqual({ key: 'datum', direction: 'down' })
    expect(sortOf(list('?sortera=-'))).toBeUndefined()
    expect(sortOf(list(''))).toBeUndefined()
  })

  it('the first page has one address only', () => {
    expect(pageHref(list('?sida=3'), 1)).toBe('/uppfoljningar')
    expect(pageHref(list('?ar=2027'), 2)).toBe('/uppfoljningar?ar=2027&sida=2')
  })

  it('an export holds the whole filtered list, not the page on screen', () => {
    expect(exportHref(list('?ar=2027&sida=3'), 'xlsx')).toBe('/uppfoljningar?ar=2027&format=xlsx')
  })

  it('a search form carries on what it does not ask for, repeated values too', () => {
    expect(keptParams(list('?ar=2027&form=lov&form=lou&sida=2&q=lind'), ['q', 'ar'])).toEqual([
      ['form', 'lov'],
      ['form', 'lou'],
    ])
  })

  it('an error link and its field have the same id', () => {
    expect(fieldId('kontakt.epost')).toBe('falt-kontakt-epost')
  })
})

describe('page numbers', () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [1, 40, [1, 2, 'gap', 40]],
    [4, 40, [1, 2, 3, 4, 5, 'gap', 40]],
    [5, 40, [1, 'gap', 4, 5, 6, 'gap', 40]],
    [40, 40, [1, 'gap', 39, 40]],
    [3, 5, [1, 2, 3, 4, 5]],
  ])('a reader on page %i of %i sees where she is', (current, last, expected) => {
    expect(pageNumbers(current, last)).toEqual(expected)
  })
})
