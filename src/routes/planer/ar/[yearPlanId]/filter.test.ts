import { expect, test } from 'vitest'
import { pageFrom, pageOf } from './filter.ts'

const rows = Array.from({ length: 120 }, (_, at) => at)
const asked = (query: string) => pageOf(rows, pageFrom(new URL(`http://x.example/?${query}`), 'nr'))

test('whoever writes a page in the address that there is none of gets the first, or the last', () => {
  for (const odd of ['', 'nr=-3', 'nr=1.5', 'nr=nej', 'sida=2']) expect(asked(odd).rows[0], odd).toBe(0)
  expect(asked('nr=2').rows[0]).toBe(50)
  expect(asked('nr=99')).toMatchObject({ page: 3, total: 120 })
})
