import type { EntryFilter } from '#modules/registers/contract.ts'
import type { Definition, Field } from '#modules/registers/public.ts'
import { filterFields } from '#modules/registers/rules.ts'
import { choicesOf } from '#ui/chips.ts'
import type { Choice } from '#ui/fields.ts'
import type { FilterField } from '#ui/filter-fields.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import { nameOf } from '../values.ts'

type Given = {
  readonly kind: { readonly definition: Definition }
  readonly filter: EntryFilter
  readonly units: readonly Choice[]
  readonly providers: readonly Choice[]
}

/** What a register can be asked: what all registers have, where this one has it, and its own fields. */
export function entryFields({ kind: { definition }, filter, units, providers }: Given): FilterField[] {
  const states = definition.states.map(({ key, name }) => ({ value: key, label: name }))
  const hasGaps = definition.gaps.length + definition.documents.length > 0
  const gaps = [{ value: 'true', label: t.gapsFilter }]
  return [
    { kind: 'search', name: 'q', label: t.search },
    ...asked('lage', t.state, t.allStates, states),
    ...asked('enhet', t.unit, t.allUnits, units),
    ...asked('utforare', t.provider, t.allProviders, providers),
    ...filterFields(definition).flatMap((field) =>
      asked(nameOf(field.key), field.label, t.all, answersOf(field)),
    ),
    ...asked('ses', t.review, t.allDue, definition.review ? choicesOf(t.due) : []),
    ...asked('luckor', t.gaps, t.allFilled, hasGaps ? gaps : []),
    ...(filter.year ? [{ kind: 'link', name: 'ar', label: t.yearChip(filter.year) } as const] : []),
    ...(filter.removed ? [{ kind: 'link', name: 'borttagna', label: t.removedFilter } as const] : []),
  ]
}

/** Not asked where there is nothing to choose among. */
function asked(name: string, label: string, empty: string, choices: readonly Choice[]): FilterField[] {
  return choices.length > 0 ? [{ kind: 'choice', name, label, empty, choices }] : []
}

function answersOf({ type, options }: Field): Choice[] {
  if (type !== 'yesNo') return options.map(({ key, label }) => ({ value: key, label }))
  return choicesOf({ true: t.yes, false: t.no, null: t.unsaid })
}
