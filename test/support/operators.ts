import { fixedFollowUp } from './findings.ts'
import { makeRequest } from './handins.ts'
import type { World } from './world.ts'

/** One row of every table in which a provider may change something, at a unit of the manager's. */
export async function makeRowsOfOperators(world: World): Promise<void> {
  const { followUpId, first, unitId } = await fixedFollowUp(world)
  const { manager, reviewer } = world.people
  const place = { board_id: world.boards.care, unit_id: unitId, provider_id: world.providers.private }
  const shared = { shared_at: '2026-11-10T10:00:00Z' }
  const due = { due_on: '2026-12-01' }
  await makeRequest(world, { followUp: followUpId, ...place })
  const { hearing } = await world.insert('hearing', {
    hearing: {
      ...{ ...place, ...shared, ...due, follow_up_id: followUpId, sent_by: reviewer.accountId },
      ...{ snapshot: '{}', sha256: 'a', state: 'open', due_ground: 'Lokal regel' },
    },
  })
  await world.insert('hearing_comment', {
    comment: {
      ...{ ...place, hearing_id: hearing, made_by: manager.accountId, made_at: '2026-11-12T10:00:00Z' },
      ...{ kind: 'factualError', text: 'Antalet platser är sex.' },
    },
  })
  const { plan } = await world.insert('action_plan', {
    plan: {
      ...{ ...place, ...shared, ...due, follow_up_id: followUpId, state: 'requested' },
      ...{ requested_by: reviewer.accountId, requested_at: '2026-11-10T10:00:00Z' },
    },
  })
  await world.insert('action', {
    action: { ...place, action_plan_id: plan, finding_id: first, title: 'Ny rutin', state: 'draft' },
  })
}
