import { compareSwedish } from '#kernel/swedish.ts'
import type { Db } from '#platform/db/pool.ts'
import { getRules, knowUnits, weigh } from './queries.ts'
import { classes, type Class, type RiskRules } from './rules.ts'
import type { Asked } from './units.ts'

export type Moved = { unitId: string; name: string; was: Class; becomes: Class; points: [number, number] }
export type Preview = {
  moved: Moved[]
  /** How many units have each class, before and after. */
  spread: { risk: Class; was: number; becomes: number }[]
}

/** What other rules would make of what is known now. Nothing is changed. The units that rise most come first. */
export async function previewRules(db: Db, asked: Asked, rules: RiskRules): Promise<Preview> {
  const now = await getRules(db, asked.boardId)
  const units = (await knowUnits(db, asked)).map((known) => {
    const [was, becomes] = [weigh(known, now, asked.on), weigh(known, rules, asked.on)]
    const { unitId, name } = known.unit
    const points: [number, number] = [was.points, becomes.points]
    return { unitId, name, was: was.risk, becomes: becomes.risk, points }
  })
  return {
    moved: units.filter(({ was, becomes }) => was !== becomes).sort(byRise),
    spread: classes.map((risk) => ({
      risk,
      was: units.filter((unit) => unit.was === risk).length,
      becomes: units.filter((unit) => unit.becomes === risk).length,
    })),
  }
}

function byRise(one: Moved, other: Moved): number {
  return other.becomes - other.was - (one.becomes - one.was) || compareSwedish(one.name, other.name)
}
