import type { Choice } from './fields.ts'
import { withoutValue, type Address } from './links.ts'
import { filterTexts } from './words.ts'

/** One question a list can be asked. `name` is that of the parameter in the address. */
export type FilterField = {
  readonly name: string
  readonly label: string
  /** Folded away until it is asked for: for lists with more questions than most need. */
  readonly more?: boolean | undefined
} & (
  | { readonly kind: 'search'; readonly hint?: string | undefined }
  /** `usual` stands where the address says nothing. */
  | { readonly kind: 'date'; readonly usual?: string | undefined }
  /** `empty` is left out where there is always a choice. */
  | {
      readonly kind: 'choice'
      readonly choices: readonly Choice[]
      readonly empty?: string | undefined
      readonly usual?: string | undefined
    }
  | { readonly kind: 'only'; readonly choices: readonly Choice[] }
  /** One yes or no by a name of its own. */
  | { readonly kind: 'box' }
  /** Narrowed by a link from elsewhere and not asked in the form: carried on, and told in its label's words. */
  | { readonly kind: 'link' }
)

/** What a box says in the address. */
export const yes = 'ja'

export function valuesOf(address: Address, field: FilterField): string[] {
  const asked = [...address.searchParams].filter(([name]) => name === field.name).map(([, value]) => value)
  return asked.length === 0 && 'usual' in field && field.usual ? [field.usual] : asked
}

/** What a list is narrowed by, in words, each with the address without it. */
export function chosenIn(address: Address, fields: readonly FilterField[]) {
  return fields.flatMap((field) =>
    [...address.searchParams]
      .filter(([name, value]) => name === field.name && value.trim() !== '')
      .flatMap(([name, value]) => {
        const words = wordsOf(field, value)
        return words === undefined ? [] : [{ label: words, removeHref: withoutValue(address, name, value) }]
      }),
  )
}

/** A value nobody can choose, as in a hand-written address, has no words: the list is not narrowed by it. */
function wordsOf(field: FilterField, value: string): string | undefined {
  if (field.kind === 'link') return field.label
  if (field.kind === 'box') return value === yes ? field.label : undefined
  // The label of the search says where it looks: too much for what was looked for.
  if (field.name === 'q') return `${filterTexts.searched}: ${value.trim()}`
  if (!('choices' in field)) return `${field.label}: ${value.trim()}`
  const label = field.choices.find((choice) => choice.value === value)?.label
  return label && (field.kind === 'only' ? label : `${field.label}: ${label}`)
}
