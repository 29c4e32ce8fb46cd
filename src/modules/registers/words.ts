import { formatDate, formatMonth } from '#kernel/dates.ts'
import { formatNumber, listOf as listed } from '#kernel/swedish.ts'
import { common } from '#texts/sv/common.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import type { Definition, Field, FieldType } from './definition.ts'
import type { Names } from './references.ts'
import { isReference, listOf, type Facts, type FactChange, type Value } from './rules.ts'

type Say = (value: string, field: Field) => string
const optionLabel: Say = (value, { options }) => options.find(({ key }) => key === value)?.label ?? value
const sayings: Partial<Record<FieldType, Say>> = {
  date: (value) => formatDate(value),
  month: (value) => formatMonth(value),
  choice: optionLabel,
}

/** What a field holds, as it is read. Empty when nothing is said, or what it names is out of sight. */
export function wordsOf(field: Field, value: Value | undefined, names: Names): string {
  if (typeof value === 'boolean') return value ? common.yes : common.no
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value !== 'string') return listed(listOf(value).map((one) => optionLabel(one, field)))
  if (isReference(field.type)) return names[field.type]?.get(value) ?? ''
  return sayings[field.type]?.(value, field) ?? value
}

/** The name of an entry, from the fields its kind points out; cut where a very long text would fill a page. */
export function titleOf(definition: Definition, facts: Facts, names: Names): string {
  const parts = definition.title.map((key) => {
    const field = definition.fields.find((one) => one.key === key)
    return field ? wordsOf(field, facts[key], names) : ''
  })
  return parts.filter(Boolean).join(', ').slice(0, 200) || t.untitled(definition.one)
}

/** "Handling saknas: Undertecknat avtal", "Var inte med: Ekonomi". */
export function gapWords(definition: Definition, gap: string): string {
  const [kind, key, option] = gap.split('/')
  const field = definition.fields.find((one) => one.key === key)
  const document = definition.documents.find((one) => one.key === key)
  if (kind === 'document' && document) return t.gapDocument(document.label)
  if (kind === 'of' && field && option) return t.gapOf(optionLabel(option, field))
  return t.gapField(field?.label ?? gap)
}

export function stateName(definition: Definition, state: string): string {
  return definition.states.find(({ key }) => key === state)?.name ?? ''
}

/** One line of the history: the field, what it said and what it says. */
export function changeWords(definition: Definition, change: FactChange, names: Names) {
  const { field: key, was, became } = change
  if (key === '*state')
    return {
      label: t.state,
      was: stateName(definition, String(was ?? '')),
      became: stateName(definition, String(became ?? '')),
    }
  if (key === '*review')
    return { label: definition.review?.label ?? t.review, was: dayOf(was), became: dayOf(became) }
  const field = definition.fields.find((one) => one.key === key)
  if (!field) return { label: key, was: String(was ?? ''), became: String(became ?? '') }
  return { label: field.label, was: wordsOf(field, was, names), became: wordsOf(field, became, names) }
}

function dayOf(value: Value): string {
  return typeof value === 'string' ? formatDate(value) : ''
}
