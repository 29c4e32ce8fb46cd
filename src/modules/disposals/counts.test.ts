import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { disposer } from './arrange.test-support.ts'
import { DisposalFilter } from './contract.ts'
import { countDue, listDisposals } from './public.ts'

let world: World
let at: ReturnType<typeof disposer>
beforeAll(async () => {
  world = await makeWorld()
  at = disposer(world)
})
afterAll(() => world.close())

test('a registrar reads the same count before a disposal is proposed, in the proposal and in the list', async () => {
  const { accountId } = world.people.strategist
  for (const day of ['04', '11', '18'])
    await world.insert('notice', {
      notice: {
        ...{ account_id: accountId, kind: 'x', title: 'Hänt', href: '/', board_id: at.boardId },
        sent_at: `2024-03-${day}T08:00:00Z`,
      },
    })
  await at.rule('notice', 1)
  const asked = { boardId: at.boardId, kind: 'notice', before: '2025-11-19' } as const
  const count = await at.see(world.people.registrar, (tx) => countDue(tx, asked))
  expect(count).toEqual({ due: 3, held: 0 })
  expect(await at.propose('notice')).toMatchObject({ listed: 3 })
  const list = await at.see(world.people.registrar, (tx) => listDisposals(tx, DisposalFilter.parse({})))
  expect(list.disposals).toMatchObject([{ listed: 3 }])
})

test('what is held back is counted apart from what is to go, before and after', async () => {
  await at.handIn({ matterClosed: false })
  await at.handIn()
  await at.rule('handIn')
  const asked = { boardId: at.boardId, kind: 'handIn', before: '2021-11-19' } as const
  expect(await at.see(world.people.registrar, (tx) => countDue(tx, asked))).toEqual({ due: 1, held: 1 })
  const { id, listed } = await at.propose('handIn')
  expect(listed).toBe(1)
  expect(await at.find(id)).toMatchObject({ listed: 1 })
})
