import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { pages } from '#access/pages.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { AgreementFilter, listAgreements } from '#modules/agreements/public.ts'
import {
  chosenVersion,
  listCatalogueVersions,
  listRequirements,
  RequirementFilter,
} from '#modules/catalogues/public.ts'
import {
  listProviderRows,
  listUnits,
  ProviderFilter,
  UnitFilter,
  unitNameOn,
} from '#modules/organisation/public.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { partName } from '#texts/sv/catalogues.ts'
import type { Found, Hits, SearchGroup } from './rules.ts'

const most = 6

type Seeker = (db: Db, words: string, day: IsoDate) => Promise<Hits>

/**
 * Where is looked, in the order it is shown: the page a hit leads to, which also decides who finds it, and the list with
 * all of them. Row-level security decides what of it the reader finds.
 */
const places: readonly { group: SearchGroup; route: string; list: string; seek: Seeker }[] = [
  { group: 'units', route: '/enheter/[unitId]', list: '/enheter', seek: seekUnits },
  { group: 'providers', route: '/utforare/[providerId]', list: '/utforare', seek: seekProviders },
  { group: 'agreements', route: '/avtal/[agreementId]', list: '/avtal', seek: seekAgreements },
  { group: 'followUps', route: '/uppfoljningar/[followUpId]', list: '/uppfoljningar', seek: seekFollowUps },
  { group: 'findings', route: '/brister/[findingId]', list: '/brister', seek: seekFindings },
  { group: 'matters', route: '/arenden/[matterId]', list: '/arenden', seek: seekMatters },
  { group: 'papers', route: '/rapporter/[paperId]', list: '', seek: seekPapers },
  {
    group: 'requirements',
    route: '/kravkatalog/[requirementId]',
    list: '/kravkatalog',
    seek: seekRequirements,
  },
]

/** Everything the reader may see that has all the words, a few of each kind with the number of all. */
export async function searchAll(db: Db, actor: Actor, words: string, day: IsoDate): Promise<Found[]> {
  if (words.trim().length < 2) return []
  const found: Found[] = []
  for (const { group, route, list, seek } of places) {
    if (!isOpenFor(actor, route)) continue
    const hits = await seek(db, words, day)
    const allHref = isOpenFor(actor, list) ? `${list}?q=${encodeURIComponent(words)}` : null
    if (hits.total > 0) found.push({ group, ...hits, allHref })
  }
  return found
}

function isOpenFor(actor: Actor, route: string): boolean {
  const policy = pages[route]
  return (
    policy !== undefined && policy !== 'open' && actor.assignments.some((held) => policy.includes(held.role))
  )
}

async function seekUnits(db: Db, q: string, day: IsoDate): Promise<Hits> {
  const { units, total } = await listUnits(db, UnitFilter.parse({ q, limit: most }), day)
  const hits = units.map((unit) => ({
    href: `/enheter/${unit.id}`,
    title: unit.name,
    about: [unit.serviceArea, unit.providerName, unit.code],
  }))
  return { hits, total }
}

async function seekProviders(db: Db, q: string, day: IsoDate): Promise<Hits> {
  const { providers, total } = await listProviderRows(db, ProviderFilter.parse({ q, limit: most }), day)
  const hits = providers.map((provider) => ({
    href: `/utforare/${provider.id}`,
    title: provider.name,
    about: [provider.organisationNumber ?? ''],
  }))
  return { hits, total }
}

async function seekAgreements(db: Db, q: string, day: IsoDate): Promise<Hits> {
  const { agreements, total } = await listAgreements(db, AgreementFilter.parse({ q, limit: most }), day)
  const hits = agreements.map((agreement) => ({
    href: `/avtal/${agreement.id}`,
    title: agreement.title,
    about: [agreement.providerName, agreement.caseNumber],
  }))
  return { hits, total }
}

async function seekRequirements(db: Db, q: string, day: IsoDate): Promise<Hits> {
  const version = chosenVersion(await listCatalogueVersions(db), undefined, day)
  if (!version) return { hits: [], total: 0 }
  const filter = RequirementFilter.parse({ q, limit: most })
  const { requirements, total } = await listRequirements(db, version.id, filter)
  const hits = requirements.map((requirement) => ({
    href: `/kravkatalog/${requirement.id}`,
    title: `${requirement.code} ${requirement.title}`,
    about: [partName(requirement.part)],
  }))
  return { hits, total }
}

async function seekFollowUps(db: Db, q: string, day: IsoDate): Promise<Hits> {
  let query = db
    .selectFrom('followUp as f')
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.id', '=', 'f.matterId'),
    )
    .select(['f.id', 'f.title', 'f.dueOn', 'm.caseNumber'])
    .select([unitNameOn('f', day).as('unitName'), counted])
  for (const like of patternsOf(q))
    query = query.where((where) =>
      where.or([
        where('f.title', 'ilike', like),
        where('m.caseNumber', 'ilike', like),
        where(unitNameOn('f', day), 'ilike', like),
      ]),
    )
  const rows = await query.orderBy('f.dueOn', 'desc').orderBy('f.id').limit(most).execute()
  return hitsOf(rows, (row) => ({
    href: `/uppfoljningar/${row.id}`,
    title: row.title,
    about: [row.unitName, row.dueOn, row.caseNumber ?? ''],
  }))
}

async function seekFindings(db: Db, q: string, day: IsoDate): Promise<Hits> {
  let query = db
    .selectFrom('finding as f')
    .select(['f.id', 'f.title', 'f.foundAt'])
    .select([unitNameOn('f', day).as('unitName'), counted])
  for (const like of patternsOf(q))
    query = query.where((where) =>
      where.or([
        where('f.title', 'ilike', like),
        where('f.description', 'ilike', like),
        where(unitNameOn('f', day), 'ilike', like),
      ]),
    )
  const rows = await query.orderBy('f.foundAt', 'desc').orderBy('f.id').limit(most).execute()
  return hitsOf(rows, (row) => ({ href: `/brister/${row.id}`, title: row.title, about: [row.unitName] }))
}

async function seekMatters(db: Db, q: string): Promise<Hits> {
  let query = db.selectFrom('matter as m').select(['m.id', 'm.title', 'm.caseNumber', counted])
  for (const like of patternsOf(q))
    query = query.where((where) =>
      where.or([where('m.title', 'ilike', like), where('m.caseNumber', 'ilike', like)]),
    )
  const rows = await query.orderBy('m.openedOn', 'desc').orderBy('m.id').limit(most).execute()
  return hitsOf(rows, (row) => ({ href: `/arenden/${row.id}`, title: row.title, about: [row.caseNumber] }))
}

async function seekPapers(db: Db, q: string): Promise<Hits> {
  let query = db
    .selectFrom('paper as p')
    .select(['p.id', 'p.title', counted])
    .where('p.kind', 'not in', ['notice', 'extract', 'disposalCertificate'])
  for (const like of patternsOf(q)) query = query.where('p.title', 'ilike', like)
  const rows = await query.orderBy('p.createdAt', 'desc').orderBy('p.id').limit(most).execute()
  return hitsOf(rows, (row) => ({ href: `/rapporter/${row.id}`, title: row.title, about: [] }))
}

/** How many there are before the limit, on every row. */
const counted = sql<number>`count(*) over ()`.as('total')

function hitsOf<Row extends { total: number }>(
  rows: readonly Row[],
  toHit: (row: Row) => Hits['hits'][number],
): Hits {
  return { hits: rows.map(toHit), total: rows[0]?.total ?? 0 }
}
