import type { RuleGroup, RuleName } from '../contract.ts'
import { monthText } from '../months.ts'
import { scarcestRole, type Instance } from './instance.ts'
import { unfilledRoles } from './unfilled.ts'

/** Above this many pins they are spoken of year by year, so that an explanation can be read. */
const MOST_PINS = 40

/**
 * The rules of a problem as a reader would name them, those easiest to give way first. Only rules that ask something of
 * this problem are among them.
 */
export function ruleGroups(instance: Instance): RuleGroup[] {
  const { input, years, meetings } = instance
  const steps = (['procured', 'choiceSystem'] as const).flatMap((rule) =>
    years.filter((year) => narrowedBy(instance, rule, year)).map((year) => ({ rule, year })),
  )
  const roles = [...new Set(input.staff.map(({ profession }) => scarcestRole(input, profession)))].filter(
    Boolean,
  )
  return [
    ...pins(instance),
    ...outsideOperation(instance),
    ...steps,
    ...meetings.map((month): RuleGroup => ({ rule: 'boardReports', month: monthText(month) })),
    ...roles.flatMap((role) => years.map((year): RuleGroup => ({ rule: 'capacity', role, year }))),
    ...unfilled(instance),
    { rule: 'team' },
    { rule: 'inDepth' },
    { rule: 'gap' },
    ...years.map((year): RuleGroup => ({ rule: 'annual', year })),
  ]
}

function narrowedBy({ units }: Instance, rule: RuleName, year: number): boolean {
  return units.some((unit) => unit.years.some(({ window }) => window.year === year && window.by === rule))
}

function pins({ units, years }: Instance): RuleGroup[] {
  const all = units.flatMap(({ input, years: own }) =>
    own
      .filter(({ window }) => window.by === 'pinned')
      .map(({ window }): RuleGroup => ({ rule: 'pinned', unitId: input.id, year: window.year })),
  )
  if (all.length <= MOST_PINS) return all
  return years
    .filter((year) => all.some((one) => one.year === year))
    .map((year) => ({ rule: 'pinned', year }))
}

/** A pin outside operation clashes with the operation of its unit and with nothing else. */
function outsideOperation({ units }: Instance): RuleGroup[] {
  return units
    .filter(({ years }) =>
      years.some(({ window, open, executed }) => window.by === 'pinned' && open.length === 0 && !executed),
    )
    .map(({ input }) => ({ rule: 'operation', unitId: input.id }))
}

/** Roles that some team can never fill, whoever has time. */
function unfilled({ input, units }: Instance): RuleGroup[] {
  const roles = new Set(units.flatMap((unit) => unfilledRoles(input, unit.input)))
  return [...roles].map((role) => ({ rule: 'team', role }))
}

/** The same rules told apart by area, where they can be. */
export function byArea(instance: Instance, group: RuleGroup): RuleGroup[] {
  const { rule, year } = group
  if (
    rule !== 'annual' &&
    rule !== 'procured' &&
    rule !== 'choiceSystem' &&
    rule !== 'gap' &&
    rule !== 'inDepth'
  )
    return [group]
  const asked = instance.units.filter(({ years }) =>
    rule === 'gap' || rule === 'inDepth'
      ? true
      : years.some(({ window }) => window.year === year && (rule === 'annual' || window.by === rule)),
  )
  return [...new Set(asked.map(({ input }) => input.areaId))].sort().map((areaId) => ({ ...group, areaId }))
}
