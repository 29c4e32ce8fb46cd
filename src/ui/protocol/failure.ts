import type { CurrentRow, RowView } from '#modules/followups/protocol-contract.ts'
import { stateRefusals } from '#texts/sv/protocol.ts'
import { measuredOf, verdictOf } from './read-row.ts'

/** A row as it is shown: what is written in it and, at a conflict, what holds now. */
export type LiveRow = { view: RowView; conflict?: CurrentRow }

/** What a posted form that was not accepted left behind (see platform/web/form.ts). */
export type PostedFailure = {
  action: string
  values: Record<string, string | string[]>
  message: string
  code: string
  errors: { path: string; text: string }[]
  current?: unknown
}

/** A form's answer, when it is a failure. */
export function failureIn(form: object | null | undefined): PostedFailure | null {
  // Only a failure carries the typed values (platform/web/form.ts).
  return form && 'values' in form && form.values ? (form as PostedFailure) : null
}

/** The row as it was typed, with what holds now where a colleague was there first. */
export function typedRow(view: RowView, failure: PostedFailure | null): LiveRow {
  if (failure?.action !== 'spara' || textOf(failure, 'rowId') !== view.rowId) return { view }
  const [level, measured] = [textOf(failure, 'level'), textOf(failure, 'measured')]
  const typed = {
    ...view,
    verdict: verdictOf(textOf(failure, 'verdict')),
    level: level === '' ? null : Number(level),
    measured: measuredOf(measured),
    note: textOf(failure, 'note'),
    reason: textOf(failure, 'reason'),
  }
  // The command answers a stale row with this shape.
  return failure.code === 'stale' ? { view: typed, conflict: failure.current as CurrentRow } : { view: typed }
}

/** The failure as its row shows it. */
export function rowFailure(failure: PostedFailure | null) {
  if (!failure) return undefined
  const names = Object.keys(failure.values)
  return {
    rowId: textOf(failure, 'rowId'),
    action: failure.action,
    values: Object.fromEntries(names.map((name) => [name, textOf(failure, name)])),
    errors: Object.fromEntries(failure.errors.map((fault) => [fault.path, fault.text])),
    message: messageOf(failure),
  }
}

function textOf(failure: PostedFailure, name: string): string {
  const value = failure.values[name]
  return typeof value === 'string' ? value : ''
}

function messageOf(failure: PostedFailure): string {
  const { current } = failure
  const state = typeof current === 'object' && current && 'state' in current ? String(current.state) : ''
  return stateRefusals[state] ?? failure.message
}
