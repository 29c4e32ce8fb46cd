/** What a page gets back from a form that was not accepted (platform/web/form.ts), as far as a page shows it. */
export type Failure = {
  action: string
  values: Record<string, string | string[]>
  message: string
  code: string
  errors: { path: string; text: string }[]
}

/** The failure in SvelteKit's `form`, if there is one and it came from this form's action. */
export function failureOf(form: unknown, action?: string): Failure | undefined {
  if (typeof form !== 'object' || form === null || !('errors' in form) || !('values' in form))
    return undefined
  // Both keys together are only made by platform/web/form.ts.
  const failure = form as Failure
  return action === undefined || failure.action === action ? failure : undefined
}

/** For ErrorSummary: every fault with a link to its field; the sentence alone when no field is to blame. */
export function faultsOf(form: unknown, action?: string) {
  const failure = failureOf(form, action)
  if (!failure) return []
  const faults = failure.errors.map((fault) => ({ name: fault.path, text: fault.text }))
  // The summary's own heading says the same as the sentence of plain faults.
  return [{ area: failure.code === 'invalidInput' ? undefined : failure.message, faults }]
}

export function faultText(form: unknown, name: string, action?: string): string | undefined {
  return failureOf(form, action)?.errors.find((fault) => fault.path === name)?.text
}

/** What was typed in a field, or what it held before. */
export function typed(form: unknown, name: string, otherwise = '', action?: string): string {
  const value = failureOf(form, action)?.values[name]
  return typeof value === 'string' ? value : otherwise
}

/** What was ticked among several. */
export function ticked(
  form: unknown,
  name: string,
  otherwise: readonly string[] = [],
  action?: string,
): readonly string[] {
  const failure = failureOf(form, action)
  if (!failure) return otherwise
  const value = failure.values[name] ?? []
  return typeof value === 'string' ? [value] : value
}
