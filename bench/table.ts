/** One line of the outcome. The ratio is ours to the reference, both from this run. */
export type Outcome = {
  readonly what: string
  readonly ours: string
  readonly reference: string
  readonly ratio: number | null
  readonly budget: string
  readonly kept: boolean | null
}

export const milliseconds = (value: number) =>
  value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`

const heads = ['what', 'ours', 'reference', 'ratio', 'budget', 'kept'] as const

/** As Markdown, so that it can be pasted into docs/benchmarks.md. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((one) => [
    one.what,
    one.ours,
    one.reference,
    one.ratio === null ? '' : one.ratio.toFixed(2),
    one.budget,
    one.kept === null ? '' : one.kept ? 'yes' : 'NO',
  ])
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
