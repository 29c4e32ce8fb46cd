import type { z } from 'zod'
import { plan, planInput, type FollowUp, type Plan, type PlanInput } from './contract.ts'
import { jsonFaults, pointerOf, type Fault } from './json.ts'
import { monthNumber } from './months.ts'

/** `unread` is what nothing is made of, such as fields that the format does not have; whoever wrote it is told. */
export type Read<Value> = Whole<Value> | { readonly faults: readonly [Fault, ...Fault[]] }
type Whole<Value> = { readonly value: Value; readonly unread: readonly Fault[] }

/** Far above a municipality with 20,000 units; what is larger is not a plan. */
export const LARGEST_TEXT = 64 * 1024 * 1024
export const TOO_LARGE = 'Filen är för stor. En plan är högst 64 MB.'
const MOST_FAULTS = 200

/** The problem, or every fault in it with its place. Shape first; what refers to what is asked of a whole shape only. */
export function readPlanInput(text: string): Read<PlanInput> {
  const read = readShape(text, planInput)
  if ('faults' in read) return read
  return orFaults(withoutClosed(read), [...relations(read.value)])
}

/** A unit that has closed since is no fault: what was decided for it is left out, and told. */
function withoutClosed({ value, unread }: Whole<PlanInput>): Whole<PlanInput> {
  const { decided } = value
  if (!decided) return { value, unread }
  const units = new Set(value.units.map(({ id }) => id))
  const gone = decided.followUps.flatMap(({ unitId }, at) => (units.has(unitId) ? [] : [{ at, unitId }]))
  if (gone.length === 0) return { value, unread }
  const followUps = decided.followUps.filter(({ unitId }) => units.has(unitId))
  const told = gone
    .slice(0, MOST_FAULTS)
    .map(({ at, unitId }) => fault(`/decided/followUps/${at}/unitId`, closedSentence(unitId)))
  return { value: { ...value, decided: { ...decided, followUps } }, unread: [...unread, ...told] }
}

function closedSentence(unitId: string): string {
  return `Enhet ${unitId} finns inte i units. Det som är beslutat för den räknas inte med.`
}

/** A plan to be checked. What it refers to is for the check to say. */
export function readPlan(text: string): Read<z.infer<typeof plan> & Pick<Plan, 'status'>> {
  return readShape(text, plan)
}

function readShape<Shape extends z.ZodType>(text: string, shape: Shape): Read<z.infer<Shape>> {
  if (text.length > LARGEST_TEXT) return { faults: [fault('', TOO_LARGE)] }
  const json = text.replace(/^\uFEFF/, '') // some editors begin a file with a mark of its encoding
  const [first, ...more] = jsonFaults(json)
  if (first) return { faults: [first, ...more] }
  const value: unknown = JSON.parse(json)
  const parsed = shape.safeParse(value, { reportInput: true })
  if (parsed.success) return { value: parsed.data, unread: [] }
  const { issues } = parsed.error
  const unread = issues.filter(isUnknownField).flatMap(shapeFaults)
  for (const issue of issues.filter(isUnknownField)) leaveOut(value, issue)
  const rest = issues.filter((issue) => !isUnknownField(issue)).flatMap(shapeFaults)
  if (rest.length > 0) return { faults: [rest[0] as Fault, ...rest.slice(1, MOST_FAULTS), ...unread] } // it has a first
  return { value: shape.parse(value), unread }
}

function orFaults<Value>(read: Whole<Value>, found: readonly Fault[]): Read<Value> {
  const [first, ...rest] = found.slice(0, MOST_FAULTS)
  return first ? { faults: [first, ...rest] } : read
}

type UnknownField = z.core.$ZodIssueUnrecognizedKeys

function isUnknownField(issue: Issue): issue is UnknownField & Issue {
  return issue.code === 'unrecognized_keys'
}

function leaveOut(value: unknown, { path, keys }: UnknownField): void {
  const owner = path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], value) // the path is of this value
  for (const key of keys) Reflect.deleteProperty(owner as object, key)
}

type Issue = z.core.$ZodIssue

function shapeFaults(issue: Issue): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      fault(pointerOf([...issue.path, key]), 'Uppgiften finns inte i formatet och läses inte.'),
    )
  return [fault(pointerOf(issue.path), sentences[issue.code]?.(issue) ?? 'Uppgiften går inte att läsa.')]
}

const sentences: Readonly<Record<string, (issue: Issue) => string>> = {
  too_small: (issue) => `Värdet är för litet eller listan för kort. Minst ${limit(issue, 'minimum')}.`,
  too_big: (issue) => `Värdet är för stort eller för långt. Högst ${limit(issue, 'maximum')}.`,
  invalid_type: typeSentence,
  invalid_value: (issue) => `Här får det stå ${allowedValues(issue)}.`,
  invalid_format: () => 'Värdet har fel form. En månad skrivs 2027-05 och ett år 2027.',
  not_multiple_of: () => 'Planen ska omfatta hela år: 12, 24, 36 månader och så vidare.',
  invalid_key: () => 'Namnet på uppgiften har fel form.',
}

const kinds: Readonly<Record<string, string>> = {
  number: 'ett tal',
  int: 'ett heltal',
  string: 'en text',
  array: 'en lista',
  tuple: 'en lista med två tal',
  object: 'ett objekt',
  record: 'ett objekt',
}

function typeSentence(issue: Issue): string {
  if (issue.input === undefined) return 'Uppgiften saknas.'
  if (issue.input === Infinity || issue.input === -Infinity) return 'Talet är för stort.'
  const expected = 'expected' in issue ? String(issue.expected) : ''
  return `Uppgiften är av fel slag. Här ska det stå ${kinds[expected] ?? 'något annat'}.`
}

function allowedValues(issue: Issue): string {
  const values = 'values' in issue && Array.isArray(issue.values) ? issue.values.map(String) : []
  const last = values.at(-1) ?? ''
  return values.length > 1 ? `${values.slice(0, -1).join(', ')} eller ${last}` : last
}

function limit(issue: Issue, side: 'minimum' | 'maximum'): string {
  return side in issue ? String((issue as unknown as Record<string, unknown>)[side]) : 'det som är tillåtet' // Zod names the limit by the side
}

/** What holds between the parts: known ids, one of each, months that can be. */
function* relations(input: PlanInput): Generator<Fault> {
  if (!input.horizon.from.endsWith('-01')) yield fault('/horizon/from', 'Planen ska börja i januari.')
  yield* orderedRange(input, 'choiceSystemFirst')
  yield* orderedRange(input, 'procuredBeforeDecision')
  yield* doubles('roles', input.roles)
  yield* roleNames(input)
  yield* doubles('staff', input.staff)
  yield* doubles('units', input.units)
  for (const [at, unit] of input.units.entries()) yield* unitFaults(input, unit, `/units/${at}`)
  yield* seatFaults(input, input.decided?.followUps ?? [], '/decided/followUps')
  yield* seatFaults(input, input.executed ?? [], '/executed')
  yield* executedFaults(input)
}

function* orderedRange(
  { rules }: PlanInput,
  name: 'choiceSystemFirst' | 'procuredBeforeDecision',
): Generator<Fault> {
  const [first, last] = rules[name]
  if (first > last) yield fault(`/rules/${name}`, 'Det första talet ska vara högst lika stort som det andra.')
}

function* doubles(list: string, rows: readonly { readonly id: string }[]): Generator<Fault> {
  const seen = new Set<string>()
  for (const [at, { id }] of rows.entries()) {
    if (seen.has(id)) yield fault(`/${list}/${at}/id`, 'Samma id står två gånger.')
    seen.add(id)
  }
}

/** Roles are names of hours in an object, where these mean something else. */
function* roleNames({ roles }: PlanInput): Generator<Fault> {
  for (const [at, { id }] of roles.entries())
    if (id in Object.prototype) yield fault(`/roles/${at}/id`, 'En roll kan inte heta så.')
}

function* unitFaults(input: PlanInput, unit: PlanInput['units'][number], at: string): Generator<Fault> {
  const roles = new Set(input.roles.map(({ id }) => id))
  for (const [depth, hours] of Object.entries(unit.hours))
    for (const role of Object.keys(hours ?? {}))
      if (!roles.has(role))
        yield fault(`${at}/hours/${depth}${pointerOf([role])}`, 'Rollen finns inte i roles.')
  yield* operationFaults(input, unit, at)
  for (const [year, month] of Object.entries(unit.pinned ?? {}))
    if (!month.startsWith(year))
      yield fault(`${at}/pinned/${year}`, 'Den låsta månaden ligger i ett annat år än det den gäller.')
}

/** A unit that begins after the plan owes nothing in it, which is no fault. */
function* operationFaults(
  input: PlanInput,
  { startsOn, endsOn }: PlanInput['units'][number],
  at: string,
): Generator<Fault> {
  if (startsOn && endsOn && startsOn > endsOn)
    yield fault(`${at}/endsOn`, 'Enheten slutar innan den börjar, så ingen månad är möjlig.')
  else if (endsOn && monthNumber(endsOn) < monthNumber(input.horizon.from))
    yield fault(`${at}/endsOn`, 'Enheten har slutat före planens första månad, så ingen månad är möjlig.')
}

/** Who took part may have left since, so people who are not in `staff` are no fault. */
function* seatFaults(input: PlanInput, followUps: readonly FollowUp[], place: string): Generator<Fault> {
  const roles = new Set(input.roles.map(({ id }) => id))
  for (const [at, { team }] of followUps.entries())
    for (const [seat, { role }] of team.entries())
      if (!roles.has(role)) yield fault(`${place}/${at}/team/${seat}/role`, 'Rollen finns inte i roles.')
}

/** Two carried-out annual follow-ups of one unit in one year cannot both count as that year's. */
function* executedFaults({ executed = [], units }: PlanInput): Generator<Fault> {
  const known = new Set(units.map(({ id }) => id))
  const seen = new Set<string>()
  for (const [at, { unitId, month, kind }] of executed.entries()) {
    if (!known.has(unitId)) yield fault(`/executed/${at}/unitId`, 'Enheten finns inte i units.')
    const key = JSON.stringify([unitId, month.slice(0, 4), kind])
    if (seen.has(key))
      yield fault(`/executed/${at}`, 'Enheten har redan en genomförd uppföljning av det slaget det året.')
    seen.add(key)
  }
}

function fault(pointer: string, message: string): Fault {
  return { pointer, message }
}
