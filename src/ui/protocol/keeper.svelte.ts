import { uuidv7 } from '#kernel/ids.ts'
import type { CurrentRow, EvidenceView, Present, RowView } from '#modules/followups/protocol-contract.ts'
import type { RowValues } from '#modules/followups/protocol-rules.ts'
import { createSaveQueue, type Attempt, type Answer, type Told } from './save-queue.ts'

/** A row as the screen knows it: what is written, whether it is saved, who else is there. */
export type LiveRow = {
  view: RowView
  evidence: readonly EvidenceView[]
  told: Told | undefined
  conflict: CurrentRow | undefined
  present: readonly string[]
}

export type Keeper = ReturnType<typeof createKeeper>

type Given = {
  rows: readonly RowView[]
  evidence: readonly EvidenceView[]
  send: (rowId: string, attempt: Attempt) => Promise<Answer>
}

export type Changes = {
  rows: readonly RowView[]
  evidence: readonly EvidenceView[]
  present: readonly Present[]
}

const stuck: ReadonlySet<Told['kind']> = new Set(['offline', 'signedOut', 'conflict', 'refused'])

/** Holds the protocol on the screen in step with the server, never touching a row that is being written in. */
export function createKeeper({ rows, evidence, send }: Given) {
  const live = $state<Record<string, LiveRow>>({})
  let others = $state<readonly string[]>([])
  const queue = createSaveQueue({ send, tell, newId: uuidv7, later })
  for (const view of rows) live[view.rowId] = liveRow(view, evidence)

  function tell(rowId: string, told: Told): void {
    const row = live[rowId]
    if (!row) return
    row.told = told
    row.conflict = told.kind === 'conflict' ? told.current : undefined
    if (told.kind === 'saved')
      Object.assign(row.view, { revision: told.revision, changedAt: told.changedAt, changedBy: null })
  }

  function write(rowId: string, values: RowValues, pause: number): void {
    const row = live[rowId]
    if (!row) return
    Object.assign(row.view, values)
    // While a conflict waits, the person goes on writing; the choice is made by its buttons.
    if (!row.conflict) queue.want(rowId, values, { revision: row.view.revision, pause })
  }

  function choose(rowId: string, choice: 'mine' | 'theirs', mine: RowValues): void {
    const row = live[rowId]
    const current = row?.conflict
    if (!row || !current) return
    row.conflict = undefined
    row.told = undefined
    queue.choose(rowId, choice, current.revision)
    const { verdict, level, measured, note, reason, ...about } = current
    if (choice === 'theirs') Object.assign(row.view, { verdict, level, measured, note, reason, ...about })
    else queue.want(rowId, mine, { revision: current.revision, pause: 0 })
  }

  function absorb(changes: Pick<Changes, 'rows' | 'evidence'>): void {
    for (const view of changes.rows) {
      const row = live[view.rowId]
      if (!row) continue
      row.evidence = changes.evidence.filter((one) => one.rowId === view.rowId)
      row.view.evidenceCount = row.evidence.length
      if (queue.isWaiting(view.rowId) || view.revision <= row.view.revision) continue
      row.view = view
      row.told = undefined
      queue.seen(view.rowId, view.revision)
    }
  }

  function meet(present: readonly Present[]): void {
    others = [...new Set(present.map((one) => one.name))]
    for (const [rowId, row] of Object.entries(live)) {
      const names = present.filter((one) => one.rowId === rowId).map((one) => one.name)
      if (names.join() !== row.present.join()) row.present = names
    }
  }

  return {
    live,
    get others() {
      return others
    },
    write,
    choose,
    absorb,
    meet,
    flush: queue.flush,
    hasUnsaved: queue.hasUnsaved,
    /** Something waits that leaving the page would lose: no contact, signed out, a choice to make. */
    isStuck: () => Object.values(live).some((row) => stuck.has(row.told?.kind ?? 'saved')),
  }
}

function liveRow(view: RowView, evidence: readonly EvidenceView[]): LiveRow {
  return {
    view: { ...view },
    evidence: evidence.filter((one) => one.rowId === view.rowId),
    told: undefined,
    conflict: undefined,
    present: [],
  }
}

function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}
