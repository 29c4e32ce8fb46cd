import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { goneOf } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Kind } from './queries.ts'
import type { FactChange } from './rules.ts'

/** Everything that was done with an entry, the latest first. */
export async function listChanges(db: Db, entryId: string) {
  const rows = await db
    .selectFrom('registerChange as c')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'c.municipalityId').onRef('a.id', '=', 'c.byId'),
    )
    .select(['c.id', 'c.kind', 'c.note', 'c.at', 'a.name as by'])
    .select(sql<FactChange[]>`c.changes`.as('changes'))
    .where('c.entryId', '=', entryId)
    .orderBy('c.at', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, by: row.by ?? '' }))
}

/** The papers that lie with an entry now. */
export function listFiles(db: Db, entryId: string) {
  return db
    .selectFrom('registerFile as r')
    .innerJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 'r.municipalityId').onRef('f.id', '=', 'r.fileId'),
    )
    .select(['f.id', 'f.name', 'f.size', 'r.document', 'r.addedAt', goneOf('f').as('gone')])
    .where('r.entryId', '=', entryId)
    .where('r.removedAt', 'is', null)
    .orderBy('r.addedAt')
    .orderBy('f.id')
    .execute()
}

export type YearFigures = {
  year: string
  all: number
  measures: { field: string; yes: number; no: number; unsaid: number }[]
}

/** Entries of each year, and how many of them say yes: the same rows as the list with `year` shows. */
export async function listFigures(db: Db, kind: Kind): Promise<YearFigures[]> {
  const { figures } = kind.definition
  if (!figures) return []
  const fields = figures.measures.map(({ field }) => field)
  const { rows } = await sql<{ year: string; total: number; field: string | null; yes: number; no: number }>`
    select left(e.facts ->> ${figures.year}, 4) as year, count(*)::int as total, m.field,
        (count(*) filter (where e.facts ->> m.field = 'true'))::int as yes,
        (count(*) filter (where e.facts ->> m.field = 'false'))::int as no
      from register_entry e left join unnest(${fields}::text[]) as m(field) on true
      where e.kind_id = ${kind.id} and e.removed_at is null and e.facts ->> ${figures.year} is not null
      group by 1, m.field order by 1 desc`.execute(db)
  const years = [...new Set(rows.map(({ year }) => year))]
  return years.map((year) => {
    const own = rows.filter((row) => row.year === year)
    const measures = fields.map((field) => {
      const row = own.find((one) => one.field === field)
      const [yes, no] = [row?.yes ?? 0, row?.no ?? 0]
      return { field, yes, no, unsaid: (row?.total ?? 0) - yes - no }
    })
    return { year, all: own[0]?.total ?? 0, measures }
  })
}

export type RiskAnalysis = {
  id: string
  title: string
  onDay: IsoDate | null
  caseNumber: string
  href: string
}

/** The risk analyses of a board: a plan rests on one of them (M-074). The kind is known by its key. */
export async function listRiskAnalyses(db: Db, boardId: string): Promise<RiskAnalysis[]> {
  const rows = await db
    .selectFrom('registerEntry as e')
    .innerJoin('registerKind as k', (join) =>
      join.onRef('k.municipalityId', '=', 'e.municipalityId').onRef('k.id', '=', 'e.kindId'),
    )
    .leftJoin('matter as m', (join) =>
      join
        .onRef('m.municipalityId', '=', 'e.municipalityId')
        .on(sql<boolean>`m.id::text = e.facts ->> 'matter'`),
    )
    .select(['e.id', 'e.title', 'm.caseNumber'])
    .select(sql<IsoDate | null>`e.facts ->> 'doneOn'`.as('onDay'))
    .where('k.key', '=', 'riskanalyser')
    .where('e.boardId', '=', boardId)
    .where('e.removedAt', 'is', null)
    .orderBy('onDay', (order) => order.desc().nullsLast())
    .orderBy('e.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    caseNumber: row.caseNumber ?? '',
    href: `/register/riskanalyser/${row.id}`,
  }))
}
