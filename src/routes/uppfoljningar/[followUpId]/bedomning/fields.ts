import type { FormFailure } from '#platform/web/form.ts'

const fields: Record<string, string> = {
  verdict: 'bedomning',
  level: 'niva',
  measured: 'varde',
  note: 'anteckning',
  reason: 'skal',
}

/** The command counts its rows; the form names its fields by requirement: `rows.0.note` → `anteckning.<requirement>`. */
export function namedByRequirement(failure: FormFailure): FormFailure {
  const chosen = [failure.values['andra'] ?? []].flat()
  return {
    ...failure,
    errors: failure.errors.map((error) => ({ ...error, path: fieldOf(error.path, chosen) })),
  }
}

function fieldOf(path: string, chosen: readonly string[]): string {
  const match = /^rows\.(\d+)\.(\w+)$/.exec(path)
  return match ? `${fields[match[2] ?? ''] ?? ''}.${chosen[Number(match[1])] ?? ''}` : path
}
