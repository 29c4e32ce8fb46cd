import type { Snippet } from 'svelte'
import type { HTMLInputAttributes } from 'svelte/elements'
import { fieldId } from './links.ts'

/** What every field has. `error` is a whole sentence that says what to do. */
export type FieldProps = {
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  /** Marked "(frivilligt)"; required fields are not marked. */
  optional?: boolean | undefined
  /** Only where one name occurs several times on a page; otherwise made from the name. */
  id?: string | undefined
}

export type Choice = {
  value: string
  label: string
  hint?: string | undefined
  disabled?: boolean | undefined
}

export type Width = 2 | 4 | 10 | 20
export type Autocomplete = HTMLInputAttributes['autocomplete']
export type Described = Snippet<[string | undefined]>

export const hintId = (id: string) => `${id}-hjalp`
export const errorId = (id: string) => `${id}-fel`

export function idOf(field: Pick<FieldProps, 'id' | 'name'>): string {
  return field.id ?? fieldId(field.name)
}

/** For a box on a page with script: what somebody has opened before the script has woken is not closed by it. */
export function openAtFirst(isOpen: boolean): { open?: true } {
  return isOpen ? { open: true } : {}
}

/** Hint before error, as they stand on the page. */
export function describedBy(id: string, field: Pick<FieldProps, 'hint' | 'error'>): string | undefined {
  const ids = [field.hint && hintId(id), field.error && errorId(id)].filter((part) => !!part)
  return ids.length > 0 ? ids.join(' ') : undefined
}
