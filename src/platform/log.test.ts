import { expect, test } from 'vitest'
import { faultOf } from './log.ts'

const canary = 'Kanariefågel 19850709-9805'

test('a fault is logged by kind and place, and nothing that somebody wrote comes along', () => {
  const refused = Object.assign(new Error(`duplicate key value ${canary}`), {
    code: '23505',
    constraint: 'unit_code',
    detail: `Key (name)=(${canary})`,
    where: canary,
  })
  const nested = new AggregateError([new Error(`cannot\n    at ${canary}:1:1`, { cause: refused })], canary)
  const told = JSON.stringify(faultOf(nested))
  expect(told).not.toContain('Kanariefågel')
  expect(told).not.toContain('19850709')
  expect(told).toContain('"code":"23505","constraint":"unit_code"')
  expect(told).toContain('log.test.ts')
  expect(JSON.stringify(faultOf(canary))).toBe('{"name":"string"}')
})

test('a text that could not be read is not told; a fault of our own code is', () => {
  const read = () => JSON.parse(`{"namn": ${canary}`) as unknown
  expect(read).toThrow('Kanarie')
  try {
    read()
  } catch (fault) {
    expect(JSON.stringify(faultOf(fault))).not.toContain('Kanarie')
  }
  expect(faultOf(new TypeError('x is not a function'))).toMatchObject({ message: 'x is not a function' })
})
