import { expect, test } from 'vitest'
import { z } from 'zod'
import { isProblem } from '#kernel/problem.ts'
import { reading } from './api.ts'
import { readInput } from './api-input.ts'

const id = '0190a000-0000-7000-8000-000000000013'
const row = reading({
  path: '/papers/{paperId}/rows/{table}',
  tag: 'Papers',
  verb: 'paper.read',
  summary: 'A row',
  description: 'Of a paper.',
  params: z.object({ paperId: z.uuid(), table: z.string().max(20) }),
  answer: z.object({}),
  run: async () => ({}),
})

function ask(paperId: string, table: string): Promise<unknown> {
  const url = new URL('https://uppsikt.example/api/v1/')
  const input = readInput(row, { params: { paperId, table }, url, request: new Request(url) })
  return input.catch((cause: unknown) => (isProblem(cause) ? cause.code : cause))
}

test('a system that reads one row of a table names the table with a word', async () => {
  expect(await ask(id, 'units')).toEqual({ paperId: id, table: 'units' })
})

test('an address whose id is none, or whose word is too long for any, is not found', async () => {
  expect(await ask('1 or 1=1', 'units')).toBe('notFound')
  expect(await ask(id, 'x'.repeat(21))).toBe('notFound')
})
