import { scopeOf, type Actor } from '#access/may.ts'
import { createFollowUp } from '#modules/followups/commands.ts'
import { prepareFollowUp } from '#modules/followups/commands-course.ts'
import { createRequests } from '#modules/followups/commands-requests.ts'
import { addMember, declareBias } from '#modules/followups/commands-team.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { World } from './world.ts'

/** Follow-ups in a world, brought as far as a test wants them by the people who would do it. */
export function followUpsIn(world: World) {
  const plan = (more: object = {}) => ({
    unitId: world.units.birch,
    leadId: world.people.reviewer.accountId,
    title: 'Uppföljning av Björkgården',
    kind: 'planned' as const,
    depth: 'basic' as const,
    purposes: ['agreement' as const],
    focusAreas: [] as string[],
    announced: true,
    dueOn: '2026-12-10',
    ...more,
  })

  const ask = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) =>
    withScope(world.db, scopeOf(actor), work)

  async function create(more: object = {}) {
    const { id } = await createFollowUp(world.as(world.people.strategist), plan(more))
    return id
  }

  async function addMas(followUpId: string) {
    const { mas, reviewer } = world.people
    await addMember(world.as(reviewer), { followUpId, accountId: mas.accountId })
  }

  async function prepared(more: object = {}) {
    const followUpId = await create(more)
    await addMas(followUpId)
    await prepareFollowUp(world.as(world.people.reviewer), { followUpId })
    return followUpId
  }

  async function declareAll(followUpId: string) {
    await declareBias(world.as(world.people.reviewer), { followUpId, bias: 'none' })
    await declareBias(world.as(world.people.mas), { followUpId, bias: 'none' })
  }

  const stateOf = async (id: string) => {
    const { rows } = await world.admin.query('select state, revision from follow_up where id = $1', [id])
    return rows[0] as { state: string; revision: number } // the two columns selected
  }

  const rowsOf = async (id: string) => {
    const { rows } = await world.admin.query(
      `select r.key, p.origin, p.position, p.clause from protocol_row p
     join requirement r on r.municipality_id = p.municipality_id and r.id = p.requirement_id
     where p.follow_up_id = $1 order by p.position`,
      [id],
    )
    return rows as { key: string; origin: string; position: number; clause: string }[] // the columns selected
  }

  const visit = (followUpId: string, more: object = {}) => ({
    followUpId,
    date: '2026-11-19',
    time: '18.00',
    announced: true,
    metRoles: ['unitManager' as const, 'careStaff' as const],
    notes: 'Lugn kväll.',
    ...more,
  })

  const line = (title: string, more: object = {}) => ({
    title,
    why: 'Visar hur arbetet bedrivs.',
    legalGround: 'Avtalet',
    dueOn: '2026-12-01',
    ...more,
  })

  async function requested(followUpId: string) {
    const { requestIds } = await createRequests(world.as(world.people.reviewer), {
      followUpId,
      requests: [line('Rutiner')],
    })
    return { requestId: requestIds[0] ?? '', revision: 1 }
  }

  return { visit, line, requested, plan, ask, create, addMas, prepared, declareAll, stateOf, rowsOf }
}
