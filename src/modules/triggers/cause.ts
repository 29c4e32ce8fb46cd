import { initiatorNames, toldTriggerNames, triggerWords } from '#texts/sv/triggers.ts'
import type { Initiator, Trigger } from './rules.ts'

type Proposed = { trigger: Trigger; initiator: Initiator; initiatorDecision: string }

/**
 * The words that a decision begins from and that the unit will read. Who told is not to be found out there: where few work,
 * "staff" is enough to point somebody out.
 */
export function causeFor({ trigger, initiator, initiatorDecision }: Proposed): string {
  const isProtected = initiator === 'staff' || initiator === 'resident'
  const name = toldTriggerNames[trigger]
  return isProtected
    ? triggerWords.cause(name)
    : triggerWords.causeBy(name, initiatorNames[initiator], initiatorDecision)
}
