import { daysBetween, type IsoDate } from '#kernel/dates.ts'
import type { DutyRow } from '#modules/duties/public.ts'
import { isOperatorRole } from '#modules/duties/rules.ts'
import { dueText, dutyStateNames, dutyTexts as t } from '#texts/sv/duties.ts'
import type { StatusKind } from '#ui/shapes.ts'

type Timed = Pick<DutyRow, 'state' | 'dueOn'>

const kinds = { open: 'neutral', done: 'ok', waived: 'notApplicable', lapsed: 'notApplicable' } as const

export function stateKind(row: Timed, today: IsoDate): StatusKind {
  return row.state === 'open' && row.dueOn < today ? 'warn' : kinds[row.state]
}

export function stateWord(row: Timed, today: IsoDate): string {
  return row.state === 'open' ? dueText(daysBetween(today, row.dueOn)) : dutyStateNames[row.state]
}

/** A person, or everybody with the role. What a unit owes is owed by its managers, whoever they are. */
export function ownerText(row: DutyRow, roles: Record<string, string>): string {
  const role = roles[row.ownerRole] ?? row.ownerRole
  return row.ownerName ?? (isOperatorRole(row.ownerRole) ? role : t.roleOwner(role))
}
