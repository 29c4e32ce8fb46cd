import { formatMonth } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import { brokenTexts, type NameOf } from '#methods/planner/why/sentences.ts'
import { halfNames, itemDepthNames, whenText } from '#texts/sv/plans.ts'
import { eventTexts as t } from '#texts/sv/plan-events.ts'
import type { Step } from './displace.ts'
import type { Displaced } from './event-hours.ts'

/** What a step breaks, in sentences. Of what is no more exact than a half-year no month is told, nor anybody's by it. */
export function breaksOfStep({ item, effect }: Pick<Step, 'item' | 'effect'>, nameOf: NameOf): string[] {
  if (item.month !== null) return brokenTexts(effect, nameOf)
  const exact = (rule: string) => rule === 'capacity' || rule === 'boardReports'
  const others = { broken: effect.broken.filter(({ rule }) => !exact(rule)) }
  const hasExact = effect.broken.some(({ rule }) => exact(rule))
  return [...brokenTexts(others, nameOf), ...(hasExact ? [t.tooLittleTime] : [])]
}

/** A step as it is decided on and kept. */
export function displacedOf(step: Step, nameOf: NameOf): Displaced {
  const { item, to } = step
  return {
    itemId: item.id,
    name: item.name,
    from: to === 'basic' ? itemDepthNames[item.depth].toLowerCase() : `${whenText(item)} ${item.year}`,
    to: stepText(step, nameOf),
    breaks: breaksOfStep(step, nameOf),
  }
}

/** The same as of a choice; where others take over, who they are. */
export function stepText({ to, item, effect: { before, after } }: Step, nameOf: NameOf): string {
  if (to !== 'team') return choiceText(to, item.year)
  const changed = after.team.flatMap(({ staffId }, seat) => {
    const was = before.team[seat]?.staffId
    return was !== undefined && was !== staffId ? [t.takesOver(nameOf(staffId), nameOf(was))] : []
  })
  return t.sameTime(listOf(changed))
}

/** "maj 2027", "andra halvåret 2027", "grundläggande". */
export function choiceText(to: string, year: number): string {
  if (to === 'team') return t.otherTeam
  if (to === 'basic') return itemDepthNames.basic.toLowerCase()
  return to.startsWith('H') ? `${halfNames[to === 'H1' ? 1 : 2]} ${year}` : formatMonth(to)
}
