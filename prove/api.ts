import { api } from '#server/api.ts'
import { departures, lint, profileRules, type Fault } from './api-profile.ts'
import type { ProfileRule } from './support/profile-rule.ts'
import { tableText } from './support/table.ts'

/** `npm run prove:api`: each rule of the national REST API profile, and whether our description keeps it. */
const answer = await api.fetch(new Request('https://uppsikt.exempel.se/api/v1/openapi.json'), {})
const description: unknown = await answer.json()
const faults = await lint(Object(description))

console.log(tableText(['Rule', 'Level', 'What it asks', 'Kept'], profileRules.map(rowOf)))
const checked = profileRules.filter(({ then }) => then !== undefined).length
console.log(`\n${checked} of ${profileRules.length} rules checked by machine, ${faults.length} breaches.`)
for (const { id, why } of departures) console.log(`${id} is departed from in part: ${why}.`)
for (const { id, where, message } of faults) console.log(`${id} ${where}: ${message}`)
process.exit(faults.length === 0 ? 0 : 1)

function rowOf({ id, level, says, then, shownBy = '' }: ProfileRule): string[] {
  return [id, level, says, then ? keptBy(faults.filter((fault) => fault.id === id)) : `by hand: ${shownBy}`]
}

function keptBy(breaches: readonly Fault[]): string {
  return breaches.length === 0 ? 'yes' : `no (${breaches.length})`
}
