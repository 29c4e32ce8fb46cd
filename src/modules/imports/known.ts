import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Selectable } from 'kysely'
import { factNames, type FactName } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type {
  AccountTable,
  AgreementStateTable,
  ProviderTable,
  RoleAssignmentTable,
  ServiceAreaTable,
  UnitStateTable,
} from '#platform/db/types.ts'
import { folded } from './nearest.ts'
import type { History } from './time.ts'

/** What the municipality has already, as far as the person may see: what the rows of a file are compared with. */
export type Known = Awaited<ReturnType<typeof loadKnown>>

export type Area = Selectable<ServiceAreaTable>
export type Provider = Pick<Selectable<ProviderTable>, 'id' | 'name'> & Partial<Selectable<ProviderTable>>
export type UnitFactsRow = Pick<Selectable<UnitStateTable>, FactName>
export type KnownUnit = History<UnitFactsRow> & { readonly code: string }

/** All that a state says beside its key and its time: columns of other modules go along unchanged. */
export type AgreementFactsRow = Omit<
  Selectable<AgreementStateTable>,
  | 'municipalityId'
  | 'id'
  | 'agreementId'
  | 'boardId'
  | 'providerId'
  | 'changeNote'
  | 'validFrom'
  | 'validTo'
  | 'recordedAt'
  | 'recordedBy'
  | 'supersededAt'
>
export type Coverage = { unitId: string; validFrom: IsoDate; validTo: IsoDate | null }
export type KnownAgreement = History<AgreementFactsRow> & {
  readonly providerId: string
  readonly kind: string
  readonly caseNumber: string
  covered: Coverage[]
}
export type KnownAccount = Pick<
  Selectable<AccountTable>,
  'id' | 'name' | 'email' | 'state' | 'side' | 'profession' | 'providerId'
> & {
  /** Somebody has signed in with it: closing it was a decision. */
  wasUsed: boolean
  assignments: Selectable<RoleAssignmentTable>[]
}

export async function loadKnown({ db, actor }: Context, boardId: string | null, day: IsoDate) {
  const isOffice = boardId !== null
  const units = isOffice ? await loadUnits(db, boardId) : []
  return {
    day,
    boardId,
    ownAccountId: actor.accountId,
    boards: await db.selectFrom('board').select(['id', 'name', 'abbreviation']).orderBy('id').execute(),
    areas: await db.selectFrom('serviceArea').selectAll().orderBy('name').orderBy('id').execute(),
    providers: isOffice ? await loadProviders(db) : await loadProviderNames(db),
    units: new Map<string, KnownUnit>(units.map((unit) => [unit.code, unit])),
    namedUnits: await loadNamedUnits(db, day),
    agreements: isOffice ? await loadAgreements(db, boardId) : [],
    catalogues: await loadCatalogues(db, day),
    accounts: new Map((await loadAccounts(db)).map((account) => [account.email, account])),
    /** Names that the file itself gives, even in rows with faults: what refers to them is not at fault for that. */
    promised: { areas: new Set<string>(), providers: new Set<string>(), units: new Set<string>() },
  }
}

function loadProviders(db: Db): Promise<Provider[]> {
  return db.selectFrom('provider').selectAll().orderBy('name').orderBy('id').execute()
}

async function loadProviderNames(db: Db): Promise<Provider[]> {
  return (await sql<Provider>`select id, name from provider_names()`.execute(db)).rows
}

/** Where the person may give roles; empty for anybody else. */
async function loadNamedUnits(db: Db, day: IsoDate) {
  const { rows } = await sql<{ id: string; code: string; name: string; providerId: string }>`
    select id, code, name, provider_id from unit_names_for_accounts(${day})`.execute(db)
  return new Map(rows.map((unit) => [folded(unit.code), unit]))
}

async function loadUnits(db: Db, boardId: string): Promise<KnownUnit[]> {
  const units = await db.selectFrom('unit').select(['id', 'code']).where('boardId', '=', boardId).execute()
  const states = await db
    .selectFrom('unitState')
    .selectAll()
    .where('boardId', '=', boardId)
    .where('supersededAt', 'is', null)
    .orderBy('validFrom')
    .execute()
  const byUnit = Map.groupBy(states, (state) => state.unitId)
  return units.map(({ id, code }) => {
    const held = byUnit.get(id) ?? []
    return {
      id,
      code,
      isNew: held.length === 0,
      superseded: [],
      states: held.map(({ id: stateId, validFrom, validTo, changeNote, ...facts }) => {
        return { id: stateId, validFrom, validTo, note: changeNote, isStored: true, facts: unitFacts(facts) }
      }),
    }
  })
}

/** Of the row only the facts, all of them: what a file says nothing of is written again as it was. */
function unitFacts(row: UnitFactsRow): UnitFactsRow {
  // Each fact by its own name.
  return Object.fromEntries(factNames.map((name) => [name, row[name]])) as UnitFactsRow
}

async function loadAgreements(db: Db, boardId: string): Promise<KnownAgreement[]> {
  const agreements = await db
    .selectFrom('agreement')
    .select(['id', 'providerId', 'kind', 'caseNumber'])
    .where('boardId', '=', boardId)
    .orderBy('id')
    .execute()
  const states = await db
    .selectFrom('agreementState')
    .selectAll()
    .where('boardId', '=', boardId)
    .where('supersededAt', 'is', null)
    .orderBy('validFrom')
    .execute()
  const byAgreement = Map.groupBy(states, (state) => state.agreementId)
  const covered = Map.groupBy(await loadCoverage(db, boardId), (row) => row.agreementId)
  return agreements.map((agreement) => {
    const held = byAgreement.get(agreement.id) ?? []
    return {
      ...agreement,
      isNew: held.length === 0,
      superseded: [],
      covered: covered.get(agreement.id) ?? [],
      states: held.map(timedAgreement),
    }
  })
}

function timedAgreement(row: Selectable<AgreementStateTable>) {
  const { municipalityId: _m, agreementId: _a, boardId: _b, providerId: _p, ...own } = row
  const { recordedAt: _at, recordedBy: _by, supersededAt: _out, ...rest } = own
  const { id, validFrom, validTo, changeNote, ...facts } = rest
  return { id, validFrom, validTo, note: changeNote, isStored: true, facts }
}

/** What never held (it ends on its first day) is left out. */
function loadCoverage(db: Db, boardId: string) {
  return db
    .selectFrom('agreementUnit')
    .select(['agreementId', 'unitId', 'validFrom', 'validTo'])
    .where('boardId', '=', boardId)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', where.ref('validFrom'))]))
    .orderBy('validFrom')
    .execute()
}

/** The general catalogue only: requirements of a single agreement are versions of their own. */
function loadCatalogues(db: Db, day: IsoDate) {
  return db
    .selectFrom('catalogueVersion')
    .select(['id', 'number'])
    .where('agreementId', 'is', null)
    .where('state', '=', 'published')
    .orderBy((order) => order.case().when('validFrom', '<=', day).then(0).else(1).end())
    .orderBy('number', 'desc')
    .execute()
}

async function loadAccounts(db: Db): Promise<KnownAccount[]> {
  const accounts = await db
    .selectFrom('account as a')
    .select(['a.id', 'a.name', 'a.email', 'a.state', 'a.side', 'a.profession', 'a.providerId'])
    .select(
      sql<boolean>`exists (select from session s where s.municipality_id = a.municipality_id and s.account_id = a.id)`.as(
        'wasUsed',
      ),
    )
    .execute()
  const assignments = await db.selectFrom('roleAssignment').selectAll().orderBy('validFrom').execute()
  const byAccount = Map.groupBy(assignments, (assignment) => assignment.accountId)
  return accounts.map((account) => ({ ...account, assignments: byAccount.get(account.id) ?? [] }))
}

/** Which codes are already taken by units of other boards. */
export async function codesOfOthers(db: Db, codes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    code: string
  }>`select code from unit_codes_of_others(${[...codes]}::text[])`.execute(db)
  return new Set(rows.map((row) => row.code))
}
