import type { Definition, Field, RowInWords } from '#modules/registers/public.ts'
import type { Choice } from '#ui/fields.ts'
import { ticked, typed } from '#ui/faults.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import { asTicked, asTyped, nameOf } from '../../values.ts'

type Posted = { readonly form: unknown; readonly choices: Readonly<Record<string, readonly Choice[]>> }

/** What one wrote beside what a colleague saved meanwhile: only the fields in which they differ. */
export function bothInWords({ fields }: Definition, entry: RowInWords, posted: Posted) {
  const differing = fields.filter((field) => typedOf(field, posted) !== savedOf(field, entry))
  const lines = (side: (field: Field) => string) =>
    differing.map((field) => `${field.label}: ${side(field) || t.notSaid}`).join('\n')
  return {
    mine: lines((field) => labelOf(field, typedOf(field, posted), posted)),
    theirs: lines((field) => entry.words[field.key] ?? ''),
  }
}

function typedOf(field: Field, { form }: Posted): string {
  const name = nameOf(field.key)
  return field.type === 'choices' ? ticked(form, name).join(',') : typed(form, name)
}

function savedOf(field: Field, { facts }: RowInWords): string {
  return field.type === 'choices' ? asTicked(facts, field.key).join(',') : asTyped(facts[field.key])
}

function labelOf({ type, options }: Field, text: string, { choices }: Posted): string {
  if (type === 'yesNo' && text !== '') return text === 'ja' ? t.yes : t.no
  const option = (key: string) => options.find((one) => one.key === key)?.label ?? key
  if (options.length > 0) return text.split(',').map(option).join(', ')
  return choices[type]?.find(({ value }) => value === text)?.label ?? text
}
