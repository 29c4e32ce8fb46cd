import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { describeFollowUp } from '#modules/assessments/snapshot-follow-up.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { makeFollowUp } from './protocol-fixture.ts'
import { findAnalysis, saveAnalysis } from './protocol-public.ts'

let world: World
let followUpId: string
beforeAll(async () => {
  world = await makeWorld()
  followUpId = (await makeFollowUp(world, 'underway')).followUpId
})
afterAll(() => world.close())

const seeing = <Result>(actor: Actor, read: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), read)

test('what individual follow-ups show comes in as a number and a period, and goes with the draft in words', async () => {
  const asked = (part: object) =>
    saveAnalysis(world.as(world.people.strategist), {
      ...{ followUpId, revision: 1, summary: '', analysis: '' },
      individual: { text: 'Många saknar ett mål.', ...part },
      economy: { text: '' },
    })
  const period = { from: '2026-01-01', to: '2026-06-30' }
  for (const [part, path] of [
    [{ cases: 12 }, 'individual.from'],
    [period, 'individual.cases'],
    [{ cases: 0, ...period }, 'individual.cases'],
    [{ cases: 12, from: '2026-07-01', to: '2026-06-30' }, 'individual.to'],
  ] as const)
    await expect(asked(part)).rejects.toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path })]),
    })
  await asked({ cases: 12, ...period })
  const snapshot = await seeing(world.people.strategist, (tx) => describeFollowUp(tx, followUpId))
  expect(snapshot?.texts.individualInput).toBe(
    '12 individuppföljningar, 1 januari 2026–30 juni 2026. Många saknar ett mål.',
  )
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    expect(await seeing(stranger, (tx) => findAnalysis(tx, followUpId)), stranger.name).toBeUndefined()
})
