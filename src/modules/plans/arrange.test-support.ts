import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { World } from '#test/world.ts'
import { addItems, createYearPlan, findYearPlan, fixYearPlan, listItems } from './public.ts'

export const today = '2026-11-19'

/** Arranges plans of the care board in a world, by the same commands as people use. */
export function plansIn(world: World) {
  const read = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) =>
    withScope(world.db, scopeOf(actor), work)
  const asStrategist = () => world.as(world.people.strategist)

  const makePlan = (more: { matter?: boolean } = {}) => planIn(world, more)
  function add(yearPlanId: string, more: Wanted = {}) {
    return addItems(asStrategist(), {
      yearPlanId,
      year: 2027,
      month: 3,
      kind: 'planned',
      depth: 'inDepth',
      unitIds: [world.units.birch],
      team: [{ accountId: world.people.reviewer.accountId, role: 'lead' }],
      ...more,
    })
  }

  const ownUnits = () => [
    world.units.birch,
    world.units.oak,
    world.units.pine,
    world.units.rival,
    world.units.municipal,
  ]
  const planOf = async (id: string) => (await read(world.people.strategist, (tx) => findYearPlan(tx, id)))!
  const itemsOf = (id: string) => read(world.people.strategist, (tx) => listItems(tx, id))

  async function decidedPlan() {
    const id = await makePlan()
    await add(id, { unitIds: ownUnits() })
    const { revision } = await planOf(id)
    const decision = { by: 'board' as const, decidedOn: today, paragraph: '§ 88' } // the shape's words
    await fixYearPlan(asStrategist(), { yearPlanId: id, revision, ...decision })
    return id
  }

  return { read, asStrategist, makePlan, add, ownUnits, planOf, itemsOf, decidedPlan }
}

type Wanted = Partial<Parameters<typeof addItems>[1]>

async function planIn(world: World, more: { matter?: boolean }): Promise<string> {
  const boardId = world.boards.care
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: boardId,
      case_number: `OMS 26/${uuidv7().slice(-6)}`,
      title: 'Plan för uppföljning 2027',
      opened_on: '2026-09-01',
    },
  })
  const { id } = await createYearPlan(world.as(world.people.strategist), {
    boardId,
    fromYear: 2027,
    toYear: 2027,
    title: 'Plan 2027',
    riskAnalysis: 'Riskanalys 2027, OMS 26/900',
    matterId: more.matter === false ? null : matter,
  })
  return id
}
