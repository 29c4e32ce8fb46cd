import core, { type RulesetDefinition } from '@stoplight/spectral-core'
import { descriptionRules } from './support/profile-rules-description.ts'
import { useRules } from './support/profile-rules-use.ts'

export const profileRules = [...descriptionRules, ...useRules]

export type Fault = { readonly id: string; readonly where: string; readonly message: string }

/** Where we depart from a rule that only should be kept, and why. */
export const departures: readonly { id: string; where: RegExp; why: string }[] = [
  {
    id: 'FNS.05',
    where:
      /^paths\.\/(draft|units\/\{unitId\}\/as-then|agreement-obligations|imports|people-imports|meeting-years|search)\./,
    why: 'without the parameter there is no question: the words to search for, the day, the kind of file',
  },
]

/** What a description does not keep, by the id of the rule; departures are not among it. */
export async function lint(description: object): Promise<Fault[]> {
  const rules = profileRules.flatMap(({ id, says, given, then }) =>
    then ? [[id, { message: `${says}: {{error}}`, given, then, severity: 'error' }] as const] : [],
  )
  const spectral = new core.Spectral()
  // The library checks the shape of what it is given, and says where it is wrong.
  spectral.setRuleset({ rules: Object.fromEntries(rules) } as RulesetDefinition)
  const found = await spectral.run({ ...description })
  return found
    .map(({ code, path, message }) => ({ id: String(code), where: path.join('.'), message }))
    .filter((fault) => !departures.some(({ id, where }) => id === fault.id && where.test(fault.where)))
}
