import pg from 'pg'
import { scopeOf, type Actor } from '#access/may.ts'
import { openDatabase, type Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { freshDatabase } from './database.ts'
import { makePeople } from './world-people.ts'

/**
 * A small world for tests, on a real database: two municipalities that look alike, two boards in the first, one
 * private provider with three units, one competitor with one unit, one municipal unit, and named people.
 * Reads as a table; arranged past the walls, so that what is asserted goes through them.
 */
export type World = Awaited<ReturnType<typeof makeWorld>>

export const now = new Date('2026-11-19T17:30:00Z') // a Thursday evening

export async function makeWorld() {
  const database = await freshDatabase()
  const admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
  const one = await makeMunicipality(admin, 'Exempelkommun')
  const twin = await makeMunicipality(admin, 'Tvillingkommun')
  const db = openDatabase(database.appUrl, 6)
  return {
    ...one,
    twin,
    db,
    /** For a program of its own on the same database. */
    appUrl: database.appUrl,
    admin,
    /** As the application calls a command. */
    as: (actor: Actor, at: Date = now) => ({ db, actor, now: at, commandId: uuidv7() }),
    /** What a person sees: read within their reach. */
    see: <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) => withScope(db, scopeOf(actor), work),
    async close() {
      await db.destroy()
      await admin.end()
      await database.drop()
    },
  }
}

export type Ids = Record<string, string>

async function makeMunicipality(admin: pg.Client, name: string) {
  const municipalityId = uuidv7()
  const insert = inserter(admin, municipalityId)
  await admin.query(`insert into municipality (id, name, created_at) values ($1, $2, '2020-01-01')`, [
    municipalityId,
    name,
  ])
  const boards = await insert('board', {
    care: { name: 'Omsorgsnämnden', abbreviation: 'OMS', valid_from: '2018-01-01' },
    elderly: { name: 'Äldrenämnden', abbreviation: 'ÄN', valid_from: '2018-01-01' },
  })
  const providers = await insert('provider', {
    own: { name: `${name}s egen regi`, kind: 'municipal', valid_from: '2018-01-01' },
    private: { name: 'Åkerbo Omsorg AB', kind: 'private', valid_from: '2018-01-01' },
    competitor: { name: 'Björkens Vård AB', kind: 'private', valid_from: '2018-01-01' },
  })
  const areas = await insert('service_area', {
    groupHome: {
      key: 'bostad-med-sarskild-service',
      name: 'Bostad med särskild service',
      laws: ['LSS'],
      valid_from: '2018-01-01',
    },
  })
  const units = await makeUnits(insert, { boards, providers, areas })
  const catalogue = await makeCatalogue(insert)
  const agreements = await makeAgreements(insert, { boards, providers, units, catalogue })
  const people = await makePeople(insert, {
    municipalityId,
    municipalityName: name,
    boards,
    providers,
    units,
  })
  return { municipalityId, boards, providers, areas, units, catalogue, agreements, people, insert }
}

export type Insert = ReturnType<typeof inserter>

/** Inserts rows by name and gives their ids by the same names. */
function inserter(admin: pg.Client, municipalityId: string) {
  const insertRow = async (table: string, row: Record<string, unknown>) => {
    const full: Record<string, unknown> = { municipality_id: municipalityId, ...row }
    const names = Object.keys(full)
    await admin.query(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      names.map((column) => full[column]),
    )
  }
  const insertNamed = async <Names extends string>(
    table: string,
    rows: Record<Names, Record<string, unknown>>,
  ) => {
    const ids = {} as Record<Names, string> // filled for every name just below
    for (const [key, row] of Object.entries<Record<string, unknown>>(rows)) {
      const id = typeof row['id'] === 'string' ? row['id'] : uuidv7()
      await insertRow(table, { id, ...row })
      ids[key as Names] = id
    }
    return ids
  }
  /** `plain` is for tables without an id of their own. */
  return Object.assign(insertNamed, { plain: insertRow })
}

async function makeUnits(insert: Insert, given: { boards: Ids; providers: Ids; areas: Ids }) {
  const of = (code: string, board = 'care') => ({ code, board_id: given.boards[board] })
  const units = await insert('unit', {
    birch: of('E1'),
    oak: of('E2'),
    pine: of('E3'),
    rival: of('E4'),
    municipal: of('E5'),
    elderly: of('E6', 'elderly'),
  })
  const state = (unit: keyof typeof units, name: string, provider: string, form: string) => ({
    unit_id: units[unit],
    board_id: given.boards[unit === 'elderly' ? 'elderly' : 'care'],
    name,
    provider_id: given.providers[provider],
    service_area_id: given.areas['groupHome'],
    operating_form: form,
    laws: ['LSS', 'HSL'],
    district: 'Norra',
    places: 6,
    status: 'active',
    valid_from: '2022-01-01',
    recorded_at: '2022-01-01T08:00:00Z',
  })
  await insert('unit_state', {
    birch: state('birch', 'Björkgården', 'private', 'procured'),
    oak: state('oak', 'Ekbacken', 'private', 'procured'),
    pine: state('pine', 'Tallhöjden', 'private', 'procured'),
    rival: state('rival', 'Rivalen', 'competitor', 'choiceSystem'),
    municipal: state('municipal', 'Kommungården', 'own', 'inHouse'),
    elderly: state('elderly', 'Äldreboendet', 'own', 'inHouse'),
  })
  return units
}

async function makeCatalogue(insert: Insert) {
  const version = await insert('catalogue_version', {
    v1: {
      name: 'Kravkatalog',
      number: 1,
      state: 'published',
      valid_from: '2022-01-01',
      published_at: '2022-01-01T08:00:00Z',
    },
  })
  const requirement = (key: string, position: number, more: Record<string, unknown> = {}) => ({
    catalogue_version_id: version.v1,
    key,
    code: `B${position}`,
    part: 'Gemensamma krav',
    position,
    title: `Krav ${position}`,
    text: `Utföraren ska uppfylla krav ${position}.`,
    kind: 'must',
    focus_area: 'ledning-och-styrning',
    quality_areas: ['sol/kunskapsbaserad'],
    perspective: 'law',
    dimension: 'structure',
    service_areas: ['all'],
    laws: ['SoL', 'LSS', 'HSL'],
    depth: 'basic',
    methods: ['documentReview'],
    evidence: 'Rutin',
    guidance: 'Se efter.',
    questions: ['Hur gör ni?'],
    severity_if_not_met: 'serious',
    law_keys: [],
    levels: JSON.stringify([1, 2, 3, 4].map((level) => ({ level, text: `Nivå ${level}` }))),
    ...more,
  })
  const requirements = await insert('requirement', {
    first: requirement('bas-ett', 1),
    second: requirement('bas-tva', 2),
    third: requirement('bas-tre', 3, { severity_if_not_met: 'minor' }),
    health: requirement('halso-fyra', 4, {
      laws: ['HSL'],
      quality_areas: ['hsl/saker'],
      focus_area: 'halso-och-sjukvard',
      severity_if_not_met: 'acute',
    }),
    deep: requirement('bas-fem', 5, { depth: 'inDepth', focus_area: 'dokumentation' }),
  })
  return { versionId: version.v1, requirements }
}

async function makeAgreements(
  insert: Insert,
  given: { boards: Ids; providers: Ids; units: Ids; catalogue: { versionId: string } },
) {
  const agreements = await insert('agreement', {
    private: {
      board_id: given.boards['care'],
      provider_id: given.providers['private'],
      kind: 'lou',
      case_number: 'OMS 22/101',
    },
    rival: {
      board_id: given.boards['care'],
      provider_id: given.providers['competitor'],
      kind: 'lov',
      case_number: 'OMS 22/102',
    },
    municipal: {
      board_id: given.boards['care'],
      provider_id: given.providers['own'],
      kind: 'mandate',
      case_number: 'OMS 22/103',
    },
  })
  const providerOf = { private: 'private', rival: 'competitor', municipal: 'own' } as const
  for (const [key, id] of Object.entries(agreements)) {
    // The keys of `agreements` are those of `providerOf`.
    const provider_id = given.providers[providerOf[key as keyof typeof providerOf]]
    await insert('agreement_state', {
      state: {
        agreement_id: id,
        board_id: given.boards['care'],
        provider_id,
        title: `Avtal ${key}`,
        status: 'adopted',
        catalogue_version_id: given.catalogue.versionId,
        valid_from: '2022-01-01',
        recorded_at: '2022-01-01T08:00:00Z',
      },
    })
  }
  const covered: [string, string, string][] = [
    ['private', 'birch', 'private'],
    ['private', 'oak', 'private'],
    ['private', 'pine', 'private'],
    ['rival', 'rival', 'competitor'],
    ['municipal', 'municipal', 'own'],
  ]
  for (const [agreement, unit, provider] of covered)
    await insert.plain('agreement_unit', {
      agreement_id: agreements[agreement as keyof typeof agreements],
      unit_id: given.units[unit],
      provider_id: given.providers[provider],
      board_id: given.boards['care'],
      valid_from: '2022-01-01',
    })
  return agreements
}
