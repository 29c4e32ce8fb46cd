import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import {
  canMoveHearing,
  hearingMoves,
  hearingStates,
  movedHearing,
  type HearingMove,
} from './hearing-rules.ts'
import {
  canonical,
  countsOf,
  findingsOf,
  requirementKinds,
  severities,
  verdicts,
  type SnapshotRow,
} from './rules.ts'

const row: SnapshotRow = {
  rowId: 'r',
  requirementId: 'q',
  key: 'krav',
  code: 'B1',
  title: 'Krav',
  text: 'Utföraren ska.',
  kind: 'must',
  focusArea: 'dokumentation',
  focusAreaName: 'Dokumentation',
  qualityAreas: [],
  clause: '',
  origin: 'agreement',
  verdict: 'met',
  level: null,
  levelText: '',
  levels: [],
  measured: null,
  guideValue: null,
  note: '',
  reason: '',
  evidence: [],
  lawReferences: [],
  previousVerdict: null,
  severityIfNotMet: 'serious',
  acuteFindingId: null,
}

const rows = fc.array(
  fc.record({
    kind: fc.constantFrom(...requirementKinds),
    verdict: fc.constantFrom(...verdicts),
    previousVerdict: fc.option(fc.constantFrom(...verdicts)),
    severityIfNotMet: fc.constantFrom(...severities),
  }),
)

test('a provider can count its findings again: one for each row that falls short, musts first', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const made = drawn.map((part, at) => ({ ...row, ...part, rowId: `r${at}` }))
      const findings = findingsOf(made)
      const counts = countsOf(made)
      expect(findings).toHaveLength(counts.partly + counts.notMet)
      const kinds = findings.map((finding) => requirementKinds.indexOf(finding.kind))
      expect(kinds).toEqual(kinds.toSorted((one, other) => one - other))
      for (const finding of findings) {
        const of = made.find((one) => one.rowId === finding.rowId)
        expect(finding.severity).toBe(of?.verdict === 'partly' ? 'minor' : of?.severityIfNotMet)
        expect(finding.repeats).toBe(of?.previousVerdict === 'partly' || of?.previousVerdict === 'notMet')
      }
    }),
  )
})

test('a hearing moves only as its table says', () => {
  // The keys of the table.
  const moves = Object.keys(hearingMoves) as HearingMove[]
  fc.assert(
    fc.property(fc.constantFrom(...hearingStates), fc.constantFrom(...moves), (state, move) => {
      const tried = attempt(() => movedHearing({ state }, move).state)
      expect(tried).toBe(canMoveHearing(state, move) ? hearingMoves[move].to : 'wrongState')
    }),
  )
})

test('the same content gives the same text whatever the order of its keys', () => {
  expect(canonical({ b: [1, { d: null, c: 'å' }], a: undefined })).toBe('{"b":[1,{"c":"å","d":null}]}')
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value))
    }),
  )
})

function attempt(act: () => string): string {
  try {
    return act()
  } catch (error) {
    return isProblem(error) ? error.code : 'unexpected'
  }
}
