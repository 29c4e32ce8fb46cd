import type { Actor, Assignment } from '#access/may.ts'
import { operatorRoles, type Role } from '#access/roles.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Ids, Insert, World } from './world.ts'

type Given = { municipalityId: string; municipalityName: string; boards: Ids; providers: Ids; units: Ids }
/** A role with its scope: a board for the office, a provider (and perhaps one of its units) for an operator. */
type Held = { role: Role; board?: string; provider?: string; unit?: string }
type Person = { name: string; side: Actor['side']; held: Held; profession?: string }

const people = {
  strategist: { name: 'Stina Strateg', side: 'office', held: { role: 'strategist', board: 'care' } },
  reviewer: {
    name: 'Ulla Uppföljare',
    side: 'office',
    held: { role: 'reviewer', board: 'care' },
    profession: 'Socionom',
  },
  mas: {
    name: 'Maja Mas',
    side: 'office',
    held: { role: 'mas', board: 'care' },
    profession: 'Sjuksköterska',
  },
  elderlyReviewer: {
    name: 'Elsa Granne',
    side: 'office',
    held: { role: 'reviewer', board: 'elderly' },
    profession: 'Socionom',
  },
  director: { name: 'Disa Direktör', side: 'office', held: { role: 'director', board: 'care' } },
  registrar: { name: 'Rut Registrator', side: 'office', held: { role: 'registrar', board: 'care' } },
  secretary: { name: 'Sigge Sekreterare', side: 'office', held: { role: 'boardSecretary', board: 'care' } },
  member: { name: 'Lena Ledamot', side: 'board', held: { role: 'boardMember', board: 'care' } },
  manager: { name: 'Petra Privat', side: 'operator', held: { role: 'providerManager', provider: 'private' } },
  rival: {
    name: 'Kurt Konkurrent',
    side: 'operator',
    held: { role: 'providerManager', provider: 'competitor' },
  },
  unitManager: {
    name: 'Kim Kommunal',
    side: 'operator',
    held: { role: 'unitManager', provider: 'own', unit: 'municipal' },
  },
  admin: { name: 'Sven System', side: 'office', held: { role: 'admin' } },
  auditor: { name: 'Lotta Logg', side: 'office', held: { role: 'auditor' } },
} as const satisfies Record<string, Person>

const unitsOfProvider: Record<string, readonly string[]> = {
  private: ['birch', 'oak', 'pine'],
  competitor: ['rival'],
  own: ['municipal', 'elderly'],
}

export async function makePeople(insert: Insert, given: Given): Promise<Record<keyof typeof people, Actor>> {
  const actors: [string, Actor][] = []
  for (const [key, person] of Object.entries<Person>(people))
    actors.push([key, await makePerson(insert, given, person)])
  // Made of every key of `people`, just above.
  return Object.fromEntries(actors) as Record<keyof typeof people, Actor>
}

async function makePerson(insert: Insert, given: Given, person: Person): Promise<Actor> {
  const providerId = idOf(given.providers, person.held.provider)
  const boardId = idOf(given.boards, person.held.board)
  const { account } = await insert('account', {
    account: {
      name: person.name,
      email: emailOf(person.name),
      state: 'active',
      side: person.side,
      profession: person.profession ?? null,
      provider_id: providerId,
    },
  })
  await insert('role_assignment', {
    row: {
      account_id: account,
      role: person.held.role,
      board_id: boardId,
      provider_id: providerId,
      unit_id: idOf(given.units, person.held.unit),
      valid_from: '2022-01-01',
    },
  })
  const assignment: Assignment = {
    role: person.held.role,
    boardId,
    providerId,
    unitIds: unitsOf(given, person.held),
  }
  return {
    sessionId: uuidv7(),
    municipalityId: given.municipalityId,
    municipalityName: given.municipalityName,
    accountId: account,
    name: person.name,
    side: person.side,
    providerId,
    accent: '#0a5a78',
    isDemo: false,
    assignments: [assignment],
  }
}

function unitsOf(given: Given, held: Held): string[] | null {
  const roles: readonly string[] = operatorRoles
  if (!roles.includes(held.role)) return null
  const keys = held.unit ? [held.unit] : (unitsOfProvider[held.provider ?? ''] ?? [])
  return keys.map((key) => given.units[key] ?? '')
}

function idOf(ids: Ids, key: string | undefined): string | null {
  return key === undefined ? null : (ids[key] ?? null)
}

function emailOf(name: string): string {
  const ascii = name.toLowerCase().replaceAll(/[åä]/g, 'a').replaceAll('ö', 'o').replaceAll(' ', '.')
  return `${ascii}@exempel.se`
}

/** Whom what the office knows of units is kept from: the operators, the board, the other board, the administrator, the twin. */
export function strangersOf({ people: known, twin }: World): Actor[] {
  const { manager, rival, unitManager, member, elderlyReviewer, admin } = known
  const { strategist, manager: twinManager } = twin.people
  return [manager, rival, unitManager, member, elderlyReviewer, admin, strategist, twinManager]
}
