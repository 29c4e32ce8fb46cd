/** What was sent: as it should be, with one thing wrong, or made to hurt. */
export const kinds = ['valid', 'near-valid', 'hostile'] as const
export type Kind = (typeof kinds)[number]

export type Tried = { readonly area: string; readonly what: string; readonly kind: Kind }
export type Fault = Tried & { readonly why: string; readonly sent: string }

/** What came of everything that was tried. */
export type Tally = {
  readonly counts: Map<string, Map<number, number>>
  readonly faults: Fault[]
  readonly tried: Set<string>
  slowest: { ms: number; what: string }
}

export function newTally(): Tally {
  return { counts: new Map(), faults: [], tried: new Set(), slowest: { ms: 0, what: '' } }
}

export function count(tally: Tally, tried: Tried, answer: { status: number; ms: number }): void {
  const key = `${tried.area}|${tried.kind}`
  const statuses = tally.counts.get(key) ?? new Map<number, number>()
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  tally.counts.set(key, statuses)
  tally.tried.add(`${tried.area}|${tried.what}`)
  if (answer.ms > tally.slowest.ms) tally.slowest = { ms: answer.ms, what: `${tried.what} (${tried.kind})` }
}

/** One line for each area and kind: how many things were tried, how often, and which statuses came. */
export function tallyRows(tally: Tally): string[][] {
  const areas = [...new Set([...tally.counts.keys()].map((key) => key.split('|')[0] ?? ''))]
  return areas.flatMap((area) =>
    kinds.flatMap((kind) => {
      const statuses = tally.counts.get(`${area}|${kind}`)
      if (!statuses) return []
      const things = [...tally.tried].filter((one) => one.startsWith(`${area}|`)).length
      const sent = [...statuses.values()].reduce((all, one) => all + one, 0)
      const told = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`)
      return [[area, kind, String(things), String(sent), told.join(', ')]]
    }),
  )
}

/** The same fault of the same thing is told once, with the first that was sent. */
export function faultRows(tally: Tally): string[][] {
  const byKind = Map.groupBy(tally.faults, ({ area, what, why }) => `${area}|${what}|${why}`)
  return [...byKind.values()].map((same) => {
    const [{ area = '', what = '', kind = '', why = '', sent = '' } = {}] = same
    return [area, what, kind, why, String(same.length), sent.slice(0, 160).replaceAll('|', '¦')]
  })
}
