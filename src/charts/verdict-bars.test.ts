import { expect, test } from 'vitest'
import { safeSvg } from '#platform/documents/safe-svg.ts'
import { describeVerdictBars, verdictBars, type VerdictBar } from './verdict-bars.ts'

const rows: VerdictBar[] = [
  {
    label: 'Dokumentation & <plan>',
    now: { met: 6, partly: 2, notMet: 1, other: 1 },
    before: { met: 4, partly: 2, notMet: 3, other: 1 },
  },
  { label: 'Medarbetare', now: { met: 0, partly: 0, notMet: 0, other: 0 } },
]

test('a reader of the chart gets a picture that the papers accept, the same every time', () => {
  const svg = verdictBars(rows)
  expect(safeSvg(svg)).toContain('Dokumentation &amp; &lt;plan&gt;')
  expect(verdictBars(rows)).toBe(svg)
  expect(svg).not.toContain('NaN')
})

test('a listener hears the counts of this time and of last time', () => {
  expect(describeVerdictBars(rows)).toBe(
    'Dokumentation & <plan>: 6 av 9 bedömda krav uppfyllda, förra gången 4 av 9. ' +
      'Medarbetare: 0 av 0 bedömda krav uppfyllda.',
  )
})
