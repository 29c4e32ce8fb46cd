import type { World } from './world.ts'

type Wanted = {
  state?: string
  severity?: 'minor' | 'serious' | 'acute'
  unit?: 'birch' | 'municipal'
  sharedFindings?: boolean
  foundAt?: string
}

/** For tests: a follow-up in its matter, with a lead in the team, and two findings against two requirements. */
export async function fixedFollowUp(world: World, wanted: Wanted = {}) {
  const unit = wanted.unit ?? 'birch'
  const provider = unit === 'birch' ? 'private' : 'own'
  const place = {
    board_id: world.boards['care'],
    unit_id: world.units[unit],
    provider_id: world.providers[provider],
  }
  const { matter } = await world.insert('matter', { matter: matterOf(world) })
  const { followUp } = await world.insert('follow_up', {
    followUp: { ...place, ...followUpOf(world, matter), state: wanted.state ?? 'fixed' },
  })
  await world.insert.plain('follow_up_member', {
    ...place,
    follow_up_id: followUp,
    account_id: world.people.reviewer.accountId,
    name: world.people.reviewer.name,
    profession: 'Socionom',
    is_lead: true,
  })
  const finding = (requirement: string, title: string, severity: string) => ({
    ...place,
    follow_up_id: followUp,
    requirement_id: requirement,
    requirement_key: title,
    severity,
    title,
    description: 'Rutinen saknas i två av fem granskade ärenden.',
    state: 'open',
    found_at: wanted.foundAt ?? '2026-11-10T10:00:00Z',
    shared_at: wanted.sharedFindings === false ? null : '2026-11-10T10:00:00Z',
  })
  const { first, second } = await world.insert('finding', {
    first: finding(world.catalogue.requirements.first, 'Rutin saknas', wanted.severity ?? 'serious'),
    second: finding(world.catalogue.requirements.third, 'Dokumentation', 'minor'),
  })
  return { followUpId: followUp, matterId: matter, first, second, unitId: world.units[unit] ?? '' }
}

let matters = 0

function matterOf(world: World) {
  matters += 1
  return {
    board_id: world.boards['care'],
    case_number: `OMS 26/${900 + matters}`,
    title: 'Uppföljning',
    opened_on: '2026-09-01',
  }
}

function followUpOf(world: World, matterId: string) {
  return {
    matter_id: matterId,
    agreement_id: world.agreements.private,
    catalogue_version_id: world.catalogue.versionId,
    title: 'Uppföljning 2026',
    kind: 'planned',
    depth: 'basic',
    purposes: ['agreement'],
    focus_areas: [],
    methods: ['visit'],
    announced: true,
    due_on: '2026-11-30',
    requirements_per: '2026-09-01',
    shared_at: '2026-10-01T08:00:00Z',
    created_by: world.people.strategist.accountId,
    created_at: '2026-09-01T08:00:00Z',
  }
}

export async function stateOf(world: World, table: 'finding' | 'action_plan' | 'action', id: string) {
  const { rows } = await world.admin.query<{ state: string }>(`select state from ${table} where id = $1`, [
    id,
  ])
  return rows[0]?.state
}
