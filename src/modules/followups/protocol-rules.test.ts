import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkProtocol,
  checkRow,
  countVerdicts,
  isSameContent,
  levelsOf,
  progressByArea,
  verdicts,
  type CheckedRow,
} from './protocol-rules.ts'

const guide = { value: 90, unit: '%', better: 'higher', of: 'andel' } as const
const row = (more: Partial<CheckedRow> = {}): CheckedRow => ({
  rowId: 'a',
  area: 'dokumentation',
  verdict: 'met',
  level: null,
  measured: null,
  note: '',
  reason: '',
  guideValue: null,
  evidenceCount: 1,
  ...more,
})
const codes = (more: Partial<CheckedRow>) => checkRow(row(more)).map((fault) => fault.code)

test('two met without evidence, one not met without note and one unassessed are found before sending', () => {
  const { faults, warnings } = checkProtocol([
    row({ rowId: 'a', evidenceCount: 0 }),
    row({ rowId: 'b', evidenceCount: 0 }),
    row({ rowId: 'c', verdict: 'notMet' }),
    row({ rowId: 'd', verdict: 'notAssessed' }),
    row({ rowId: 'e' }),
  ])
  expect(warnings.map(({ rowId, code }) => [rowId, code])).toEqual([
    ['a', 'metWithoutEvidence'],
    ['b', 'metWithoutEvidence'],
  ])
  expect(faults.map(({ rowId, code }) => [rowId, code])).toEqual([
    ['c', 'notMetWithoutNote'],
    ['d', 'unassessed'],
  ])
})

test('partly needs a note and not applicable needs a reason; blanks are nothing', () => {
  expect(codes({ verdict: 'partly', note: '  ' })).toEqual(['partlyWithoutNote'])
  expect(codes({ verdict: 'notApplicable', reason: '\n' })).toEqual(['notApplicableWithoutReason'])
  expect(codes({ verdict: 'partly', note: 'En plan saknas.' })).toEqual([])
})

test('a level belongs to its verdict', () => {
  expect(codes({ level: 2 })).toEqual(['levelContradicts'])
  expect(codes({ verdict: 'notMet', note: 'x', level: 1 })).toEqual([])
  for (const level of levelsOf.met) expect(codes({ level })).toEqual([])
})

test('a guide value wants a measured value that agrees with the verdict, on the limit too', () => {
  expect(codes({ guideValue: guide })).toEqual(['guideValueMissing'])
  expect(codes({ guideValue: guide, measured: 89.9 })).toEqual(['guideValueContradicts'])
  expect(codes({ guideValue: guide, measured: 90 })).toEqual([])
  expect(codes({ guideValue: { ...guide, better: 'lower' }, measured: 91 })).toEqual([
    'guideValueContradicts',
  ])
  expect(codes({ guideValue: guide, verdict: 'notAssessed' })).toEqual(['unassessed'])
})

test('progress counts what is assessed and what is to mend, never what is unassessed as a fault', () => {
  const rows = [row({ verdict: 'notAssessed' }), row({ verdict: 'notMet' }), row({ area: 'samverkan' })]
  expect(progressByArea(rows)).toEqual([
    { area: 'dokumentation', total: 2, assessed: 1, blocking: 1, warnings: 0 },
    { area: 'samverkan', total: 1, assessed: 1, blocking: 0, warnings: 0 },
  ])
})

const anyRow = fc.record({
  rowId: fc.uuid(),
  area: fc.constantFrom('a', 'b', 'c'),
  verdict: fc.constantFrom(...verdicts),
  level: fc.option(fc.integer({ min: 1, max: 4 })),
  measured: fc.option(fc.integer({ min: 0, max: 100 })),
  note: fc.constantFrom('', ' ', 'text'),
  reason: fc.constantFrom('', 'skäl'),
  guideValue: fc.option(fc.constant(guide)),
  evidenceCount: fc.nat(2),
})

test('whatever is written, every row is counted once and every fault either blocks or warns', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 30 }), (rows) => {
      const { faults, warnings, areas } = checkProtocol(rows)
      const all = rows.flatMap(checkRow)
      expect(faults.length + warnings.length).toBe(all.length)
      expect(areas.reduce((sum, area) => sum + area.total, 0)).toBe(rows.length)
      expect(Object.values(countVerdicts(rows)).reduce((sum, count) => sum + count, 0)).toBe(rows.length)
      expect(rows.every((one) => isSameContent(one, { ...one, note: ` ${one.note}` }))).toBe(true)
    }),
  )
})
