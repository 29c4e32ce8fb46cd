import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#access/roles.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { tryAll } from '../../prove/access/attempts.ts'
import { sampleOf } from '../../prove/access/sample.ts'
import { openStage, type Stage } from '../../prove/access/stage.ts'
import { wrongLines } from '../../prove/access/tell.ts'
import { findThings, type Thing } from '../../prove/access/things.ts'

/**
 * The short form of `npm run prove:access`: a few pages, forms and operations drawn by a seed, tried by everybody on
 * everybody's rows of the small world and of its twin. It needs the built web server, as the whole proof does.
 */
const seed = Number(process.env['PROOF_SEED'] ?? 20261122)
let world: World
let stage: Stage
let things: readonly Thing[]

beforeAll(async () => {
  world = await makeWorld()
  for (const [unit, provider] of [
    ['birch', 'private'],
    ['oak', 'private'],
    ['rival', 'competitor'],
  ] as const)
    await makeRequest(world, await makeFollowUp(world, { unit, provider }))
  stage = await openStage(world)
  things = await findThings()
})
afterAll(async () => {
  await stage?.close()
  await world?.close()
})

const quiet = () => undefined

test(`whoever tries what is not theirs is stopped, and nothing is changed (seed ${seed})`, async () => {
  const tried = await tryAll(stage, sampleOf(things, { size: 12, seed }), quiet)
  expect(tried.length).toBeGreaterThan(200)
  expect(wrongLines(tried)).toEqual([])
})

test('the proof sees a row beyond the wall, where a policy of the database lets too much through', async () => {
  const unit = things.filter(({ name }) => name === 'get /units/{unitId}')
  const tryAgain = async () => wrongLines(await tryAll(stage, unit, quiet))
  expect(await tryAgain()).toEqual([])
  for (const table of ['unit', 'unit_state'])
    await stage.admin.query(`create policy hole on ${table} for select to uppsikt_app using (true)`)
  const seen = await tryAgain()
  for (const table of ['unit', 'unit_state']) await stage.admin.query(`drop policy hole on ${table}`)
  expect(seen.join('\n')).toContain('reviewer, otherBoard | expected notFound, got opens')
})

test('the proof sees a role that is let in and is not to be, and a refusal that changes something', async () => {
  const units = things.find(({ name }) => name === 'get /units')
  if (!units) throw new Error('There is no list of units.')
  const isStrategist = (role: Role) => role === 'strategist'
  const narrowed = { ...units, sees: isStrategist, may: isStrategist }
  await stage.admin.query(`
    create function watched.hole() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
      begin update public.board set name = name where id = (select id from public.board limit 1); return null; end $$;
    create trigger hole after insert on audit for each statement execute function watched.hole()`)
  const wrong = wrongLines(await tryAll(stage, [narrowed], quiet)).join('\n')
  await stage.admin.query('drop trigger hole on audit')
  expect(wrong).toContain('reviewer, own | expected notFound, got opens')
  expect(wrong).toContain('changed board')
})
