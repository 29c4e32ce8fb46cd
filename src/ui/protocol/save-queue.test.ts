import { expect, test } from 'vitest'
import type { RowValues } from '#modules/followups/protocol-rules.ts'
import { createSaveQueue, type Answer, type Attempt, type Told } from './save-queue.ts'

const values = (note: string): RowValues => ({
  verdict: 'met',
  level: null,
  measured: null,
  note,
  reason: '',
})
const saved = (revision: number): Answer => ({ kind: 'saved', revision, changedAt: '2026-11-19T13:02:00Z' })

/** A queue with a clock that is turned by hand and a server that answers as it is told. */
function makeDesk() {
  const sent: Attempt[] = []
  const told: Told['kind'][] = []
  const answers: (Answer | 'lost')[] = []
  const waiting: { at: number; run: () => void }[] = []
  let clock = 0
  let ids = 0
  const queue = createSaveQueue({
    send(_, attempt) {
      sent.push(attempt)
      const answer = answers.shift() ?? saved(attempt.revision + 1)
      return answer === 'lost' ? Promise.reject(new Error('lost')) : Promise.resolve(answer)
    },
    tell: (_, { kind }) => told.push(kind),
    newId: () => `id-${(ids += 1)}`,
    later(milliseconds, run) {
      const entry = { at: clock + milliseconds, run }
      waiting.push(entry)
      return () => void waiting.splice(waiting.indexOf(entry), waiting.includes(entry) ? 1 : 0)
    },
  })
  const wait = async (milliseconds: number) => {
    clock += milliseconds
    for (let due = take(); due; due = take()) {
      due.run()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const take = () => {
    const at = waiting.findIndex((entry) => entry.at <= clock)
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }
  const write = (note: string, pause = 800) => queue.want('rad', values(note), { revision: 1, pause })
  return { queue, sent, told, answers, wait, write }
}

test('an assessor who writes on is saved once, after a pause', async () => {
  const { write, wait, sent, told } = makeDesk()
  write('F')
  await wait(500)
  write('Fyra')
  await wait(500)
  expect(sent).toEqual([])
  await wait(300)
  expect(sent.map((attempt) => attempt.values.note)).toEqual(['Fyra'])
  expect(told.at(-1)).toBe('saved')
})

test('an assessor without a network keeps the text, and it is sent again with the same id', async () => {
  const { write, wait, sent, answers, told, queue } = makeDesk()
  answers.push('lost', 'lost')
  write('Fyra av sex', 0)
  await wait(0)
  expect(told.at(-1)).toBe('offline')
  expect(queue.hasUnsaved()).toBe(true)
  await wait(1000)
  await wait(2000)
  expect(sent.map((attempt) => attempt.commandId)).toEqual(['id-1', 'id-1', 'id-1'])
  expect(told.at(-1)).toBe('saved')
  expect(queue.hasUnsaved()).toBe(false)
})

test('what was written while an answer was lost is sent after it, on top of its revision', async () => {
  const { write, wait, sent, answers } = makeDesk()
  answers.push('lost')
  write('först', 0)
  await wait(0)
  write('sedan', 0)
  await wait(0)
  await wait(1000)
  expect(sent.map(({ commandId, revision, values: { note } }) => [commandId, revision, note])).toEqual([
    ['id-1', 1, 'först'],
    ['id-1', 1, 'först'],
    ['id-2', 2, 'sedan'],
  ])
})

test('an assessor whose session has ended keeps the text until they have signed in', async () => {
  const { write, wait, answers, told, queue, sent } = makeDesk()
  answers.push({ kind: 'signedOut' })
  write('kvar', 0)
  await wait(60_000)
  expect(told.at(-1)).toBe('signedOut')
  expect(sent).toHaveLength(1)
  queue.flush()
  await wait(0)
  expect(sent.map((attempt) => attempt.values.note)).toEqual(['kvar', 'kvar'])
  expect(queue.hasUnsaved()).toBe(false)
})

const current = { ...values('Kollegans'), revision: 7, changedBy: 'Maja Mas', changedAt: null }

test('a conflict waits for the person: nothing is sent until they have chosen', async () => {
  const { write, wait, answers, queue, sent } = makeDesk()
  answers.push({ kind: 'conflict', current })
  write('mitt', 0)
  await wait(0)
  queue.flush()
  await wait(60_000)
  expect(sent).toHaveLength(1)
  expect(queue.hasUnsaved()).toBe(true)
  queue.choose('rad', 'mine', current.revision)
  await wait(0)
  expect(sent.at(-1)).toMatchObject({ revision: 7, values: { note: 'mitt' } })
})

test('keeping the colleague’s text sends nothing and leaves nothing waiting', async () => {
  const { write, wait, answers, queue, sent } = makeDesk()
  answers.push({ kind: 'conflict', current })
  write('mitt', 0)
  await wait(0)
  queue.choose('rad', 'theirs', current.revision)
  await wait(60_000)
  expect(sent).toHaveLength(1)
  expect(queue.hasUnsaved()).toBe(false)
  write('nytt', 0)
  await wait(0)
  expect(sent.at(-1)).toMatchObject({ revision: 7, values: { note: 'nytt' } })
})
