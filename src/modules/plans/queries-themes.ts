import type { Db } from '#platform/db/pool.ts'
import { swedish } from '#platform/db/fragments.ts'

/** Themes over four years (M-077): what the boards' plans hold, year by year, two back and one ahead. */
export async function listThemes(db: Db, thisYear: number) {
  const themeYears = [thisYear - 2, thisYear - 1, thisYear, thisYear + 1]
  const rows = await db
    .selectFrom('planItem')
    .select((select) => ['theme', 'year', select.fn.countAll<number>().as('count')])
    .where('theme', '<>', '')
    .where('removedAt', 'is', null)
    .where('year', 'in', themeYears)
    .groupBy(['theme', 'year'])
    .orderBy(swedish('theme'))
    .orderBy('year')
    .execute()
  const themes = [...Map.groupBy(rows, (row) => row.theme)].map(([theme, years]) => ({ theme, years }))
  return { themes, themeYears }
}
