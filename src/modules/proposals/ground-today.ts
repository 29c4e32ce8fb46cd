import type { IsoDate } from '#kernel/dates.ts'
import type { YearPlan } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import {
  atMonth,
  begunOf,
  draftOf,
  fixedIf,
  groundWith,
  isComputed,
  preparedStates,
  type Asked,
  type Draft,
} from './gather.ts'
import type { Fixed, Ground } from './ground.ts'

/** All that a proposal is computed from, as it can be planned today. */
export async function groundOf(db: Db, plan: YearPlan, asked: Asked): Promise<Ground> {
  const draft = await draftOf(db, plan.id)
  const ground = fromToday(await groundWith(db, plan, asked, draft), draft, asked.today)
  const { decided } = draft
  return decided ? { ...ground, undecided: undecidedOf(ground, draft, decided.decidedOn) } : ground
}

/**
 * Nothing is planned in months that have gone by. What was to be done in a year that has ended stands where it stood, and
 * so does what is prepared and late; what is only planned and late is looked for a new month.
 */
function fromToday(ground: Ground, { items, mine }: Draft, today: IsoDate): Ground {
  const from = today.slice(0, 7)
  const stands = items
    .filter((item) => isComputed(item, mine) && !begunOf(item, mine))
    .flatMap((item) => {
      const prepared = fixedIf(preparedStates, item, mine)
      const isOfEarlierYear = item.year < Number(from.slice(0, 4))
      if (prepared.length > 0 || !isOfEarlierYear) return prepared
      return atMonth({ ...item, month: item.month ?? item.half * 6 }, mine)
    })
    .filter(({ month }) => month < from)
  const key = ({ unitId, month }: Fixed) => `${unitId} ${month}`
  const standing = new Set(stands.map(key))
  return {
    ...ground,
    from,
    executed: [...ground.executed, ...stands],
    pinned: ground.pinned.filter((one) => !standing.has(key(one)) && one.month >= from),
    // A half that is over keeps nothing: what is late is looked for a new month.
    pinnedHalves: (ground.pinnedHalves ?? []).filter(
      ({ year, half }) => `${year}-${half === 1 ? '06' : '12'}` >= from,
    ),
  }
}

/**
 * Units that the decided plan leaves out of a year that has begun: a revision of it takes up what is new since then, not
 * what the decision left out. By `unit year`.
 */
function undecidedOf({ units, years, from = '' }: Ground, { items }: Draft, decidedOn: IsoDate): Set<string> {
  const begun = years.filter((year) => `${year}-01` < from)
  const planned = new Set(items.map(({ unitId, year }) => `${unitId} ${year}`))
  return new Set(
    units
      .filter(({ startsOn }) => startsOn <= decidedOn)
      .flatMap(({ unitId }) => begun.map((year) => `${unitId} ${year}`))
      .filter((key) => !planned.has(key)),
  )
}
