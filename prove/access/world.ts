import type pg from 'pg'
import { boardRoles, officeRoles, operatorRoles, powerRoles, roles, type Role } from '#access/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { openSession } from '#platform/session/session.ts'

/** Where a row or a person belongs, seen from the person who tries. */
export const placeNames = ['own', 'otherUnit', 'otherProvider', 'otherBoard', 'otherMunicipality'] as const
export type PlaceName = (typeof placeNames)[number]
export type Place = { municipalityId: string; boardId: string; providerId: string; unitId: string }
export type Places = Readonly<Record<PlaceName, Place>>

export type Person = {
  readonly role: Role
  readonly at: PlaceName
  readonly way: Way
  readonly municipalityId: string
  readonly accountId: string
  readonly boardId: string | null
  readonly providerId: string | null
  readonly unitIds: readonly string[]
  cookie: string
}
export type Way = 'signedIn' | 'closedAccount' | 'expiredSession'

const has = (list: readonly string[], role: Role) => list.includes(role)
export const isOffice = (role: Role) => has(officeRoles, role)
export const isOperator = (role: Role) => has(operatorRoles, role)
export const isBoard = (role: Role) => has(boardRoles, role)
export const isPower = (role: Role) => has(powerRoles, role)

/** One unit of each place: the fullest of a private provider with several units, and its neighbours. */
export async function choosePlaces(admin: pg.Client): Promise<Omit<Places, 'otherMunicipality'>> {
  const { rows } = await admin.query<Place & { kind: string; units: number }>(`
    select u.municipality_id as "municipalityId", u.board_id as "boardId", u.provider_id as "providerId",
      u.unit_id as "unitId", p.kind, count(*) over (partition by u.provider_id)::int as units
    from unit_state u join provider p on p.id = u.provider_id
    where u.superseded_at is null and u.status = 'active' and u.valid_to is null
    order by (select count(*) from document_request d where d.unit_id = u.unit_id and shared_at is not null)
        + (select 3 * count(distinct h.state) from hearing h where h.unit_id = u.unit_id)
        + (select 3 * count(distinct a.state) from action a where a.unit_id = u.unit_id)
        + (select count(*) from action_plan a where a.unit_id = u.unit_id)
        + (select least(count(*), 5) from assessment a where a.unit_id = u.unit_id) desc, u.unit_id`)
  const own = needed(rows.find(({ kind, units }) => kind === 'private' && units > 1))
  const same = rows.filter((row) => row.municipalityId === own.municipalityId && row.unitId !== own.unitId)
  const otherUnit = needed(same.find(({ providerId }) => providerId === own.providerId))
  const isOther = (row: Place) => row.providerId !== own.providerId
  const otherProvider = needed(same.find((row) => isOther(row) && row.boardId === own.boardId))
  const otherBoard = needed(same.find((row) => isOther(row) && row.boardId !== own.boardId))
  return { own, otherUnit, otherProvider, otherBoard }
}

function needed<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error('The demo has no such unit.')
  return found
}

/** One person of every role at every place the role can be tied to, and at the own place one closed and one expired. */
export async function addPeople(
  admin: pg.Client,
  places: Omit<Places, 'otherMunicipality'>,
): Promise<Person[]> {
  const people: Person[] = []
  for (const role of roles) {
    for (const at of placesOf(role))
      people.push(await addPerson(admin, { role, at, way: 'signedIn' }, places[at]))
    for (const way of ['closedAccount', 'expiredSession'] as const)
      people.push(await addPerson(admin, { role, at: 'own', way }, places.own))
  }
  return people
}

type Sited = Exclude<PlaceName, 'otherMunicipality'>

function placesOf(role: Role): readonly Sited[] {
  if (isPower(role)) return ['own']
  return isOperator(role) ? ['own', 'otherUnit', 'otherProvider', 'otherBoard'] : ['own', 'otherBoard']
}

type Wanted = Pick<Person, 'role' | 'way'> & { at: Sited }

async function addPerson(admin: pg.Client, wanted: Wanted, place: Place): Promise<Person> {
  const { role, at, way } = wanted
  const accountId = uuidv7()
  const { municipalityId } = place
  const [boardId, providerId] = tiesOf(role, place)
  const unitId = role === 'providerManager' || providerId === null ? null : place.unitId
  const side = providerId ? 'operator' : isBoard(role) ? 'board' : 'office'
  await admin.query(
    `insert into account (municipality_id, id, name, email, state, side, provider_id)
      values ($1, $2, $3, $4, 'active', $5, $6)`,
    [
      municipalityId,
      accountId,
      `${role} ${at} ${way}`,
      `${role}.${at}.${way}@prov.example`.toLowerCase(),
      side,
      providerId,
    ],
  )
  await admin.query(
    `insert into role_assignment (municipality_id, id, account_id, role, board_id, provider_id, unit_id, valid_from)
      values ($1, $2, $3, $4, $5, $6, $7, '2020-01-01')`,
    [municipalityId, uuidv7(), accountId, role, boardId, providerId, unitId],
  )
  const unitIds = unitId ? [unitId] : await unitsOf(admin, providerId)
  return { ...wanted, municipalityId, accountId, boardId, providerId, unitIds, cookie: '' }
}

function tiesOf(role: Role, place: Place): [string | null, string | null] {
  if (isPower(role)) return [null, null]
  return isOperator(role) ? [null, place.providerId] : [place.boardId, null]
}

async function unitsOf(admin: pg.Client, providerId: string | null): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    'select distinct unit_id as id from unit_state where provider_id = $1 and superseded_at is null',
    [providerId],
  )
  return rows.map(({ id }) => id)
}

/** Everybody signs in; then some of them are closed or have let their session run out. */
export async function signInAll(admin: pg.Client, db: Db, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const account = { municipalityId: person.municipalityId, id: person.accountId }
    const { token } = await openSession(db, account, { agent: 'proof', now: new Date() })
    person.cookie = `uppsikt=${token}`
  }
  const idsOf = (way: Way) => people.filter((one) => one.way === way).map((one) => one.accountId)
  await admin.query(`update account set state = 'closed', closed_at = now() where id = any($1)`, [
    idsOf('closedAccount'),
  ])
  await admin.query(
    `update session set created_at = now() - interval '13 hours', seen_at = now() - interval '13 hours',
      expires_at = now() - interval '1 hour' where account_id = any($1)`,
    [idsOf('expiredSession')],
  )
}
