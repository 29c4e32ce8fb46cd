import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, type World } from '#test/world.ts'
import { disposer } from './arrange.test-support.ts'

let world: World
let at: ReturnType<typeof disposer>
beforeAll(async () => {
  world = await makeWorld()
  at = disposer(world)
})
afterAll(() => world.close())

/** A plan of a board for one year, with a proposal that has ended, and one more that was taken over. */
async function oldPlan(year: number, board: 'care' | 'elderly' = 'care') {
  const by = world.people.strategist.accountId
  const { plan } = await world.insert('year_plan', {
    plan: {
      ...{ board_id: world.boards[board], title: `Plan ${year}`, from_year: year, to_year: year },
      ...{ created_by: by, created_at: `${year - 1}-10-01` },
    },
  })
  const proposal = (more: object = {}) => ({
    ...{ year_plan_id: plan, board_id: world.boards[board], name: `Förslag ${year}`, assumptions: '{}' },
    ...{ state: 'ready', most_seconds: 10, wanted_gap: 0.01, input: '{}', input_sha256: Buffer.alloc(32) },
    ...{ words: '{}', notes: '{}', draft_mark: '', asked_by: by, asked_at: `${year - 1}-10-02` },
    ended_at: `${year - 1}-10-02`,
    ...more,
  })
  const made = await world.insert('plan_proposal', {
    left: proposal(),
    taken: proposal({ taken_by: by, taken_at: `${year - 1}-10-03` }),
  })
  return { plan, ...made }
}

const ids = async () => {
  const { rows } = await world.admin.query<{ id: string }>('select id from plan_proposal')
  return rows.map(({ id }) => id)
}

test('proposals that nobody took over go so many years after the plan’s own, and nothing else does', async () => {
  const [old, young, others] = [await oldPlan(2020), await oldPlan(2025), await oldPlan(2020, 'elderly')]
  await at.rule('proposal', 2)
  const { id } = await at.propose('proposal')
  expect(await at.items(id)).toMatchObject([
    { label: 'Förslag till planer som gällde till december 2020', amount: 1, href: '', held: null },
  ])
  await at.approve(id)
  await at.work()
  expect(await at.find(id)).toMatchObject({ state: 'done', disposed: 1 })
  const left = await ids()
  expect(left).not.toContain(old.left)
  expect(left).toEqual(
    expect.arrayContaining([old.taken, young.left, young.taken, others.left, others.taken]),
  )
})

test('the registrar who proposes it sees how many, never what they say', async () => {
  await oldPlan(2019)
  const seen = await at.see(world.people.registrar, (tx) =>
    tx.selectFrom('planProposal').selectAll().execute(),
  )
  expect(seen).toEqual([])
})

test('a row of the plan keeps the proposal it came from, also where nobody has said that it was taken', async () => {
  const { plan, left } = await oldPlan(2018)
  await world.insert('plan_item', {
    row: {
      ...{ id: uuidv7(), year_plan_id: plan, board_id: world.boards['care'], subject: 'area' },
      ...{ service_area_id: world.areas['groupHome'], name: 'Området', year: 2018, month: 3, half: 1 },
      ...{ kind: 'planned', depth: 'basic', origin: 'rule', hours: 8, proposal_id: left },
      ...{ created_by: world.people.strategist.accountId, created_at: '2017-10-01' },
    },
  })
  const { id } = await at.propose('proposal')
  await at.approve(id)
  await at.work()
  expect(await ids()).toContain(left)
})
