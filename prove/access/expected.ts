import { z } from 'zod'
import type { Role, Verb } from '#access/roles.ts'
import { jsonSchema, takesId } from '../support/sample-body.ts'
import type { Got } from './http.ts'
import { reaches } from './reach.ts'
import type { Request } from './requests.ts'
import type { Address, Facts } from './rows.ts'
import type { Thing } from './things.ts'
import type { Person } from './world.ts'

/** What an answer comes to. `invalid`: let in and not done (a rule of the matter, a field). */
export type Outcome = 'opens' | 'invalid' | 'notFound' | 'refused' | 'signIn' | 'fault'

/** Which outcomes the tables of policies allow; more than one where a form may be right or wrong in itself. */
export function expectedOf(thing: Thing, person: Person | undefined, request: Request): readonly Outcome[] {
  if (!thing.sees) return changes(thing) ? [...letIn, 'notFound', 'signIn'] : ['opens', 'notFound', 'signIn']
  if (person?.way !== 'signedIn') return ['signIn']
  return stopped(thing, person, request) ?? wanted(thing, person, request)
}

const letIn = ['opens', 'invalid'] as const
export const changes = ({ kind }: Thing) => kind === 'form' || kind === 'changing'

function stopped(thing: Thing, person: Person, { address }: Request): readonly Outcome[] | undefined {
  if (thing.kind === 'form' && !thing.sees?.(person.role)) return ['notFound']
  if (!thing.may?.(person.role)) return withoutRight[thing.kind]
  return beyond(thing, person, address)
}

function beyond(thing: Thing, person: Person, { rows, given = [] }: Address): readonly Outcome[] | undefined {
  const hidden = rows.filter((row) => !reaches(person, row))
  if (hidden.length > 0) return beyondOf(thing, hidden)
  const isNamed = (row: Facts) => reaches(person, row) || placesAnywhere(thing, person, row)
  return given.every(isNamed) ? undefined : ['notFound', 'refused', 'invalid']
}

/** Who keeps the accounts gives people their places, also those where they themselves meet nothing. */
function placesAnywhere({ verbs }: Thing, { municipalityId }: Person, row: Facts): boolean {
  return verbs.some((verb) => verb.startsWith('account.')) && row.municipalityId === municipalityId
}

/** What somebody has typed and not sent is their own, whatever it was to be about. */
function beyondOf(thing: Thing, hidden: readonly Facts[]): readonly Outcome[] {
  if (thing.verbs.length > 0 && thing.verbs.every((verb) => verb === 'draft.keep'))
    return [...letIn, 'notFound']
  return hidden.some(isBoard) && changes(thing) ? ['notFound', 'refused'] : ['notFound']
}

/** A board in the address is only compared with the own ones: one that does not exist is refused in the same way. */
const isBoard = ({ id, boardId }: Facts) => id === boardId

function wanted(thing: Thing, person: Person, request: Request): readonly Outcome[] {
  if (isNarrowed(thing, person)) return [...letIn, 'refused', 'notFound']
  if (thing.kind === 'reading') return ['opens', 'notFound'] // a verb is for many operations, and some are for fewer
  const opens = changes(thing) ? letIn : (['opens'] as const)
  if (thing.name in ownAlone) return [...opens, 'refused', 'notFound']
  return request.isFound && !mayMiss(thing, request) ? opens : [...opens, 'notFound']
}

function mayMiss(thing: Thing, { address: { given = [] } }: Request): boolean {
  return changes(thing) && (given.length > 0 || namesRows(thing) || isUnderTwo(thing))
}

/** The address names two rows, and the second may be another's than the first. */
function isUnderTwo({ route }: Thing): boolean {
  return (route.match(/\{/g) ?? []).length > 1
}

/** What only one of those with the verb may do to a row, and a page that asks a verb of some of its roles (reason). */
const ownAlone: Readonly<Record<string, string>> = {
  'delete /sessions/{sessionId}': 'one ends one’s own sessions',
  'post /notices/{noticeId}/opening': 'one opens one’s own notices',
  'put /year-plan-items/{itemId}/visit-day': 'the team’s, and the strategist’s',
  'form /uppfoljningar/[followUpId]/team?/javsdeklaration': 'one declares for oneself',
  'post /actions/{actionId}/report':
    'only before the plan is closed; a closed one is not shown to be reported on',
  'page /register/[kind]/ny': 'who only reads registers has nothing to add',
  'form /utlamnanden/[releaseId]/handling/[recordId]?/prova': 'a decided release is tried no more',
}

/** The body names rows, and perhaps one that the place does not have. */
function namesRows({ operation }: Thing): boolean {
  return (
    operation !== undefined && 'command' in operation && takesId(jsonSchema(operation.body ?? z.object({})))
  )
}

/** What a verb gives a role only in part: the command asks more, and another test says what (reason). */
const narrowed: Partial<Record<Verb, Partial<Record<Role, string>>>> = {
  'paper.replace': { mas: 'only the report of patient safety, which is theirs' },
  'paper.edit': { mas: 'only the report of patient safety, which is theirs' },
  'paper.freeze': { mas: 'only the report of patient safety, which is theirs' },
  'periodReport.create': { mas: 'only the report of patient safety, which is theirs' },
}

function isNarrowed({ verbs }: Thing, { role }: Person): boolean {
  return verbs.some((verb) => narrowed[verb]?.[role] !== undefined)
}

/** A page that is not for the role does not exist for it; an act is refused, or its row does not exist. */
const withoutRight: Readonly<Record<Thing['kind'], readonly Outcome[]>> = {
  page: ['notFound'],
  form: ['refused'],
  reading: ['notFound'],
  changing: ['refused', 'notFound'],
}

export const isDenied = (expected: readonly Outcome[]) => !expected.includes('opens')

export function outcomeOf({ status, headers }: Got): Outcome {
  const location = headers['location'] ?? ''
  if (status >= 500) return 'fault'
  if (status === 401 || (status < 400 && location.startsWith('/logga-in'))) return 'signIn'
  if (status === 404) return 'notFound'
  if (status === 403) return 'refused'
  return status >= 400 ? 'invalid' : 'opens'
}
