import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { readBase } from './read-base.ts'
import { requirement } from './shapes-base.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const socialOnly = ['sol/trygghet-och-sakerhet']

test('an editor who writes a health requirement without an area of good care is told at the field', async () => {
  const [first] = (await readBase()).requirements.filter((one) => one.laws.join() === 'HSL')
  const { part: _part, position: _position, ...health } = first ?? {}
  expect(requirement.safeParse(health).success).toBe(true)
  const refused = requirement.safeParse({ ...health, qualityAreas: socialOnly })
  expect(refused.error?.issues.map((issue) => issue.path)).toEqual([['qualityAreas']])
  expect(requirement.safeParse({ ...health, qualityAreas: socialOnly, laws: ['SoL', 'HSL'] }).success).toBe(
    true,
  )
})

test('the database keeps no health requirement without an area of good care, whoever writes it', async () => {
  const { draft } = await world.insert('catalogue_version', {
    draft: { name: 'Kravkatalog', number: 2, state: 'draft', valid_from: '2027-01-01' },
  })
  const copy = (key: string, qualityAreas: readonly string[]) =>
    world.admin.query(
      `insert into requirement select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(),
        'catalogue_version_id', $1::uuid, 'key', $2::text, 'quality_areas', $3::text[]))).*
        from requirement r where r.id = $4`,
      [draft, key, qualityAreas, world.catalogue.requirements.health],
    )
  await expect(copy('utan', socialOnly)).rejects.toThrow(/health_requirement_has_area/)
  await copy('med', ['hsl/patientcentrerad'])
  const { rows } = await world.admin.query('select key from requirement where catalogue_version_id = $1', [
    draft,
  ])
  expect(rows).toEqual([{ key: 'med' }])
})
