import { expect, test, vi } from 'vitest'
import { faultOf, logFault, logLine } from './log.ts'

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

test('each line says when, in UTC, and how serious it is; a fault is on the other stream', () => {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const wrong = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  logLine('info', 'request', { status: 200 })
  logFault(new TypeError('x'), { where: 'web' })
  // One line of JSON each.
  const [line, fault] = [out, wrong].map((spy) => JSON.parse(String(spy.mock.calls[0]?.[0])) as object)
  vi.restoreAllMocks()
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(line).toEqual({ time, level: 'info', event: 'request', status: 200 })
  expect(fault).toMatchObject({ time, level: 'error', event: 'fault', where: 'web', name: 'TypeError' })
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
