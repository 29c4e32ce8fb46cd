import { findingStateNames } from '#texts/sv/findings.ts'
import { followUpKinds, methods } from '#texts/sv/followups.ts'

/** The methods as words inside a sentence, from the one table of them that every page uses. */
export function methodWords(keys: readonly string[]): string[] {
  const names: Readonly<Record<string, string>> = methods
  return keys.flatMap((key) => {
    const name = names[key]
    return name ? [name.charAt(0).toLowerCase() + name.slice(1)] : []
  })
}

export function kindWord(kind: string): string {
  const names: Readonly<Record<string, string>> = followUpKinds
  return names[kind] ?? ''
}

export function findingStateWord(state: string): string {
  const names: Readonly<Record<string, string>> = findingStateNames
  return names[state] ?? ''
}
