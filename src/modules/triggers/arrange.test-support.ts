import type { Actor } from '#access/may.ts'
import { decideOrder, savePoint, startOrder } from '#modules/delegations/public.ts'
import { openMatter } from '#modules/meetings/public.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { World } from '#test/world.ts'
import type { proposeFollowUp } from './commands.ts'
import type { decideTrigger } from './commands-decide.ts'
import { findTrigger } from './queries.ts'

type Proposed = Parameters<typeof proposeFollowUp>[1]
type Decided = Parameters<typeof decideTrigger>[1]

/** A proposal of an event-driven follow-up as somebody would write it. */
export function proposedOf(world: World, more: Partial<Proposed> = {}): Proposed {
  return {
    unitIds: [world.units.birch],
    trigger: 'competence',
    kind: 'eventDriven',
    reason: 'Ingen legitimerad har varit på plats tre nätter i rad.',
    urgency: 'now',
    initiator: 'staff',
    ...more,
  }
}

export function decidedOf(triggerId: string, more: Partial<Decided> = {}): Decided {
  return {
    ...{ triggerId, revision: 1, outcome: 'approve', reason: 'Händelsen är allvarlig.' },
    ...{ dueOn: '2026-12-15', announced: false, methods: ['visit'], cause: 'Brist i kompetens.' },
    ...more,
  }
}

/** Every row that a refusal must leave as it was. */
export async function countTriggerRows({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select (select count(*) from trigger_proposal) + (select count(*) from trigger_unit)
      + (select count(*) from trigger_fact) + (select count(*) from trigger_event)
      + (select coalesce(sum(revision), 0) from trigger_proposal) + (select count(*) from trigger_rule)
      + (select count(*) from trigger_rule_change) + (select count(*) from follow_up) as count`,
  )
  return Number(rows[0]?.count)
}

export const read = (world: World, triggerId: string, actor: Actor = world.people.strategist) =>
  world.see(actor, (tx) => findTrigger(tx, triggerId))

/** A decided order of the board in which the director decides event-driven follow-ups, and a matter to write in. */
export async function delegate(world: World): Promise<string> {
  const secretary = () => world.as(world.people.secretary)
  const order = await startOrder(secretary(), { boardId: world.boards.care })
  await savePoint(secretary(), {
    ...{ orderId: order.id, law: 'KL 7:5', roles: ['director'], code: '5.3' },
    ...{ what: 'Besluta om händelsestyrd uppföljning', act: 'eventDrivenFollowUp' },
  })
  const decided = { decidedOn: '2026-11-02', validFrom: '2026-11-02', decision: '§ 4' }
  await decideOrder(secretary(), { orderId: order.id, ...decided })
  return matterIn(world)
}

let matters = 0
export async function matterIn(world: World): Promise<string> {
  matters += 1
  const matter = { boardId: world.boards.care, caseNumber: `OMS 26/T${matters}`, title: 'Händelse' }
  return (await openMatter(world.as(world.people.secretary), matter)).id
}

type FoundFinding = {
  unit?: 'birch' | 'oak' | 'pine' | 'rival'
  severity?: string
  on?: string
  key?: string
  repeated?: boolean
}

/** A finding of a follow-up that is fixed, in a unit as it is run now. */
export async function findingIn(world: World, wanted: FoundFinding = {}): Promise<string> {
  const { unit = 'birch', severity = 'serious', on = '2026-10-01', key = 'bas-ett' } = wanted
  const place = {
    board_id: world.boards.care,
    unit_id: world.units[unit],
    provider_id: world.providers[unit === 'rival' ? 'competitor' : 'private'],
  }
  const { followUp } = await world.insert('follow_up', {
    followUp: {
      ...place,
      ...{ catalogue_version_id: world.catalogue.versionId, title: 'Uppföljning', kind: 'planned' },
      ...{ depth: 'basic', purposes: ['agreement'], focus_areas: [], methods: [], announced: true },
      ...{ due_on: on, state: 'closed', requirements_per: on, created_by: world.people.strategist.accountId },
      ...{ created_at: `${on}T08:00:00Z`, shared_at: `${on}T08:00:00Z` },
    },
  })
  const { finding } = await world.insert('finding', {
    finding: {
      ...place,
      ...{ follow_up_id: followUp, requirement_id: world.catalogue.requirements.first, requirement_key: key },
      ...{ severity, title: 'Rutin saknas', description: 'Rutinen saknas.', state: 'open' },
      ...{ found_at: `${on}T10:00:00Z`, shared_at: `${on}T10:00:00Z` },
      ...(wanted.repeated
        ? { repeats_id: uuidv7(), repeat_confirmed_by: world.people.reviewer.accountId }
        : {}),
    },
  })
  return finding
}
