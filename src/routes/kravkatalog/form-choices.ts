import type { RequirementChoices } from '#modules/catalogues/public.ts'

/** What the form of a requirement offers: `listChoices` of the module of catalogues. */
export type FormChoices = RequirementChoices

type Offered = { key: string; name: string; holds: boolean }

/** What holds today, and what the requirement has since before, so that saving takes nothing away unseen. */
export function offered(all: readonly Offered[], chosen: readonly string[]) {
  return all
    .filter(({ key, holds }) => holds || chosen.includes(key))
    .map(({ key, name }) => ({ value: key, label: name }))
}
