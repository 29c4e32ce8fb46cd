import type { FormFailure } from '#platform/web/form.ts'

/** What a form shows again when it was not accepted: only the form that was sent, when several are on the page. */
export function failureFor(
  failure: FormFailure | undefined,
  action: string,
  of: { name: string; value: string } = { name: '', value: '' },
): FormFailure | undefined {
  if (failure?.action !== action) return undefined
  return of.name === '' || failure.values[of.name] === of.value ? failure : undefined
}

export function typed(failure: FormFailure | undefined, name: string, otherwise = ''): string {
  const value = failure?.values[name]
  if (value === undefined) return otherwise
  return typeof value === 'string' ? value : (value[0] ?? '')
}

export function errorOf(failure: FormFailure | undefined, path: string): string | undefined {
  return failure?.errors.find((error) => error.path === path)?.text
}

/** The failure out of what a page's actions hand back. */
export function failureOf(
  form: FormFailure | { result: unknown } | null | undefined,
): FormFailure | undefined {
  return form && 'errors' in form ? form : undefined
}
