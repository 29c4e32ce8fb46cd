import { z } from 'zod'
import { optionalText } from '#platform/shapes.ts'
import type { Member } from './rules.ts'

/** The parts of a team that hours are counted for; the same as the plan's estimates have. */
export const hourRoles = ['lead', 'second', 'mas', 'mar', 'sas'] as const
export type HourRole = (typeof hourRoles)[number]

/** What one person gave a follow-up in one month. `reason` is asked for when something stands there already. */
export const RecordHours = z
  .object({
    followUpId: z.uuid(),
    accountId: z.uuid('chooseOne'),
    year: z.number('number').int('number').min(2000, 'number').max(2200, 'number'),
    month: z.number('number').int('number').min(1, 'number').max(12, 'number'),
    hours: z.number('number').min(0, 'number').max(744, 'number'),
    note: optionalText(500),
    reason: optionalText(500),
  })
  .strict()

/** Whose part of the team it was: whoever leads counts as that, else the expert's role, else one who goes along. */
export function hourRoleOf({ isLead, roles }: Pick<Member, 'isLead' | 'roles'>): HourRole {
  if (isLead) return 'lead'
  const experts = ['mas', 'mar', 'sas'] as const
  return experts.find((role) => roles.includes(role)) ?? 'second'
}

/** Everybody who worked with it and has said nothing of their hours, by name. */
export function withoutHours(
  members: readonly Pick<Member, 'accountId' | 'name' | 'removedAt'>[],
  recorded: readonly { accountId: string }[],
): { accountId: string; name: string }[] {
  const said = new Set(recorded.map(({ accountId }) => accountId))
  return members.filter(({ accountId, removedAt }) => removedAt === null && !said.has(accountId))
}
