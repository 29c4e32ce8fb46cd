import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inOwnTurn, inTurn, ownLimits, queueLimits, turnLimits } from './turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An upload that says how much it is, or does not. */
function upload(size: number | undefined, type = 'application/x-www-form-urlencoded'): Request {
  const headers = {
    'content-type': type,
    ...(size === undefined ? {} : { 'content-length': String(size) }),
  }
  return new Request('http://exempel.se/', { method: 'POST', body: 'x', headers })
}

/** Work that goes on until it is ended, and how much was ever under way at once. */
function makeWork() {
  const ends: (() => void)[] = []
  let under = 0
  const told = { most: 0, begun: 0 }
  const work = () => {
    under += 1
    told.begun += 1
    told.most = Math.max(told.most, under)
    return new Promise<string>((resolve) => {
      ends.push(() => {
        under -= 1
        resolve('saved')
      })
    })
  }
  return { told, work, end: () => ends.shift()?.() }
}

const atOnce = Math.floor(turnLimits.known.bytes / turnLimits.largest)

test('of a thousand who upload at once a few are in hand, some wait, and the rest are told to come back', async () => {
  const { told, work, end } = makeWork()
  const answers = Array.from({ length: 1_000 }, () =>
    inTurn(upload(turnLimits.largest), 'known', work).catch((problem: { code: string }) => problem.code),
  )
  await vi.advanceTimersByTimeAsync(0)
  expect(told.begun).toBe(atOnce)
  for (let done = 0; done < atOnce + queueLimits.length; done += 1) {
    end()
    await vi.advanceTimersByTimeAsync(0)
  }
  const counted = Object.groupBy(await Promise.all(answers), (answer) => answer)
  expect(counted['saved']?.length).toBe(atOnce + queueLimits.length)
  expect(counted['busy']?.length).toBe(1_000 - atOnce - queueLimits.length)
  expect(told.most).toBe(atOnce)
})

test('however small the uploads, others keep their connections to the database', async () => {
  const { told, work, end } = makeWork()
  const sent = Array.from({ length: 40 }, () => inTurn(upload(2 * turnLimits.small), 'known', work))
  await vi.advanceTimersByTimeAsync(0)
  expect(told.begun).toBe(turnLimits.known.places)
  for (const _ of sent) {
    end()
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(await Promise.all(sent)).toEqual(Array(40).fill('saved'))
  expect(told.most).toBe(turnLimits.known.places)
})

test('small files from one person take no more turns than large ones: a small PDF can take as long to read', async () => {
  const { told, work, end } = makeWork()
  const sent = Array.from({ length: 16 }, () =>
    inTurn(upload(400, 'multipart/form-data; boundary=x'), 'known', work),
  )
  await vi.advanceTimersByTimeAsync(0)
  expect(told.begun).toBe(turnLimits.known.places)
  for (const _ of sent) {
    end()
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(await Promise.all(sent)).toEqual(Array(16).fill('saved'))
})

test('a small form is never kept waiting by large ones, and strangers never keep the signed-in waiting', async () => {
  const strangers = makeWork()
  const known = makeWork()
  const first = inTurn(upload(undefined), 'stranger', strangers.work)
  const second = inTurn(upload(undefined), 'stranger', strangers.work)
  const own = inTurn(upload(undefined), 'known', known.work)
  expect(await inTurn(upload(400), 'stranger', () => 'read')).toBe('read')
  expect(await inTurn(new Request('http://exempel.se/'), 'stranger', () => 'read')).toBe('read')
  expect([strangers.told.begun, known.told.begun]).toEqual([1, 1])
  known.end()
  strangers.end()
  await Promise.all([first, own])
  await vi.advanceTimersByTimeAsync(0)
  strangers.end()
  expect(await second).toBe('saved')
})

test('who has waited a minute is told so, and an upload that breaks off gives its turn back', async () => {
  const { work, end } = makeWork()
  const held = Array.from({ length: atOnce }, () => inTurn(upload(undefined), 'known', work))
  const late = inTurn(upload(undefined), 'known', work).catch((problem: { code: string }) => problem.code)
  await vi.advanceTimersByTimeAsync(queueLimits.patience)
  expect(await late).toBe('busy')
  for (const _ of held) end()
  await Promise.all(held)
  await expect(
    inTurn(upload(undefined), 'known', () => Promise.reject(new Error('broken off'))),
  ).rejects.toThrow()
  expect(await inTurn(upload(undefined), 'known', () => 'saved')).toBe('saved')
})

test('the files of one person are read one at a time however they are sent, and never keep those of another waiting', async () => {
  const first = makeWork()
  const second = makeWork()
  const sent = Array.from({ length: 30 }, () =>
    inOwnTurn('a', first.work).catch((problem: { code: string }) => problem.code),
  )
  const other = inOwnTurn('b', second.work)
  await vi.advanceTimersByTimeAsync(0)
  expect([first.told.begun, second.told.begun]).toEqual([ownLimits.places, 1])
  second.end()
  expect(await other).toBe('saved')
  for (const _ of sent) {
    first.end()
    await vi.advanceTimersByTimeAsync(0)
  }
  const counted = Object.groupBy(await Promise.all(sent), (answer) => answer)
  expect(counted['saved']?.length).toBe(ownLimits.places + ownLimits.length)
  expect(counted['busy']?.length).toBe(30 - ownLimits.places - ownLimits.length)
  expect(first.told.most).toBe(1)
})
