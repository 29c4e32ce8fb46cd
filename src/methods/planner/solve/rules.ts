import type { RuleGroup } from '../contract.ts'

/**
 * Whether a rule is to be kept, asked with everything that narrows it. A plan asks for all of them; an explanation leaves
 * some out to see whether there would be a plan without them.
 */
export type Holds = (asked: RuleGroup) => boolean

export const everyRule: Holds = () => true

/** All rules but the groups named: a group speaks of what agrees with everything it says. */
export function without(groups: readonly RuleGroup[]): Holds {
  return (asked) => !groups.some((group) => speaksOf(group, asked))
}

function speaksOf(group: RuleGroup, asked: RuleGroup): boolean {
  return Object.entries(group).every(([name, value]) => asked[name as keyof RuleGroup] === value) // entries of a RuleGroup
}
