import { choicesOf } from '#ui/chips.ts'
import type { FilterField } from '#ui/filter-fields.ts'
import {
  catalogueStates,
  catalogueTexts as t,
  dimensionNames,
  partName,
  perspectiveNames,
  requirementKindNames,
} from '#texts/sv/catalogues.ts'
import { lawNames } from '#texts/sv/common.ts'

type Given = {
  readonly version: { readonly id: string } | undefined
  readonly versions: readonly {
    readonly id: string
    readonly number: number
    readonly state: keyof typeof catalogueStates
  }[]
  readonly parts: readonly string[]
  readonly names: Readonly<Record<string, string>>
  readonly areas: readonly { readonly key: string; readonly name: string }[]
}

/** What the catalogue can be asked. The version that is shown is chosen where the address names none. */
export function catalogueFields({ version, versions, parts, names, areas }: Given): FilterField[] {
  const byVersion = versions.map(({ id, number, state }) => ({
    value: id,
    label: t.versionName(number, catalogueStates[state]),
  }))
  const byPart = parts.map((part) => ({ value: part, label: partName(part) }))
  const byArea = areas.map(({ key, name }) => ({ value: key, label: name }))
  const asked = (name: string, label: string, empty: string, choices: typeof byPart) =>
    ({ kind: 'choice', name, label, empty, choices }) as const
  return [
    { kind: 'search', name: 'q', label: t.search },
    ...(versions.length > 1
      ? [
          {
            kind: 'choice',
            name: 'version',
            label: t.version,
            usual: version?.id,
            choices: byVersion,
          } as const,
        ]
      : []),
    asked('del', t.part, t.allParts, byPart),
    asked('omrade', t.area, t.allAreas, byArea),
    asked('fokus', t.focus, t.allFocus, keysWith(names, true)),
    asked('kvalitet', t.quality, t.allQuality, keysWith(names, false)),
    asked('lag', t.law, t.allLaws, choicesOf(lawNames)),
    asked('typ', t.kind, t.allKinds, choicesOf(requirementKindNames)),
    asked('perspektiv', t.perspective, t.allPerspectives, choicesOf(perspectiveNames)),
    asked('galler', t.dimension, t.allDimensions, choicesOf(dimensionNames)),
  ]
}

/** Focus areas are kept by their name alone, quality areas with their framework before it. */
export function keysWith(names: Readonly<Record<string, string>>, isFocus: boolean) {
  return Object.entries(names)
    .filter(([key]) => (isFocus ? !key.includes('/') : key.includes('/') && !key.startsWith('fokus/')))
    .map(([value, label]) => ({ value, label }))
}
