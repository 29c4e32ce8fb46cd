import { capital, formatNumber } from '#kernel/swedish.ts'
import type { MoveOutcome } from '#modules/proposals/public.ts'
import { moveTexts as t } from '#texts/sv/plan-move.ts'
import { roleInTeamNames } from '#texts/sv/plans.ts'

/** Each rule that breaks, and each person with too many hours, as a sentence of its own. */
export function effectTexts({ broken, overbooked }: Pick<MoveOutcome, 'broken' | 'overbooked'>): string[] {
  return [
    ...broken.map((text) => `${capital(text)}.`),
    ...overbooked.map(({ name, hours, month }) => `${t.over(name, hours, month)}.`),
  ]
}

/** With its sign: less is better. */
export function costText(cost: number): string {
  const amount = Math.round(Math.abs(cost) * 100) / 100
  if (amount === 0) return '0'
  return `${cost > 0 ? '+' : '−'}${formatNumber(amount, 2)}`
}

const roles: Readonly<Record<string, string>> = {
  ...roleInTeamNames,
  ...{ lead: roleInTeamNames.lead.toLowerCase(), second: roleInTeamNames.second.toLowerCase() },
}

export function namesOf(team: readonly { name: string; role: string }[]): string[] {
  return team.map(({ name, role }) => `${name} (${roles[role] ?? role})`)
}
