import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFollowUp, findTeamFaults, prepareFollowUp } from '#modules/followups/public.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { setAreaRule, standardRule } from './public.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())

const missing = (id: string) =>
  world.see(world.people.reviewer, async (tx) => {
    const followUp = await findFollowUp(tx, id)
    return followUp && (await findTeamFaults(tx, followUp)).missingRoles.map(({ oneOf }) => oneOf.join())
  })
const ask = (needsSas: boolean, revision: number) =>
  setAreaRule(world.as(world.people.strategist), {
    ...{ ...standardRule, boardId: world.boards.care ?? '', serviceAreaId: world.areas.groupHome ?? '' },
    ...{ needsSas, revision },
  })

test('where the board asks for SAS a follow-up is not prepared without, and elsewhere nobody asks', async () => {
  const id = await arranged.create()
  expect(await missing(id)).toEqual(['mas,mar'])
  await ask(true, 0)
  expect(await missing(id)).toEqual(['mas,mar', 'sas'])
  await arranged.addMas(id)
  expect(await missing(id)).toEqual(['sas'])
  const prepare = () => prepareFollowUp(world.as(world.people.reviewer), { followUpId: id })
  await expect(prepare()).rejects.toMatchObject({ code: 'missingRole' })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'planned' })
  await ask(false, 1)
  expect(await missing(id)).toEqual([])
  expect(await prepare()).toMatchObject({ state: 'prepared' })
})

test('an exception that is written stands for SAS too', async () => {
  const id = await arranged.create({ roleException: 'SAS deltar inte: uppföljningen gäller lokalerna.' })
  await ask(true, 2)
  expect(await missing(id)).toEqual([])
})
