import type { IsoDate } from '#kernel/dates.ts'
import type { PlanInput } from '#methods/planner/contract.ts'
import { indexOf, personMonth, type Key, type PlanIndex } from '#methods/planner/why/plan-index.ts'
import { askedHours, type PlanItem, type YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { draftOf, groundWith } from './gather.ts'
import type { Ground } from './ground.ts'
import { professionOf } from './input-staff.ts'
import { inputOf } from './input.ts'
import { laidRows, type LaidRow } from './laid-rows.ts'
import type { Assumptions } from './rules.ts'

/** The rules and hours as they are; nothing is supposed. */
const asItIs: Assumptions = {
  ...{ addedProfession: '', addedHours: 0, inDepthEvery: null },
  ...{ noJuly: false, reservePercent: null, keepMonths: false },
}

/**
 * The rows of a plan as the planner sees them, to ask why one is where it is and what a change of it breaks. Rows of other
 * kinds, of another board's units and of units that owe nothing that year are unknown to it; the hours they ask are taken
 * from people beforehand. A row that has only a half-year stands in a month of it that its rules allow (see `spread`), so
 * that they can be asked; it is among `coarse`, its hours lie even over the half-year as they do in the plan's load, and its
 * month is shown to nobody.
 */
export type LaidPlan = {
  index: PlanIndex
  items: readonly PlanItem[]
  keyOf: (itemId: string) => Key | undefined
  /** The row of a follow-up; undefined for one that the plan does not have. */
  itemOf: (key: Key) => PlanItem | undefined
  nameOf: (staffId: string) => string
  unitNameOf: (unitId: string) => string
  coarse: ReadonlySet<string>
  /** This month, "2027-05": nothing is moved to one that has gone by. */
  from: string
  /** People nobody has set any hours of for a year: of them nothing can be said to be too much. By `person year`. */
  unset: ReadonlySet<string>
}

export async function layPlan(db: Db, plan: YearPlan, { today }: { today: IsoDate }): Promise<LaidPlan> {
  const draft = await draftOf(db, plan.id)
  const ground = await groundWith(db, plan, { today, keepMonths: false }, draft)
  const { input } = inputOf(ground, asItIs)
  const { rows, unknown } = laidRows({ input, estimates: ground.estimates, draft })
  const staff = withoutUnknown({ ground, input, unknown })
  const followUps = rows.map(({ followUp }) => followUp)
  const keys = new Map(
    rows.map(({ item, followUp: { unitId, month, kind } }) => [item.id, { unitId, month, kind }]),
  )
  const items = new Map(rows.map(({ item, followUp }) => [textOf(followUp), item]))
  const names = new Map([
    ...draft.items.flatMap(({ team }) => team.map(({ accountId, name }) => [accountId, name] as const)),
    ...ground.people.map(({ id, name }) => [id, name] as const),
  ])
  const units = new Map(ground.units.map(({ unitId, name }) => [unitId, name]))
  return {
    index: indexOf({ ...input, staff }, followUps, coarsePlaces(rows)),
    items: draft.items,
    keyOf: (itemId) => keys.get(itemId),
    itemOf: (key) => items.get(textOf(key)),
    nameOf: (staffId) => names.get(staffId) ?? '',
    unitNameOf: (unitId) => units.get(unitId) ?? '',
    coarse: new Set(rows.filter(({ isCoarse }) => isCoarse).map(({ item }) => item.id)),
    from: today.slice(0, 7),
    unset: unsetOf(ground),
  }
}

function coarsePlaces(rows: readonly LaidRow[]): Set<number> {
  return new Set(rows.flatMap(({ isCoarse }, at) => (isCoarse ? [at] : [])))
}

function textOf({ unitId, month, kind }: Key): string {
  return `${unitId} ${month} ${kind}`
}

type Unknown = { ground: Ground; input: PlanInput; unknown: readonly PlanItem[] }

/** Everybody who may be in a team, also without hours, less what the rows that the planner does not know ask of them. */
function withoutUnknown({ ground, input, unknown }: Unknown): PlanInput['staff'] {
  const known = new Map(input.staff.map((person) => [person.id, person]))
  const asked = askedHours(unknown, ground.estimates)
  return staffWith(ground, known).map((person) => ({
    ...person,
    hours: Object.fromEntries(
      Object.entries(person.hours).map(([month, has]) => [
        month,
        Math.max(0, has - (asked.get(personMonth(person.id, month)) ?? 0)),
      ]),
    ),
  }))
}

function staffWith(
  { people }: Ground,
  known: ReadonlyMap<string, PlanInput['staff'][number]>,
): PlanInput['staff'] {
  return people.map(
    (person) => known.get(person.id) ?? { id: person.id, profession: professionOf(person), hours: {} },
  )
}

function unsetOf({ people, years }: Ground): Set<string> {
  return new Set(
    people.flatMap(({ id, hours }) => {
      const known = Object.keys(hours).map((month) => Number(month.slice(0, 4)))
      return years.filter((year) => !known.some((one) => one <= year)).map((year) => `${id} ${year}`)
    }),
  )
}
