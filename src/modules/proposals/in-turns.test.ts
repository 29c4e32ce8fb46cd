import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, now, type World } from '#test/world.ts'
import { listProposals, workProposals } from './public.ts'
import { mostBeginnings } from './rules.ts'

let world: World
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  const { care, elderly } = world.boards
  plan = await planOf(world, care)
  for (const [at, name] of ['En', 'Två', 'Tre'].entries()) await wait(world, { plan, board: care, name, at })
  await wait(world, { plan: await planOf(world, elderly), board: elderly, name: 'Äldre', at: 3 })
  const { twin } = world
  await wait(twin, {
    plan: await planOf(twin, twin.boards.care),
    board: twin.boards.care,
    name: 'Granne',
    at: 4,
  })
})
afterAll(() => world.close())

type Place = Pick<World, 'insert' | 'people'>

async function planOf({ insert, people }: Place, board: string): Promise<string> {
  const made = { created_by: people.strategist.accountId, created_at: now }
  const { id } = await insert('year_plan', {
    id: { board_id: board, title: 'Plan', from_year: 2027, to_year: 2027, ...made },
  })
  return id
}

type Waiting = { plan: string; board: string; name: string; at: number }

/** Broken off so often that it is given up when its turn comes: whose turn it is is seen without computing. */
function wait({ insert, people }: Place, { plan: year_plan_id, board: board_id, name, at }: Waiting) {
  return insert('plan_proposal', {
    waiting: {
      ...{
        year_plan_id,
        board_id,
        name,
        state: 'queued',
        begun: mostBeginnings,
        most_seconds: 60,
        wanted_gap: 0.01,
      },
      ...{ assumptions: '{}', input: '{}', words: '{}', notes: '{}', input_sha256: 'a', draft_mark: '' },
      ...{ asked_by: people.strategist.accountId, asked_at: new Date(now.getTime() + at * 1000) },
    },
  })
}

const placesOf = async ({ strategist }: World['people'], ofPlan: string) => {
  const rows = await world.see(strategist, (tx) => listProposals(tx, ofPlan))
  return Object.fromEntries(rows.map(({ name, ahead }) => [name, ahead]))
}

test('a strategist is told how many may come before, also those of other boards and municipalities', async () => {
  expect(await placesOf(world.people, plan)).toEqual({ En: 2, Två: 3, Tre: 4 })
})

test('a stranger is told of no place, not even by the proposal’s id', async () => {
  const { rows } = await world.admin.query<{ id: string }>(
    `select id from plan_proposal where name = 'Äldre'`,
  )
  const { rival, unitManager, strategist } = world.people
  for (const person of [rival, unitManager, strategist, world.twin.people.strategist]) {
    const told = await world.see(person, (tx) =>
      tx
        .selectNoFrom((make) =>
          make.fn<number | null>('proposals_before', [make.val(rows[0]?.id)]).as('before'),
        )
        .execute(),
    )
    expect(told, person.name).toEqual([{ before: null }])
  }
})

test('who asks for many waits for none but one of each other’s: boards take turns, and so do municipalities', async () => {
  let moment = now.getTime()
  await workProposals(world.db, { now: () => new Date((moment += 1000)) })
  const { rows } = await world.admin.query<{ name: string }>(
    'select name from plan_proposal order by began_at',
  )
  const order = rows.map(({ name }) => name)
  expect(order.filter((name) => name !== 'Granne')).toEqual(['En', 'Äldre', 'Två', 'Tre'])
  expect(order.indexOf('Granne')).toBeLessThan(2)
})
