import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { api } from '#server/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { csv } from './fixture.test-support.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

async function call(path: string, init: RequestInit = {}, actor: Actor = world.people.strategist) {
  const request = new Request(`http://localhost/api/v1${path}`, init)
  const response = await api.fetch(request, { db: world.db, actor, now, requestId: uuidv7() })
  // The tests below name what they look for.
  return { status: response.status, body: (await response.json()) as Record<string, never> }
}

const post = (path: string, body?: object, actor?: Actor) =>
  call(
    path,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    },
    actor,
  )

const file = csv([
  'Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform;Gäller från',
  '0801;Oxeln;Åkerbo Omsorg AB;Bostad med särskild service;LOU;2026-01-01',
])

test('a program uploads a file, maps, previews, runs and undoes it', async () => {
  const id = uuidv7()
  const place = `?id=${id}&boardId=${world.boards.care}&fileName=enheter.csv`
  expect((await call(`/imports${place}`, { method: 'POST', body: file }, world.people.reviewer)).status).toBe(
    403,
  )
  expect((await call(`/imports${place}`, { method: 'POST', body: file })).status).toBe(201)
  expect((await post(`/imports/${id}/reading`)).body).toMatchObject({ state: 'read', revision: 2 })
  const { body: read } = await call(`/imports/${id}`)
  const sheets = (read as unknown as { sheets: { index: number; kind: string; columns: object }[] }).sheets
  const mapping = sheets.map(({ index, kind, columns }) => ({ index, kind, columns }))
  const choice = { revision: 2, sheets: mapping, validFrom: '2026-01-01', changeKind: 'change' }
  expect((await post(`/imports/${id}/mapping`, choice)).body).toMatchObject({ revision: 3 })
  expect((await post(`/imports/${id}/preview`, { revision: 2 })).status).toBe(412)
  expect((await post(`/imports/${id}/preview`, { revision: 3 })).body).toMatchObject({
    state: 'previewed',
    revision: 4,
  })
  expect((await call(`/imports/${id}/rows?outcome=new`)).body).toMatchObject({
    total: 1,
    rows: [{ label: '0801 Oxeln' }],
  })
  expect((await call(`/imports/${id}/rows`, {}, world.people.elderlyReviewer)).status).toBe(404)
  expect((await post(`/imports/${id}/run`, { revision: 4 })).body).toMatchObject({ state: 'done' })
  expect((await call(`/imports/${id}/blockers`)).body).toEqual({ blockers: [] })
  expect((await post(`/imports/${id}/undo`, { revision: 5 })).body).toMatchObject({ state: 'undone' })
})

test('a program sends the file as a form, and a file with a personal number in its name is refused', async () => {
  const form = new FormData()
  form.set('file', new File([file], 'enheter.csv'))
  const place = (id: string, more = '') => `/imports?id=${id}&boardId=${world.boards.care}${more}`
  expect((await call(place(uuidv7()), { method: 'POST', body: form })).status).toBe(201)
  const named = await call(place(uuidv7(), '&fileName=850709-9805.csv'), { method: 'POST', body: file })
  expect(named).toMatchObject({ status: 422, body: { code: 'personalNumber' } })
})

test('a file above the limit is refused with the limit of imports, and nothing of it is kept', async () => {
  const id = uuidv7()
  const place = `?id=${id}&boardId=${world.boards.care}&fileName=stor.csv`
  const { status, body } = await call(`/imports${place}`, {
    method: 'POST',
    body: new Uint8Array(50 * 1024 * 1024 + 1),
  })
  expect(status).toBe(413)
  const words = JSON.stringify(body)
  expect(words).toContain('50 MB')
  expect(words).not.toContain('25 MB')
  expect((await call(`/imports/${id}`)).status).toBe(404)
})
