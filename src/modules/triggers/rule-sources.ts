import type { IsoDate } from '#kernel/dates.ts'
import type { Counted, Fact, FactKind, RuleKey } from './rules.ts'

/** A fact with what the rules ask of it. */
export type Source = Fact & {
  readonly providerId: string
  readonly requirementKey: string
  readonly isGrave: boolean
  readonly isAcute: boolean
  readonly isRepeat: boolean
  readonly isOpen: boolean
  /** The earliest day that something promised should have been done, and is not. */
  readonly lateFrom: IsoDate | null
}

type Row = Omit<Fact, 'kind' | 'href'> & { readonly providerId: string } & Partial<Source>

export function toSource(kind: FactKind, row: Row, folder: string): Source {
  const plain = { requirementKey: '', isGrave: false, isAcute: false, isRepeat: false, isOpen: false }
  return { ...plain, lateFrom: null, ...row, kind, href: `${folder}/${row.sourceId}` }
}

type Counting = {
  readonly kind: FactKind
  /** From which day on a fact counts; for what has been open too long, before which. */
  readonly counts: (row: Source, from: IsoDate) => boolean
  /** Counted together; usually in a unit. */
  readonly group?: (row: Source) => string
  /** Counted once; usually each fact. */
  readonly distinct?: (row: Source) => string
}

const isLate = ({ isOpen, isAcute, isGrave, happenedOn, lateFrom }: Source, from: IsoDate) =>
  isOpen && ((isAcute && happenedOn < from) || (isGrave && lateFrom !== null && lateFrom < from))
const isAfter = ({ happenedOn }: Source, from: IsoDate) => happenedOn > from

/** What each rule counts. A new kind of fact is a row in sources.ts, and a rule of it a row here. */
export const counting: Readonly<Record<RuleKey, Counting>> = {
  findings: { kind: 'finding', counts: (row, from) => row.isGrave && isAfter(row, from) },
  repeats: { kind: 'finding', counts: (row, from) => row.isRepeat && isAfter(row, from) },
  missed: { kind: 'duty', counts: isAfter },
  authority: { kind: 'entry', counts: isAfter },
  signals: { kind: 'signal', counts: isAfter },
  pattern: {
    kind: 'finding',
    counts: isAfter,
    group: ({ providerId, requirementKey }) => `${providerId}/${requirementKey}`,
    distinct: ({ unitId }) => unitId,
  },
  lateCritical: { kind: 'finding', counts: isLate },
}

/** What a rule counts of what there is, by what is counted together. */
export function groupsOf(rule: RuleKey, rows: readonly Source[], from: IsoDate): Map<string, Counted[]> {
  const { kind, counts, group, distinct } = counting[rule]
  const counted = rows
    .filter((row) => row.kind === kind && counts(row, from))
    .map((row) => ({
      ...row,
      group: group?.(row) ?? row.unitId,
      distinct: distinct?.(row) ?? row.sourceId,
    }))
  return Map.groupBy(counted, (row) => row.group)
}
