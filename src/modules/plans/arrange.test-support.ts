import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { now, type World } from '#test/world.ts'
import {
  addItems,
  createYearPlan,
  factsFor,
  findYearPlan,
  fixYearPlan,
  listItems,
  planDecided,
  type BoardOutcome,
} from './public.ts'

export const today = '2026-11-19'

/** Arranges plans of the care board in a world, by the same commands as people use. */
export function plansIn(world: World) {
  const read = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) =>
    withScope(world.db, scopeOf(actor), work)
  const asStrategist = () => world.as(world.people.strategist)

  const makePlan = (more: { matter?: boolean } = {}) => planIn(world, more)
  const add = (yearPlanId: string, more: Wanted = {}) => addTo(world, yearPlanId, more)
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

  const factsOf = async (id: string) => {
    const [plan, planned] = [await planOf(id), await itemsOf(id)]
    return read(world.people.strategist, (tx) => factsFor(tx, plan, { planned, today }))
  }

  return {
    read,
    asStrategist,
    makePlan,
    add,
    ownUnits,
    planOf,
    itemsOf,
    factsOf,
    decidedPlan,
    ...past(world),
  }
}

function addTo(world: World, yearPlanId: string, more: Wanted) {
  return addItems(world.as(world.people.strategist), {
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

/** What stands there before the plan is made: follow-ups, what they found, and the paper before the board. */
function past(world: World) {
  return { ...followUpsOf(world), ...findingsOf(world), ...promisesOf(world), ...boardOf(world) }
}

const of = (world: World, unit: string, provider: string) => ({
  board_id: world.boards.care,
  unit_id: unit,
  provider_id: provider,
})

function followUpsOf(world: World) {
  async function followedUp(unit: string, more: object = {}, provider = world.providers.private) {
    const { made } = await world.insert('follow_up', {
      made: {
        ...of(world, unit, provider),
        catalogue_version_id: world.catalogue.versionId,
        title: 'Planerad uppföljning 2026',
        kind: 'planned',
        depth: 'basic',
        purposes: ['agreement'],
        focus_areas: [],
        methods: [],
        announced: true,
        due_on: '2026-04-30',
        state: 'fixed',
        requirements_per: '2026-04-01',
        created_by: world.people.strategist.accountId,
        created_at: now,
        ...more,
      },
    })
    return made
  }
  return { followedUp }
}

function findingsOf(world: World) {
  async function found(followUp: string, unit: string, more: object = {}) {
    const { finding } = await world.insert('finding', {
      finding: {
        ...of(world, unit, world.providers.private),
        follow_up_id: followUp,
        requirement_id: world.catalogue.requirements.second,
        requirement_key: 'bas-tva',
        severity: 'serious',
        title: 'Rutinen saknas',
        description: 'Den finns inte.',
        state: 'planned',
        found_at: now,
        shared_at: now,
        ...more,
      },
    })
    return finding
  }
  return { found }
}

function promisesOf(world: World) {
  async function promised(followUp: string, unit: string, finding: string, titles: readonly string[]) {
    const asked = { requested_by: world.people.strategist.accountId, requested_at: now, shared_at: now }
    const { plan } = await world.insert('action_plan', {
      plan: {
        ...of(world, unit, world.providers.private),
        follow_up_id: followUp,
        state: 'approved',
        due_on: today,
        ...asked,
      },
    })
    for (const title of titles)
      await world.insert('action', {
        action: {
          ...of(world, unit, world.providers.private),
          action_plan_id: plan,
          finding_id: finding,
          title,
          due_on: '2026-12-01',
          state: 'approved',
        },
      })
  }
  return { promised }
}

function boardOf(world: World) {
  async function paperOf(yearPlanId: string, version = 1) {
    const { paper } = await world.insert('paper', {
      paper: {
        board_id: world.boards.care,
        kind: 'plan',
        title: 'Plan 2027',
        state: 'draft',
        sections: '{}',
        source: JSON.stringify({ yearPlanId, version }),
        author_name: 'Stina Strateg',
        created_by: world.people.strategist.accountId,
        created_at: now,
      },
    })
    return paper
  }
  const decide = (paperId: string, outcome: BoardOutcome, wording = '') =>
    withScope(world.db, scopeOf(world.people.secretary), (db) =>
      planDecided(
        { db, actor: world.people.secretary, now, commandId: uuidv7() },
        { paperId, outcome, paragraph: '§ 101', decidedOn: today, wording },
      ),
    )
  return { paperOf, decide }
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
