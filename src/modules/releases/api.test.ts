import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { releasesApi } from './api.ts'
import { receiveRelease } from './commands.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const api = apiOf(releasesApi)
const read = (actor: Actor, path: string) =>
  api.request(`/api/v1${path}`, undefined, { db: world.db, actor, now, requestId: 'test' })

test('the secretary reads the requests through the API as on the page; a strategist and strangers are told of none', async () => {
  const { id } = await receiveRelease(world.as(world.people.registrar), {
    ...{ boardId: world.boards.care, caseNumber: 'OMS 26/U1', way: 'email' },
    ...{ wording: 'Alla handlingar i ärendet', matterIds: [] },
  })
  const { strategist, elderlyReviewer, rival, secretary, director } = world.people
  for (const path of ['/releases', `/releases/${id}`]) {
    for (const actor of [strategist, elderlyReviewer, rival])
      expect((await read(actor, path)).status, `${actor.name} ${path}`).toBe(404)
    expect(await (await read(world.twin.people.secretary, path)).text()).not.toContain(id)
    for (const actor of [secretary, director])
      expect(await (await read(actor, path)).text(), actor.name).toContain(id)
  }
})
