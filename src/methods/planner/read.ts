import type { z } from 'zod'
import { plan, planInput, type FollowUp, type Plan, type PlanInput } from './contract.ts'
import { monthNumber } from './months.ts'

/** `pointer` is a JSON pointer (RFC 6901) to what is wrong; `message` a sentence in Swedish. */
export type Fault = { readonly pointer: string; readonly message: string }
export type Read<Value> = { readonly value: Value } | { readonly faults: readonly [Fault, ...Fault[]] }

/** Far above a municipality with 20,000 units; what is larger is not a plan. */
const LARGEST_TEXT = 64 * 1024 * 1024
const MOST_FAULTS = 200

/** The problem, or every fault in it with its place. Shape first; what refers to what is asked of a whole shape only. */
export function readPlanInput(text: string): Read<PlanInput> {
  const read = readShape(text, planInput)
  if ('faults' in read) return read
  return orFaults(read.value, [...relations(read.value)])
}

/** A plan to be checked. What it refers to is for the check to say. */
export function readPlan(text: string): Read<z.infer<typeof plan> & Pick<Plan, 'status'>> {
  return readShape(text, plan)
}

function readShape<Shape extends z.ZodType>(text: string, shape: Shape): Read<z.infer<Shape>> {
  if (text.length > LARGEST_TEXT) return { faults: [{ pointer: '', message: 'Filen är för stor.' }] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { faults: [{ pointer: '', message: 'Filen är inte giltig JSON.' }] }
  }
  const parsed = shape.safeParse(json, { reportInput: false })
  if (parsed.success) return { value: parsed.data }
  return orFaults(undefined as never, parsed.error.issues.map(shapeFault)) // a refused shape always has issues
}

function orFaults<Value>(value: Value, found: readonly Fault[]): Read<Value> {
  const [first, ...rest] = found.slice(0, MOST_FAULTS)
  return first ? { faults: [first, ...rest] } : { value }
}

function shapeFault(issue: z.core.$ZodIssue): Fault {
  return { pointer: pointerOf(issue.path), message: shapeSentence(issue) }
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

const sentences: Readonly<Record<string, (issue: z.core.$ZodIssue) => string>> = {
  too_small: (issue) => `Värdet är för litet eller listan för kort. Minst ${limit(issue, 'minimum')}.`,
  too_big: (issue) => `Värdet är för stort eller för långt. Högst ${limit(issue, 'maximum')}.`,
  invalid_type: () => 'Uppgiften saknas eller är av fel slag.',
  invalid_value: () => 'Värdet hör inte till dem som får stå här.',
  invalid_format: () => 'Värdet har fel form. En månad skrivs 2027-05 och ett år 2027.',
  not_multiple_of: () => 'Planen ska omfatta hela år: 12, 24, 36 månader och så vidare.',
  invalid_key: () => 'Namnet på uppgiften har fel form.',
}

function shapeSentence(issue: z.core.$ZodIssue): string {
  return sentences[issue.code]?.(issue) ?? 'Uppgiften går inte att läsa.'
}

function limit(issue: z.core.$ZodIssue, side: 'minimum' | 'maximum'): string {
  return side in issue ? String((issue as unknown as Record<string, unknown>)[side]) : 'det som är tillåtet' // Zod names the limit by the side
}

/** What holds between the parts: known ids, one of each, months that can be. */
function* relations(input: PlanInput): Generator<Fault> {
  if (!input.horizon.from.endsWith('-01')) yield fault('/horizon/from', 'Planen ska börja i januari.')
  yield* orderedRange(input, 'choiceSystemFirst')
  yield* orderedRange(input, 'procuredBeforeDecision')
  yield* doubles('roles', input.roles)
  yield* doubles('staff', input.staff)
  yield* doubles('units', input.units)
  for (const [at, unit] of input.units.entries()) yield* unitFaults(input, unit, `/units/${at}`)
  yield* followUpFaults(input, input.decided?.followUps ?? [], '/decided/followUps')
  yield* followUpFaults(input, input.executed ?? [], '/executed')
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

function* operationFaults(
  input: PlanInput,
  { startsOn, endsOn }: PlanInput['units'][number],
  at: string,
): Generator<Fault> {
  const from = monthNumber(input.horizon.from)
  const last = from + input.horizon.months - 1
  if (startsOn && endsOn && startsOn > endsOn)
    yield fault(`${at}/endsOn`, 'Enheten slutar innan den börjar, så ingen månad är möjlig.')
  else if (endsOn && monthNumber(endsOn) < from)
    yield fault(`${at}/endsOn`, 'Enheten har slutat före planens första månad, så ingen månad är möjlig.')
  else if (startsOn && monthNumber(startsOn) > last)
    yield fault(`${at}/startsOn`, 'Enheten börjar efter planens sista månad, så ingen månad är möjlig.')
}

function* followUpFaults(input: PlanInput, followUps: readonly FollowUp[], place: string): Generator<Fault> {
  const units = new Set(input.units.map(({ id }) => id))
  for (const [at, one] of followUps.entries())
    if (!units.has(one.unitId)) yield fault(`${place}/${at}/unitId`, 'Enheten finns inte i units.')
}

/** Two carried-out annual follow-ups of one unit in one year cannot both count as that year's. */
function* executedFaults({ executed = [] }: PlanInput): Generator<Fault> {
  const seen = new Set<string>()
  for (const [at, { unitId, month, kind }] of executed.entries()) {
    const key = JSON.stringify([unitId, month.slice(0, 4), kind])
    if (seen.has(key))
      yield fault(`/executed/${at}`, 'Enheten har redan en genomförd uppföljning av det slaget det året.')
    seen.add(key)
  }
}

function fault(pointer: string, message: string): Fault {
  return { pointer, message }
}
