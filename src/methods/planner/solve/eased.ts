import type { PlanInput, RuleGroup } from '../contract.ts'
import { instanceOf, type Instance } from './instance.ts'
import { without } from './rules.ts'
import { withoutUnfilled } from './unfilled.ts'

/** What gives way, in one of three ways: rules that are left out, a rule of the whole problem that asks less, or more room. */
export type Ease = {
  readonly dropped?: readonly RuleGroup[]
  readonly rules?: Partial<PlanInput['rules']>
  readonly room?: (instance: Instance) => Instance
}

/** The problem with everything that gives way, together. */
export function easedBy(input: PlanInput, eases: readonly Ease[]): Instance {
  const dropped = eases.flatMap((one) => one.dropped ?? [])
  const rules = eases.reduce((now, ease) => ({ ...now, ...ease.rules }), input.rules)
  const instance = instanceOf(withoutUnfilled({ ...input, rules }, dropped), without(dropped))
  return eases.reduce((now, { room }) => room?.(now) ?? now, instance)
}
