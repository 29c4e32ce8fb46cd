import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import {
  canMove,
  dueOn,
  massReadings,
  monthsToMake,
  moves,
  reviewStates,
  sampleSize,
  stageOn,
  stateOf,
  usualFigures,
  type Move,
  type PlaceRead,
} from './rules.ts'

const start = Date.parse('2026-10-05T08:00:00Z')

function read(seq: number, minutes: number, place: number, subjectId = 'a'): PlaceRead {
  const at = new Date(start + minutes * 60_000)
  return { seq, at, subjectId, day: at.toISOString().slice(0, 10), place: `place ${place}` }
}

test('a month moves only as its table says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...reviewStates), fc.constantFrom('skip', 'finish'), (state, name) => {
      const move = name as Move // one of the two
      const allowed: readonly string[] = moves[move].from
      expect(canMove(state, move)).toBe(allowed.includes(state))
      const next = (() => {
        try {
          return stateOf(state, move)
        } catch (fault) {
          return isProblem(fault) ? fault.code : fault
        }
      })()
      expect(next).toBe(allowed.includes(state) ? moves[move].to : 'wrongState')
    }),
  )
})

test('whoever reads of more than so many places in an hour is a hit; exactly so many are not, nor as many over two hours', () => {
  const inAnHour = (count: number, minutesApart: number) =>
    massReadings(
      Array.from({ length: count }, (_, at) => read(at, at * minutesApart, at)),
      5,
    )
  expect(inAnHour(5, 1)).toEqual([])
  expect(inAnHour(6, 1)[0]?.seqs).toEqual([0, 1, 2, 3, 4, 5])
  expect(inAnHour(6, 11.9)[0]?.seqs).toHaveLength(6)
  expect(inAnHour(6, 12)).toEqual([])
  const sameAgain = Array.from({ length: 40 }, (_, at) => read(at, at, at % 5))
  expect(massReadings(sameAgain, 5)).toEqual([])
  const twoPeople = Array.from({ length: 10 }, (_, at) => read(at, at, at, at < 5 ? 'a' : 'b'))
  expect(massReadings(twoPeople, 5)).toEqual([])
})

test('the sliding hour finds what counting every hour one by one finds', () => {
  const minutes = fc.array(fc.tuple(fc.nat(300), fc.nat(8)), { maxLength: 60 })
  fc.assert(
    fc.property(minutes, fc.integer({ min: 1, max: 5 }), (times, most) => {
      const reads = times
        .sort(([one], [other]) => one - other)
        .map(([minute, place], seq) => read(seq, minute, place))
      const crowded = new Set<number>()
      for (const last of reads) {
        const hour = reads.filter(
          (one) => one.seq <= last.seq && last.at.getTime() - one.at.getTime() < 3_600_000,
        )
        if (new Set(hour.map(({ place }) => place)).size > most) for (const { seq } of hour) crowded.add(seq)
      }
      const found = massReadings(reads, most).flatMap(({ seqs }) => seqs)
      expect(found.sort((a, b) => a - b)).toEqual([...crowded].sort((a, b) => a - b))
    }),
  )
})

test('the sample is so many rows or a share of them, whichever is more, and never more than one can go through', () => {
  expect(sampleSize(12, usualFigures)).toBe(12)
  expect(sampleSize(2_000, usualFigures)).toBe(30)
  expect(sampleSize(5_001, usualFigures)).toBe(51)
  expect(sampleSize(900_000, usualFigures)).toBe(500)
})

test('the first review is of last month; after that no month is left out, however long nothing ran', () => {
  const months = (latest: string | null, firstRow: string | null) =>
    monthsToMake({ latest, firstRow }, '2026-11-19')
  expect(months(null, null)).toEqual([])
  expect(months(null, '2026-11-02')).toEqual([])
  expect(months(null, '2020-01-02')).toEqual(['2026-10-01'])
  expect(months('2026-10-01', '2020-01-02')).toEqual([])
  expect(months('2026-07-01', '2020-01-02')).toEqual(['2026-08-01', '2026-09-01', '2026-10-01'])
  expect(months('2010-07-01', '2010-01-02')).toHaveLength(24)
})

test('a month is due when the next one ends, and its reviewers are told again a week before', () => {
  expect(dueOn('2026-10-01')).toBe('2026-11-30')
  expect(dueOn('2026-12-01')).toBe('2027-01-31')
  const open = { state: 'open', dueOn: '2026-11-30' } as const
  expect(stageOn(open, '2026-11-22')).toBe('made')
  expect(stageOn(open, '2026-11-23')).toBe('near')
  expect(stageOn({ ...open, state: 'skipped' }, '2026-12-01')).toBe('skipped')
})
