import { expect, test } from 'vitest'
import { chosenIn, valuesOf, type FilterField } from './filter-fields.ts'

const fields: readonly FilterField[] = [
  { kind: 'search', name: 'q', label: 'Sök rubrik eller enhet' },
  {
    kind: 'choice',
    name: 'lage',
    label: 'Läge',
    usual: 'oppna',
    choices: [{ value: 'oppna', label: 'Öppna' }],
  },
  {
    kind: 'only',
    name: 'bara',
    label: 'Visa bara',
    choices: [
      { value: 'sen', label: 'Försenade' },
      { value: 'ny', label: 'Nya' },
    ],
  },
]
const at = (query: string) => new URL(`http://uppsikt.example/brister?${query}`)

test('each chosen value has its words and an address without it', () => {
  expect(chosenIn(at('q=+vak+&lage=oppna&bara=sen&bara=ny&sida=3&sortera=namn'), fields)).toEqual([
    { label: 'Sökord: vak', removeHref: '/brister?lage=oppna&bara=sen&bara=ny&sortera=namn' },
    { label: 'Läge: Öppna', removeHref: '/brister?q=+vak+&bara=sen&bara=ny&sortera=namn' },
    { label: 'Försenade', removeHref: '/brister?q=+vak+&lage=oppna&bara=ny&sortera=namn' },
    { label: 'Nya', removeHref: '/brister?q=+vak+&lage=oppna&bara=sen&sortera=namn' },
  ])
})

test('a box and what a link narrows by are told in their own words', () => {
  const own: readonly FilterField[] = [
    { kind: 'box', name: 'sena', label: 'Försenade' },
    { kind: 'link', name: 'utan', label: 'Utan uppföljning i år' },
  ]
  expect(chosenIn(at('sena=ja&utan=uppfoljning'), own)).toEqual([
    { label: 'Försenade', removeHref: '/brister?utan=uppfoljning' },
    { label: 'Utan uppföljning i år', removeHref: '/brister?sena=ja' },
  ])
  expect(chosenIn(at('sena=kanske'), own)).toEqual([])
})

test('a value nobody can choose has no words', () => {
  expect(chosenIn(at('lage=hittepa&bara=&q='), fields)).toEqual([])
})

test('the usual choice stands where the address says nothing', () => {
  expect(fields.map((field) => valuesOf(at('bara=sen'), field))).toEqual([[], ['oppna'], ['sen']])
  expect(fields.map((field) => valuesOf(at('lage='), field))).toEqual([[], [''], []])
})
