import { failureOf, type Failure } from '#ui/faults.ts'
import { fieldId } from '#ui/links.ts'

/** Several like forms stand on one page: the failure of the one with this action and, where given, this row. */
export function ownFailure(form: unknown, action: string, row?: { name: string; value: string }) {
  const failure = failureOf(form, action)
  if (!failure || (row && failure.values[row.name] !== row.value)) return undefined
  return failure
}

/** Value, error and id of one field: what was typed comes back, and ids stay apart between like forms. */
export function own(failure: Failure | undefined, name: string, row: { id: string; held?: string | null }) {
  const typed = failure?.values[name]
  return {
    name,
    id: ownId(name, row.id),
    value: typeof typed === 'string' ? typed : (row.held ?? ''),
    error: failure?.errors.find((fault) => fault.path === name)?.text,
  }
}

export const ownId = (name: string, rowId: string) => `${fieldId(name)}-${rowId}`
