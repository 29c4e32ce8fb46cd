import { logTexts as t } from '#texts/sv/accounts.ts'

/** Who did it. A row without an account is what Uppsikt does by itself; only what was refused comes from somebody unknown. */
export function whoWords({ who, outcome }: { who: string | null; outcome: keyof typeof t.outcomes }): string {
  return who ?? (outcome === 'denied' ? t.unknown : t.system)
}
