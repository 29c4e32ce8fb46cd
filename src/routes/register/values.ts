import type { Field } from '#modules/registers/public.ts'
import type { Facts, Value } from '#modules/registers/rules.ts'
import type { FormReader } from '#platform/web/form.ts'

/** A register's field as the form's field: the name it has there. */
export const nameOf = (key: string) => `f-${key}`

/** A posted form → the values of a register's fields, as the command takes them. */
export function valuesFrom(form: FormReader, fields: readonly Field[]) {
  return Object.fromEntries(fields.map((field) => [field.key, valueFrom(form, field)]))
}

function valueFrom(form: FormReader, { key, type }: Field) {
  const name = nameOf(key)
  if (type === 'choices') return form.all(name)
  if (type === 'number') return form.number(name) ?? null
  if (type === 'yesNo') return yesOrNo(form.text(name))
  return form.text(name) || null
}

function yesOrNo(text: string): boolean | null {
  return text === '' ? null : text === 'ja'
}

/** Where a fault belongs on the form. */
export function namesOf(fields: readonly Field[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ key }) => [`values.${key}`, nameOf(key)]))
}

/** What a field holds, as it is typed or chosen in the form. */
export function asTyped(value: Value | undefined): string {
  if (typeof value === 'boolean') return value ? 'ja' : 'nej'
  if (typeof value === 'number') return String(value).replace('.', ',')
  return typeof value === 'string' ? value : ''
}

export function asTicked(facts: Facts | undefined, key: string): readonly string[] {
  const value = facts?.[key]
  return Array.isArray(value) ? value : []
}
