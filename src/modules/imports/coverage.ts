import type { IsoDate } from '#kernel/dates.ts'
import { covers } from '#modules/organisation/public.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { Coverage, Known, KnownAgreement, KnownUnit } from './known.ts'
import type { Refer } from './refer.ts'
import { blame, listIn, titleOf, type Row } from './rows.ts'
import type { RowChange } from './rules.ts'

/** A row of what an agreement covers, to be written: a new one, or one that ends on another day than it did. */
export type CoverageChange = { row: Coverage; before: Coverage | null }
type Planned = { changes: CoverageChange[]; covered: Coverage[]; told: RowChange[] }
type Given = { known: Known; refer: Refer; from: IsoDate }

/** From the row's day the agreement covers just these units; an empty cell leaves it as it was. */
export function planCoverage(row: Row, agreement: KnownAgreement, given: Given): Planned {
  const codes = listIn(row, 'units')
  const unchanged = { changes: [], covered: agreement.covered, told: [] }
  if (codes.length === 0) return unchanged
  const units = codes.flatMap((code) => given.refer.unit(row, 'units', code) ?? [])
  const wanted = units.flatMap((unit) => {
    const from = firstDayRun(row, unit, { agreement, given })
    return from === undefined ? [] : [{ unit, from }]
  })
  if (row.faults.length > 0) return unchanged
  const ended = agreement.covered.filter(
    (one) => isLater(one.validTo, given.from) && !wanted.some(({ unit }) => unit.id === one.unitId),
  )
  const added = wanted.filter(({ unit, from }) => !isCovered(agreement, unit.id, from))
  return told(agreement, { ended, added }, given)
}

/** A list of agreements is older than the register: a unit is covered from the first day that the provider runs it. */
function firstDayRun(
  row: Row,
  unit: KnownUnit,
  { agreement, given }: { agreement: KnownAgreement; given: Given },
): IsoDate | undefined {
  const run = unit.states.filter(({ facts }) => facts.providerId === agreement.providerId)
  if (run.some((state) => covers(state, given.from))) return given.from
  const first = run.map(({ validFrom }) => validFrom).find((day) => day > given.from)
  // A unit without states stands in a row with faults of its own.
  if (first === undefined && unit.states.length > 0) {
    const runner = given.known.providers.find(({ id }) => id === unit.states.at(-1)?.facts.providerId)
    blame(row, 'units', t.runByOther(unit.code, runner?.name ?? ''), t.runByOtherAdvice)
  }
  return first
}

function isLater(day: IsoDate | null, than: IsoDate): boolean {
  return day === null || day > than
}

function isCovered(agreement: KnownAgreement, unitId: string, day: IsoDate): boolean {
  return agreement.covered.some((one) => one.unitId === unitId && covers(one, day))
}

type Difference = { ended: Coverage[]; added: { unit: KnownUnit; from: IsoDate }[] }

function told(agreement: KnownAgreement, { ended, added }: Difference, given: Given): Planned {
  const endedIds = new Set(ended.map(({ unitId }) => unitId))
  const endedUnits =
    ended.length === 0 ? [] : [...given.known.units.values()].filter((unit) => endedIds.has(unit.id))
  const changes = [
    ...ended.map((before) => ({
      before,
      row: { ...before, validTo: laterOf(before.validFrom, given.from) },
    })),
    ...added.map(({ unit, from }) => additionOf(agreement, unit.id, from)),
  ]
  const fact = titleOf('agreements', 'units')
  return {
    changes,
    covered: laidOn(agreement.covered, changes),
    told: [
      ...endedUnits.map((unit) => ({ fact, from: unit.code, to: '' })),
      ...added.map(({ unit }) => ({ fact, from: '', to: unit.code })),
    ],
  }
}

function laterOf(one: IsoDate, other: IsoDate): IsoDate {
  return one > other ? one : other
}

/** A unit that comes to be covered later on is covered until then, and from then on as was known. */
function additionOf(agreement: KnownAgreement, unitId: string, from: IsoDate): CoverageChange {
  const later = agreement.covered.filter((one) => one.unitId === unitId && one.validFrom > from)
  const validTo = later.map((one) => one.validFrom).sort()[0] ?? null
  return { before: null, row: { unitId, validFrom: from, validTo } }
}

function laidOn(covered: readonly Coverage[], changes: readonly CoverageChange[]): Coverage[] {
  const gone = new Set(changes.map(({ before }) => before))
  const kept = covered.filter((one) => !gone.has(one))
  return [...kept, ...changes.map(({ row }) => row)].filter(
    (one) => one.validTo === null || one.validTo > one.validFrom,
  )
}
