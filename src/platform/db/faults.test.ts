import { expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import { problemFromDatabase } from './faults.ts'

const asTold = (code: string) => {
  const problem = problemFromDatabase(Object.assign(new Error('as the database says it'), { code }))
  return isProblem(problem) ? problem.code : undefined
}

test('what the database cannot hold is the sender’s fault, and a database that is gone is nobody’s', () => {
  for (const code of ['22021', '22003', '22008']) expect(asTold(code), code).toBe('malformed')
  for (const code of ['53100', '57P01', '08006', '58030']) expect(asTold(code), code).toBe('unavailable')
})

test('a database that cannot be reached has no code of its own, and is told as gone for now all the same', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE']) expect(asTold(code), code).toBe('unavailable')
  for (const words of [
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])
    expect(problemFromDatabase(new Error(words)), words).toMatchObject({ code: 'unavailable', status: 503 })
})

test('a fault of ours, and what is no fault of the database, pass on as they are', () => {
  const other = new Error('something else')
  expect(problemFromDatabase(other)).toBe(other)
  expect(asTold('42601')).toBeUndefined()
})
