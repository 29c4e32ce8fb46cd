import { choicesOf } from '#ui/chips.ts'
import type { FilterField } from '#ui/filter-fields.ts'
import { changeKindNames, draftTexts as t } from '#texts/sv/catalogue-drafts.ts'
import { partName } from '#texts/sv/catalogues.ts'
import { keysWith } from '../../catalogue-fields.ts'

type Given = { readonly parts: readonly string[]; readonly focus: Readonly<Record<string, string>> }

/** What the requirements of a version can be asked. */
export function draftFields({ parts, focus }: Given): FilterField[] {
  const { same: _same, ...kinds } = changeKindNames
  const byPart = parts.map((part) => ({ value: part, label: partName(part) }))
  const byChange = choicesOf({ ...kinds, missing: t.onlyMissing })
  return [
    { kind: 'search', name: 'q', label: t.search },
    { kind: 'choice', name: 'del', label: t.part, empty: t.allParts, choices: byPart },
    { kind: 'choice', name: 'fokus', label: t.focus, empty: t.allFocus, choices: keysWith(focus, true) },
    { kind: 'choice', name: 'andring', label: t.change, empty: t.allChanges, choices: byChange },
  ]
}
