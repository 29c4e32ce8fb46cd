import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { bindCatalogue, listApplicableRequirements, listPlans } from '#modules/agreements/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { drafts } from './arrange.test-support.ts'
import { withdrawDraft } from './commands-drafts.ts'
import { addRequirement, moveRequirement, takeOutRequirement } from './commands-requirements.ts'
import { differenceOf } from './difference-rules.ts'
import { chosenVersion, listCatalogueVersions } from './queries.ts'
import { listKept } from './queries-drafts.ts'

let world: World
let arranged: ReturnType<typeof drafts>
beforeAll(async () => {
  world = await makeWorld()
  arranged = drafts(world)
})
afterAll(() => world.close())

const strategist = () => world.as(world.people.strategist)

/** One thing a strategist can do to a draft, by the requirement it is done to and where. */
const edit = fc.record({
  what: fc.constantFrom('reword' as const, 'takeOut' as const, 'move' as const, 'add' as const),
  at: fc.nat(20),
  to: fc.nat(20),
})

async function perform(draftId: string, { what, at, to }: { what: string; at: number; to: number }) {
  const rows = await arranged.read((tx) => listKept(tx, draftId))
  const row = rows[at % rows.length]
  const after = rows[to % rows.length]
  if (!row || !after) return
  const doing: Record<string, () => Promise<unknown>> = {
    reword: () => arranged.change(row, { text: `${row.text} Och ${to}.` }),
    takeOut: () => takeOutRequirement(strategist(), { requirementId: row.id, revision: row.revision }),
    move: async () =>
      row.id === after.id
        ? undefined
        : moveRequirement(strategist(), { requirementId: row.id, after: after.id }),
    add: () => {
      const id = uuidv7()
      const names = { code: `k${id.slice(-6)}`, part: row.part, title: 'Nytt' }
      return addRequirement(strategist(), { id, versionId: draftId, ...names, after: after.id })
    },
  }
  await doing[what]?.()
}

test('whatever is done to a draft, the difference is exactly that, and undoing none of it nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
      const base = await arranged.rows(world.catalogue.versionId)
      const draftId = await arranged.start()
      const model = new Map(base.map(({ key, text }) => [key, text]))
      for (const one of edits) await perform(draftId, one)
      const draft = await arranged.read((tx) => listKept(tx, draftId))
      const { added, removed, moved, changed } = differenceOf(base, draft)
      const draftKeys = draft.map(({ key }) => key)
      expect(added.map(({ key }) => key)).toEqual(draftKeys.filter((key) => !model.has(key)))
      expect(removed.map(({ key }) => key)).toEqual(
        [...model.keys()].filter((key) => !draftKeys.includes(key)),
      )
      const reworded = draft.filter((row) => model.has(row.key) && model.get(row.key) !== row.text)
      expect(changed.map(({ after, fields }) => [after.key, fields])).toEqual(
        reworded.map(({ key }) => [key, ['text']]),
      )
      const still = (keys: readonly string[]) =>
        keys.filter(
          (key) => model.has(key) && draftKeys.includes(key) && !moved.some((row) => row.key === key),
        )
      expect(still(draftKeys)).toEqual(still([...model.keys()]))
      if (!edits.some(({ what }) => what === 'move')) expect(moved).toEqual([])
      const { revision } = await arranged.version(draftId)
      await withdrawDraft(strategist(), { versionId: draftId, revision })
    }),
    { numRuns: 12 },
  )
})

test('a version published in the middle of a follow-up: it keeps its words, the agreement its version', async () => {
  const { strategist: person } = world.people
  const applicable = (day: string) =>
    withScope(world.db, scopeOf(person), (tx) =>
      listApplicableRequirements(tx, world.units.birch, day, 'inDepth'),
    )
  const followUps = followUpsIn(world)
  const followUpId = await followUps.prepared({ depth: 'inDepth' })
  const asked = await followUps.rowsOf(followUpId)
  const draftId = await arranged.start()
  await arranged.change(await arranged.byCode(draftId, 'B2'), { text: 'Skärpt lydelse.' })
  const fifth = await arranged.byCode(draftId, 'B5')
  await takeOutRequirement(strategist(), { requirementId: fifth.id, revision: 1 })
  await arranged.publish(draftId)

  expect(await arranged.version(draftId)).toMatchObject({
    state: 'published',
    decision: 'Omsorgsnämnden 19 november 2026 § 112, OMS 26/045',
  })
  expect((await arranged.rows(draftId)).map(({ code }) => code)).toEqual(['B1', 'B2', 'B3', 'B4'])
  expect(await followUps.rowsOf(followUpId)).toEqual(asked)
  const words = await arranged.read((tx) => wordsOf(tx, followUpId))
  expect(words).toContain('Utföraren ska uppfylla krav 2.')
  expect(words).not.toContain('Skärpt lydelse.')
  expect((await applicable('2027-02-01'))?.catalogueVersionId).toBe(world.catalogue.versionId)
  const row = await arranged.byCode(draftId, 'B2')
  await expect(arranged.change(row, { text: 'En gång till.' })).rejects.toMatchObject({ code: 'frozen' })
  await expect(arranged.publish(draftId)).rejects.toMatchObject({ code: 'frozen' })
  const versions = await arranged.read((tx) => listCatalogueVersions(tx))
  expect(chosenVersion(versions, undefined, '2026-12-31')).toMatchObject({ number: 1, validTo: '2026-12-31' })
  expect(chosenVersion(versions, undefined, '2027-01-01')?.id).toBe(draftId)
})

/** What the protocol of a follow-up asks, in the words it was prepared with. */
async function wordsOf(tx: Db, followUpId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('protocolRow as p')
    .innerJoin('requirement as r', 'r.id', 'p.requirementId')
    .select('r.text')
    .where('p.followUpId', '=', followUpId)
    .execute()
  return rows.map(({ text }) => text)
}

test('nobody at the office changes, adds to, opens or takes away what is published, whatever they send', async () => {
  const published = world.catalogue.versionId
  const before = await arranged.rows(published)
  const attempt = (work: Parameters<typeof arranged.read>[0]) => arranged.read(work).catch(() => undefined)
  await attempt((tx) => tx.updateTable('requirement').set({ text: 'x' }).execute())
  await attempt((tx) => tx.deleteFrom('requirement').execute())
  await attempt((tx) =>
    tx.updateTable('catalogueVersion').set({ state: 'draft', publishedAt: null }).execute(),
  )
  await attempt((tx) => tx.deleteFrom('catalogueVersion').where('id', '=', published).execute())
  await attempt((tx) =>
    sql`insert into requirement select (jsonb_populate_record(null::requirement, to_jsonb(r)
        || jsonb_build_object('id', gen_random_uuid(), 'key', 'insmugglat'))).*
      from requirement r where r.id = ${before[0]?.id}::uuid`.execute(tx),
  )
  expect(await arranged.rows(published)).toEqual(before)
  expect((await arranged.version(published)).state).toBe('published')
})

test('a strategist moves a chosen agreement from a day; what it referred to before is kept, and its follow-up plan is asked for', async () => {
  const versions = await arranged.read((tx) => listCatalogueVersions(tx))
  const newest = versions[0]?.id ?? ''
  const change = { agreementId: world.agreements.private, catalogueVersionId: newest, from: '2027-03-01' }
  const { reviewer, rival, strategist: person } = world.people
  await expect(bindCatalogue(world.as(rival), change)).rejects.toMatchObject({ code: 'notFound' })
  await expect(bindCatalogue(world.as(reviewer), change)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(bindCatalogue(world.as(world.twin.people.strategist), change)).rejects.toMatchObject({
    code: 'notFound',
  })
  const early = bindCatalogue(world.as(person), { ...change, from: '2026-12-01' })
  await expect(early).rejects.toMatchObject({ fields: [{ path: 'from', code: 'dateBeforeOther' }] })

  await expect(bindCatalogue(world.as(person), change)).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'followUpPlanNeeded' }],
  })
  await bindCatalogue(world.as(person), { ...change, reason: 'Planen ses över i december.' })
  const plans = await arranged.read((tx) => listPlans(tx, world.agreements.private))
  expect(plans).toMatchObject([
    { state: 'excepted', occasion: 'changed', note: 'Planen ses över i december.' },
  ])
  const applicable = async (day: string, unit: string) =>
    (await arranged.read((tx) => listApplicableRequirements(tx, unit, day, 'inDepth')))?.catalogueVersionId
  expect(await applicable('2027-02-28', world.units.birch)).toBe(world.catalogue.versionId)
  expect(await applicable('2027-03-01', world.units.birch)).toBe(newest)
  expect(await applicable('2027-03-01', world.units.rival)).toBe(world.catalogue.versionId)
  await expect(bindCatalogue(world.as(person), change)).rejects.toMatchObject({ code: 'alreadyDone' })
})
