import { createHash } from 'node:crypto'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { World } from './world.ts'

type Place = { unit: string; provider: string }
const own: Place = { unit: 'birch', provider: 'private' }

/** A shared follow-up of a unit with its matter and its team: what requests hang on. */
export async function makeFollowUp(world: World, place: Place = own, more: Record<string, unknown> = {}) {
  const at = idsOf(world, place)
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: at.board_id,
      case_number: `OMS 26/${uuidv7().slice(-6)}`,
      title: 'Uppföljning',
      opened_on: '2026-01-10',
    },
  })
  const { followUp } = await world.insert('follow_up', {
    followUp: {
      ...at,
      matter_id: matter,
      catalogue_version_id: world.catalogue.versionId,
      title: 'Uppföljning hösten 2026',
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: ['ledning-och-styrning'],
      methods: ['documentReview'],
      announced: true,
      due_on: '2026-12-10',
      state: 'prepared',
      requirements_per: '2026-11-01',
      prepared_at: '2026-11-01T08:00:00Z',
      shared_at: '2026-11-01T08:00:00Z',
      created_by: world.people.strategist.accountId,
      created_at: '2026-10-01T08:00:00Z',
      ...more,
    },
  })
  await world.insert.plain('follow_up_member', {
    ...at,
    follow_up_id: followUp,
    account_id: world.people.reviewer.accountId,
    name: world.people.reviewer.name,
    profession: 'Socionom',
    is_lead: true,
    bias: 'none',
    shared_at: more['shared_at'] === null ? null : '2026-11-01T08:00:00Z',
  })
  return { followUp, matter, ...at }
}

/** One thing asked of a unit. */
export async function makeRequest(
  world: World,
  followUp: { followUp: string; board_id: string; unit_id: string; provider_id: string },
  more: Record<string, unknown> = {},
): Promise<string> {
  const { request } = await world.insert('document_request', {
    request: {
      follow_up_id: followUp.followUp,
      board_id: followUp.board_id,
      unit_id: followUp.unit_id,
      provider_id: followUp.provider_id,
      title: 'Rutin för avvikelser',
      why: 'Visar hur ni lär av det som hänt.',
      legal_ground: 'Avtalet § 7',
      requirement_ids: [world.catalogue.requirements.first],
      due_on: '2026-11-25',
      state: 'requested',
      requested_by: world.people.reviewer.accountId,
      requested_at: '2026-11-01T08:00:00Z',
      shared_at: '2026-11-01T08:00:00Z',
      ...more,
    },
  })
  return request
}

/** A colleague at a provider, with a role at one unit of it. */
export async function makeColleague(world: World, place: Place, role: 'delegate' | 'unitManager') {
  const { provider_id, unit_id } = idsOf(world, place)
  const name = role === 'delegate' ? 'Doris Delegat' : 'Enar Enhetschef'
  const { account } = await world.insert('account', {
    account: { name, email: `${uuidv7()}@exempel.se`, state: 'active', side: 'operator', provider_id },
  })
  await world.insert('role_assignment', {
    row: { account_id: account, role, provider_id, unit_id, valid_from: '2022-01-01' },
  })
  const actor: Actor = {
    ...world.people.manager,
    accountId: account,
    name,
    providerId: provider_id,
    assignments: [{ role, boardId: null, providerId: provider_id, unitIds: [unit_id] }],
  }
  return actor
}

export function idsOf(world: World, place: Place) {
  const ids = {
    unit_id: world.units[place.unit as keyof typeof world.units],
    // The test names the places of the world.
    provider_id: world.providers[place.provider as keyof typeof world.providers],
    board_id: world.boards.care,
  }
  return ids
}

/** A file row past the walls. */
export async function makeFile(world: World, place: Place, more: Record<string, unknown> = {}) {
  const content = Buffer.from('Vår rutin')
  const { file } = await world.insert('file', {
    file: {
      ...idsOf(world, place),
      name: 'Rutin.txt',
      media_type: 'text/plain',
      size: content.length,
      sha256: createHash('sha256').update(content).digest(),
      content,
      uploaded_by: world.people.manager.accountId,
      uploaded_at: '2026-11-10T08:00:00Z',
      shared_at: '2026-11-10T08:00:00Z',
      ...more,
    },
  })
  return file
}

/** A text file as a form brings it. */
export function postedFile(text: string, name = 'Rutin.txt') {
  return { name, bytes: new TextEncoder().encode(text) }
}
