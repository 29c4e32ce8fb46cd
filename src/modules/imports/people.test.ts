import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { AccountFilter, findLink, listAccounts, newLink } from '#modules/accounts/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { csv, found, look } from './fixture.test-support.ts'
import {
  findImport,
  inviteImported,
  listImportRows,
  listInvited,
  mapPeople,
  previewPeople,
  readPeople,
  runImport,
  runPeople,
  totalOf,
  undoPeople,
  uploadImport,
  uploadPeople,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const heading = 'Namn;E-post;Roll;Nämnd;Utförare;Enhet;Yrke'

async function brought(lines: readonly string[], actor: Actor = world.people.admin): Promise<string> {
  const id = uuidv7()
  await uploadPeople(world.as(actor), { id, fileName: 'personer.csv', bytes: csv([heading, ...lines]) })
  await readPeople(world.as(actor), { importId: id })
  const one = await found(world, id, actor)
  const sheets = one.sheets.map(({ index, kind, columns }) => ({ index, kind, columns: { ...columns } }))
  const chosen = { importId: id, validFrom: '2026-11-19', changeKind: 'change' as const, sheets }
  const { revision } = await mapPeople(world.as(actor), { ...chosen, revision: one.revision })
  await previewPeople(world.as(actor), { importId: id, revision })
  return id
}

const step = async (id: string) => ({
  importId: id,
  revision: (await found(world, id, world.people.admin)).revision,
})

async function told(id: string): Promise<string[]> {
  const { rows } = await look(world, world.people.admin, (tx) =>
    listImportRows(tx, id, { q: '', page: 1, limit: 200 }),
  )
  return rows.flatMap((row) => row.faults.map((fault) => `${fault.cell} ${fault.text}`))
}

async function accounts() {
  const { rows } = await world.admin.query<{
    name: string
    state: string
    role: string
    unit: string | null
  }>(
    `select a.name, a.state, r.role, u.code as unit from account a join role_assignment r on r.account_id = a.id
       left join unit u on u.id = r.unit_id
     where a.email like '%@inlast.example' and (r.valid_to is null or r.valid_to >= r.valid_from) order by a.name, r.role`,
  )
  return rows
}

test('an administrator brings in people with boards, units and several roles, and hands out their links', async () => {
  const id = await brought([
    'Anna Ny;anna@inlast.example;Uppföljare;OMS;;;Socionom',
    'Anna Ny;anna@inlast.example;Avtalsförvaltare;OMS;;;Socionom',
    'Bo Ny;bo@inlast.example;Enhetschef;;Åkerbo Omsorg AB;E1;',
  ])
  expect(await told(id)).toEqual([])
  await runPeople(world.as(world.people.admin), await step(id))
  expect(await accounts()).toEqual([
    { name: 'Anna Ny', state: 'invited', role: 'contractManager', unit: null },
    { name: 'Anna Ny', state: 'invited', role: 'reviewer', unit: null },
    { name: 'Bo Ny', state: 'invited', role: 'unitManager', unit: 'E1' },
  ])
  const waiting = await look(world, world.people.admin, (tx) => listInvited(tx, id))
  const links = waiting.map((person) => ({ accountId: person.id, ...newLink() }))
  await inviteImported(world.as(world.people.admin), {
    importId: id,
    links: links.map(({ accountId, tokenHash }) => ({ accountId, tokenHash })),
  })
  expect(await findLink(world.db, links[0]!.token, now)).toMatchObject({
    kind: 'invitation',
    name: 'Anna Ny',
  })
  const again = await brought(['Anna Ny;anna@inlast.example;Uppföljare;OMS;;;Socionom'])
  expect(totalOf((await found(world, again, world.people.admin)).counts)).toMatchObject({
    new: 0,
    changed: 0,
    unchanged: 1,
  })
  await undoPeople(world.as(world.people.admin), await step(id))
  expect(await accounts()).toEqual([])
  expect(await findLink(world.db, links[0]!.token, now)).toBeUndefined()
})

test('nobody gives themselves a role by file, and a person sits on one side only', async () => {
  const id = await brought([
    'Sven System;sven.system@exempel.se;Kvalitetsstrateg;OMS;;;',
    'Petra Privat;petra.privat@exempel.se;Uppföljare;OMS;;;',
    'Cia Ny;cia@inlast.example;Uppföljjare;OMS;;;',
    'Dan Ny;dan@inlast.example;Enhetschef;;;;',
    'Eva Ny;eva@inlast.example;Enhetschef;;Björkens Vård AB;E1;',
    'Fia Ny;fia@inlast.example;Uppföljare;;;;',
  ])
  expect(await told(id)).toEqual([
    'B2 Raden gäller ditt eget konto.',
    'C3 Personen finns redan på en annan sida: kommunen, en utförare eller nämnden.',
    'C4 ”Uppföljjare” finns inte bland valen.',
    'E5 Rollen Enhetschef behöver en utförare.',
    'F6 Enheten E1 drivs av någon annan.',
    'D7 Raden säger inte vilken nämnd rollen gäller.',
  ])
  await expect(runPeople(world.as(world.people.admin), await step(id))).rejects.toMatchObject({
    code: 'importHasFaults',
  })
  expect(await accounts()).toEqual([])
})

test('the office brings in no people, and the administrator nothing but people', async () => {
  const { strategist, admin } = world.people
  const bytes = csv([heading, 'Gun Ny;gun@inlast.example;Uppföljare;OMS;;;'])
  await expect(
    uploadPeople(world.as(strategist), { id: uuidv7(), fileName: 'p.csv', bytes }),
  ).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(
    uploadImport(world.as(admin), { id: uuidv7(), boardId: world.boards.care, fileName: 'p.csv', bytes }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  const id = await brought(['Gun Ny;gun@inlast.example;Uppföljare;OMS;;;'])
  for (const actor of [strategist, world.people.manager, world.twin.people.admin])
    expect(await look(world, actor, (tx) => findImport(tx, id)), actor.name).toBeUndefined()
  await expect(runImport(world.as(strategist), await step(id))).rejects.toMatchObject({ code: 'notFound' })
  const units = uuidv7()
  const unitFile = csv(['Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform', 'X1;Ek;Åkerbo;Boende;LOU'])
  await uploadPeople(world.as(admin), { id: units, fileName: 'enheter.csv', bytes: unitFile })
  await readPeople(world.as(admin), { importId: units })
  expect((await found(world, units, admin)).sheets[0]).toMatchObject({ kind: null, skipped: 'notAllowed' })
})

test(
  'five hundred people are brought in while a person waits, and each is found again in the list',
  { timeout: 60_000 },
  async () => {
    const lines = Array.from({ length: 500 }, (_, at) => {
      const isReviewer = at % 2 === 0
      return `Person ${at};p${at}@stor.example;${isReviewer ? 'Uppföljare;OMS;;;' : 'Enhetschef;;Åkerbo Omsorg AB;E1;'}`
    })
    const begun = performance.now()
    const id = await brought(lines)
    await runPeople(world.as(world.people.admin), await step(id))
    expect(performance.now() - begun).toBeLessThan(10_000)
    const list = (filter: object) =>
      look(world, world.people.admin, (tx) => listAccounts(tx, AccountFilter.parse(filter), '2026-11-19'))
    expect((await list({ q: 'stor.example', role: 'unitManager', state: 'invited' })).total).toBe(250)
    expect((await list({ provider: world.providers.private, q: 'person' })).total).toBe(250)
    const found = await list({ q: 'p499@stor' })
    expect(found.accounts.map(({ name, providerName, roles }) => [name, providerName, roles])).toEqual([
      ['Person 499', 'Åkerbo Omsorg AB', ['unitManager']],
    ])
  },
)
