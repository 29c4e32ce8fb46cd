import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Definition, Field } from './definition.ts'

/** What an entry holds under a field's key. Null: nothing is said. */
export type Value = string | number | boolean | readonly string[] | null
export type Facts = Readonly<Record<string, Value>>

/** Fields that name something else in the municipality, by its id (a requirement by its lasting key). */
export const referenceTypes = [
  'unit',
  'provider',
  'agreement',
  'requirement',
  'serviceArea',
  'person',
  'matter',
  'planItem',
] as const
export type ReferenceType = (typeof referenceTypes)[number]

export function isReference(type: string): type is ReferenceType {
  const types: readonly string[] = referenceTypes
  return types.includes(type)
}

/** One change of one field, as the history keeps it. `*state` and `*review` stand for what is no field. */
export type FactChange = { readonly field: string; readonly was: Value; readonly became: Value }

export const changeKinds = ['created', 'changed', 'moved', 'removed', 'restored', 'filed', 'unfiled'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** The fields in which two versions of an entry differ. */
export function changesBetween(fields: readonly Field[], was: Facts, became: Facts): FactChange[] {
  return fields.flatMap(({ key }) =>
    sameValue(was[key], became[key])
      ? []
      : [{ field: key, was: was[key] ?? null, became: became[key] ?? null }],
  )
}

function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

export function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** States an entry may go to from where it is. */
export function nextStates(definition: Definition, state: string) {
  const next = definition.states.find(({ key }) => key === state)?.next ?? []
  return definition.states.filter(({ key }) => next.includes(key))
}

export function isEnded(definition: Definition, state: string): boolean {
  return definition.states.find(({ key }) => key === state)?.ends ?? false
}

/** The day an entry is to be looked at again; null when its kind has no rhythm, or the entry has ended. */
export function reviewOn(definition: Definition, facts: Facts, state: string): IsoDate | null {
  const { review } = definition
  const from = review && facts[review.from]
  if (!review || typeof from !== 'string' || isEnded(definition, state)) return null
  const months = review.monthsField ? facts[review.monthsField] : review.months
  return addMonths(from, typeof months === 'number' ? months : (review.months ?? 0))
}

/**
 * What an entry lacks, in its state: `field/decision`, `document/contract`, `of/present/economy`. An entry is complete
 * without it as far as the form goes; a gap is pointed out, never refused.
 */
export function gapsOf(
  definition: Definition,
  facts: Facts,
  at: { readonly state: string; readonly documents: readonly string[] },
): string[] {
  const counts = (states: readonly string[] | undefined) => !states || states.includes(at.state)
  const fields = definition.gaps
    .filter((gap) => counts(gap.states))
    .flatMap((gap) => (gap.within ? absent(facts, gap.field, gap.within) : missing(facts, gap.field)))
  const documents = definition.documents
    .filter(({ key, required, states }) => required && counts(states) && !at.documents.includes(key))
    .map(({ key }) => `document/${key}`)
  return [...fields, ...documents]
}

function missing(facts: Facts, field: string): string[] {
  return isEmpty(facts[field]) ? [`field/${field}`] : []
}

/** What one list names and the other does not: functions that should have come, and did not. */
function absent(facts: Facts, field: string, within: string): string[] {
  return listOf(facts[field])
    .filter((one) => !listOf(facts[within]).includes(one))
    .map((one) => `of/${field}/${one}`)
}

export function listOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value : []
}

/** Columns of the table: those the kind points out, in its order. */
export function columnFields(definition: Definition): Field[] {
  return definition.fields.filter(({ column }) => column)
}

/**
 * What the first column of a table says, so that no other column says it again: the parts of the name that are no
 * column of their own, or else the first part, which then is not.
 */
export function nameFields({ title, fields }: Definition): Field[] {
  const parts = title.flatMap((key) => fields.filter((field) => field.key === key))
  const own = parts.filter(({ column }) => !column)
  return own.length > 0 ? own : parts.slice(0, 1)
}

/** Fields a list can be narrowed by: those that can be chosen among. */
export function filterFields(definition: Definition): Field[] {
  return definition.fields.filter(({ type, column, filter }) =>
    ['choice', 'choices', 'yesNo'].includes(type) ? column || filter : false,
  )
}

export function fieldOf(definition: Definition, type: ReferenceType): Field | undefined {
  return definition.fields.find((field) => field.type === type)
}
