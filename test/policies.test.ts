import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { actions } from '#access/actions.ts'
import { pages } from '#access/pages.ts'
import { matrix } from '#access/roles.ts'
import { api, operations } from '#server/api.ts'
import { findCommands, findForms } from '../prove/access/forms.ts'

const root = 'src/routes'

/** Every address the server answers: folders with a page or an endpoint. */
function routesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const here = entries.some((entry) => /^\+(page\.svelte|server\.ts)$/.test(entry.name))
  const address = '/' + relative(root, folder).replaceAll('\\', '/')
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => routesIn(join(folder, entry.name)))
  return here ? [address, ...below] : below
}

test('every page has a policy, and every policy a page', () => {
  expect(Object.keys(pages).sort()).toEqual(routesIn(root).sort())
})

test('every form of every page has a policy, and every policy a form', async () => {
  const listed = Object.entries(actions).flatMap(([route, forms]) =>
    Object.keys(forms).map((name) => `${route} ${name}`),
  )
  expect(listed.sort()).toEqual((await findForms()).map(({ route, name }) => `${route} ${name}`).sort())
})

test('a form asks for the verb of the command it sends', async () => {
  const commands = await findCommands()
  const forms = (await findForms()).flatMap((form) => form.commands.map((command) => ({ ...form, command })))
  const known = forms.filter(({ command }) => commands.get(command)?.verb)
  expect(known.length / forms.length).toBeGreaterThan(0.95)
  for (const { route, name, command } of known)
    expect([actions[route]?.[name]].flat(), `${route} ${name}`).toContain(commands.get(command)?.verb)
})

test('every operation of the API asks for a verb of the matrix and describes itself', () => {
  for (const operation of operations) {
    const verb = 'command' in operation ? operation.command.verb : operation.verb
    expect(Object.keys(matrix), operation.path).toContain(verb)
    expect(operation.description.length, operation.path).toBeGreaterThan(10)
    for (const name of operation.path.matchAll(/\{(\w+)\}/g))
      expect(Object.keys(operation.params?.shape ?? {}), operation.path).toContain(name[1])
  }
})

test('no two operations share an address', () => {
  const addresses = operations.map(
    (operation) => `${'command' in operation ? operation.method : 'get'} ${operation.path}`,
  )
  expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([])
})

test('the API describes itself as OpenAPI 3.1', async () => {
  const env = { db: undefined as never, actor: undefined, now: new Date(), requestId: 'test' }
  const response = await api.fetch(new Request('http://localhost/api/v1/openapi.json'), env)
  const document = (await response.json()) as { openapi: string; paths: object }
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).length).toBe(
    new Set([...operations.map((operation) => operation.path), '/api-info']).size,
  )
})

test('a signed-out caller is told so, whatever the address; an unknown address is not found', async () => {
  const env = { db: undefined as never, actor: undefined, now: new Date(), requestId: 'test' }
  for (const operation of operations) {
    const method = 'command' in operation ? operation.method.toUpperCase() : 'GET'
    const path = operation.path.replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000')
    const body = method === 'GET' || method === 'DELETE' ? undefined : '{}'
    const headers = { 'content-type': 'application/json' }
    const response = await api.fetch(
      new Request(`http://localhost/api/v1${path}`, { method, headers, body: body ?? null }),
      env,
    )
    expect(response.status, `${method} ${path}`).toBe(401)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  }
  const unknown = await api.fetch(new Request('http://localhost/api/v1/finns-inte'), env)
  expect(unknown.status).toBe(404)
})
