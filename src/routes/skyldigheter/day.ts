import { parseTypedDate } from '#kernel/dates.ts'
import type { FormReader } from '#platform/web/form.ts'

/** A day as people type it; what is no day goes on as it is, and the shape says so at the field. */
export function dayOf(form: FormReader, name: string): string {
  return parseTypedDate(form.text(name)) ?? form.text(name)
}
