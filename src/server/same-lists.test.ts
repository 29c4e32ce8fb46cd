import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listMine, sweepDuties } from '#modules/duties/public.ts'
import { requestPlan } from '#modules/findings/public.ts'
import { assignRequest, listWaiting, reachOf, submitRequest } from '#modules/handins/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeFollowUp, makeRequest, postedFile } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { dutyRules } from './duties.ts'

/** What an operator is to do and what it is to hand in are two pages of one truth. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const today = todayIn(now)

async function bothLists(actor: Actor) {
  const municipality = { id: world.municipalityId, boards: Object.values(world.boards) }
  await sweepDuties(world.db, municipality, { rules: dutyRules, now })
  return withScope(world.db, scopeOf(actor), async (tx) => ({
    toDo: (await listMine(tx, actor, today)).map((row) => `${row.href} ${row.dueOn}`).sort(),
    toHandIn: (await listWaiting(tx, reachOf(actor), { today }))
      .map(
        (one) =>
          `${{ document: '/lamna-in', hearing: '/utkast', plan: '/handlingsplaner', action: '/atgarder' }[one.kind]}/${one.id} ${one.dueOn}`,
      )
      .sort(),
  }))
}

async function nurseOf(provider: 'private'): Promise<Actor> {
  const { nurse } = await world.insert('account', {
    nurse: {
      name: 'Siv Syster',
      email: 'siv@exempel.se',
      state: 'active',
      side: 'operator',
      provider_id: world.providers[provider],
    },
  })
  await world.insert('role_assignment', {
    row: {
      account_id: nurse,
      role: 'delegate',
      provider_id: world.providers[provider],
      valid_from: '2022-01-01',
    },
  })
  const { manager } = world.people
  const assignments = manager.assignments.map((held) => ({ ...held, role: 'delegate' as const }))
  return { ...manager, accountId: nurse, name: 'Siv Syster', assignments }
}

test('a manager hands a task to a nurse: both see it in both lists, and nobody else does', async () => {
  const { manager, rival } = world.people
  const nurse = await nurseOf('private')
  const followUp = await makeFollowUp(world)
  const [handed, kept] = [await makeRequest(world, followUp), await makeRequest(world, followUp)]
  const { followUpId } = await fixedFollowUp(world)
  const { id: planId } = await requestPlan(world.as(world.people.strategist), { followUpId })
  await assignRequest(world.as(manager), { requestId: handed, revision: 1, accountId: nurse.accountId })
  const seen = await bothLists(manager)
  expect(seen.toDo).toEqual(seen.toHandIn)
  for (const id of [handed, kept, planId]) expect(seen.toDo.join()).toContain(id)
  const hers = await bothLists(nurse)
  expect(hers.toDo).toEqual(hers.toHandIn)
  expect(hers.toDo).toEqual([`/lamna-in/${handed} 2026-11-25`])
  for (const stranger of [rival, world.twin.people.manager])
    expect(await bothLists(stranger), stranger.name).toEqual({ toDo: [], toHandIn: [] })
  await submitRequest(world.as(nurse), { requestId: handed, files: [postedFile('rutin')] })
  const after = await bothLists(manager)
  expect(after.toDo).toEqual(after.toHandIn)
  expect(after.toDo.join()).not.toContain(handed)
})

test('a document handed in before is used again, from the same unit alone, and lies as the same bytes', async () => {
  const { manager, unitManager } = world.people
  const oak = { unit: 'oak', provider: 'private' }
  const [first, second] = [await makeFollowUp(world), await makeFollowUp(world)]
  const [was, becomes] = [await makeRequest(world, first), await makeRequest(world, second)]
  const { handedIn } = await submitRequest(world.as(manager), {
    requestId: was,
    files: [postedFile('rutin')],
  })
  const earlier = handedIn[0]!.id
  const other = await makeRequest(world, await makeFollowUp(world, oak))
  await expect(
    submitRequest(world.as(manager), { requestId: other, files: [], reuse: [earlier] }),
  ).rejects.toMatchObject({ fields: [{ path: 'reuse', code: 'chooseOne' }] })
  const municipal = await makeFollowUp(world, { unit: 'municipal', provider: 'own' })
  await expect(
    submitRequest(world.as(unitManager), {
      requestId: await makeRequest(world, municipal),
      files: [],
      reuse: [earlier],
    }),
  ).rejects.toMatchObject({ fields: [{ path: 'reuse', code: 'chooseOne' }] })
  await submitRequest(world.as(manager), { requestId: becomes, files: [], reuse: [earlier] })
  const { rows } = await world.admin.query(
    `select count(distinct s.id)::int as submissions, count(distinct f.sha256)::int as contents
      from submission s join file f on f.id = s.file_id where s.document_request_id = any($1::uuid[])`,
    [[was, becomes]],
  )
  expect(rows).toEqual([{ submissions: 2, contents: 1 }])
})
