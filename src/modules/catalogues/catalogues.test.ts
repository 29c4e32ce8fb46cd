import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { chosenVersion, listCatalogueVersions, listRequirements, RequirementFilter } from './public.ts'
import { lawOn, type LawReference } from './rules.ts'

let world: World
let draftId: string
beforeAll(async () => {
  world = await makeWorld()
  const { draft } = await world.insert('catalogue_version', {
    draft: { name: 'Kravkatalog', number: 2, state: 'draft', valid_from: '2027-01-01' },
  })
  draftId = draft
})
afterAll(() => world.close())

const codes = (actor: Actor, filter: object) =>
  withScope(world.db, scopeOf(actor), async (tx) => {
    const found = await listRequirements(tx, world.catalogue.versionId, RequirementFilter.parse(filter))
    return found.requirements.map((row) => row.code)
  })

test('a provider reads the published catalogue and never a draft', async () => {
  const versions = await withScope(world.db, scopeOf(world.people.manager), listCatalogueVersions)
  expect(versions.map((version) => version.number)).toEqual([1])
  expect(await codes(world.people.manager, {})).toHaveLength(5)
})

test('the office sees the draft beside, and the version that holds today is shown', async () => {
  const versions = await withScope(world.db, scopeOf(world.people.strategist), listCatalogueVersions)
  expect(versions.map((version) => version.id)).toEqual([draftId, world.catalogue.versionId])
  expect(chosenVersion(versions, undefined, '2026-11-19')?.number).toBe(1)
  expect(chosenVersion(versions, draftId, '2026-11-19')?.state).toBe('draft')
})

test('a strategist narrows the catalogue by what a requirement is', async () => {
  const { strategist } = world.people
  expect(await codes(strategist, { focus: 'dokumentation' })).toEqual(['B5'])
  expect(await codes(strategist, { quality: 'hsl/saker' })).toEqual(['B4'])
  expect(await codes(strategist, { law: 'SoL', q: 'krav 2' })).toEqual(['B2'])
  expect(await codes(strategist, { area: 'kost' })).toHaveLength(5)
  expect(await codes(strategist, { dimension: 'outcome' })).toEqual([])
})

test('a strategist finds the requirements that come from the law, from the operation and from the customer', async () => {
  const { strategist } = world.people
  expect(await codes(strategist, { perspective: 'law' })).toHaveLength(5)
  await world.insert('requirement', { wish: await ofCustomer() })
  const inDraft = (perspective: string) =>
    withScope(world.db, scopeOf(strategist), async (tx) => {
      const found = await listRequirements(tx, draftId, RequirementFilter.parse({ perspective }))
      return found.requirements.map((row) => row.perspective)
    })
  expect(await inDraft('customer')).toEqual(['customer'])
  expect(await inDraft('operation')).toEqual([])
})

async function ofCustomer(): Promise<Record<string, unknown>> {
  const { rows } = await world.admin.query('select * from requirement where id = $1', [
    world.catalogue.requirements.first,
  ])
  const { id: _id, levels, ...copy } = rows[0]
  const own = { catalogue_version_id: draftId, key: 'bas-onskan', perspective: 'customer' }
  return { ...copy, levels: JSON.stringify(levels), ...own }
}

test('the twin municipality reads nothing of the catalogue', async () => {
  expect(await codes(world.twin.people.strategist, {})).toEqual([])
})

test('an earlier day is shown the act that held then', () => {
  const reference = (key: string, from: string | null, to: string | null, replaces: string | null) =>
    [key, { key, validFrom: from, validTo: to, replaces } as LawReference] as const // only what is asked about
  const references = new Map([
    reference('sol-2-1', '2025-07-01', null, 'sol2001-1-1'),
    reference('sol2001-1-1', '2002-01-01', '2025-06-30', 'sol-2-1'),
  ])
  expect(lawOn(references, 'sol-2-1', '2026-01-01')?.key).toBe('sol-2-1')
  expect(lawOn(references, 'sol-2-1', '2023-01-01')?.key).toBe('sol2001-1-1')
  expect(lawOn(references, 'sol-2-1', '1999-01-01')).toBeUndefined()
})
