import { expect, test } from 'vitest'
import { api } from '#server/api.ts'
import { departures, lint, profileRules } from '../../prove/api-profile.ts'

test('the description of the API keeps every rule of the national profile that can be checked', async () => {
  const answer = await api.fetch(new Request('https://uppsikt.exempel.se/api/v1/openapi.json'), {})
  expect(await lint(Object(await answer.json()))).toEqual([])
})

test('every rule finds what breaks it', async () => {
  const found = new Set((await lint(broken)).map(({ id }) => id))
  const checked = profileRules.filter(({ then }) => then !== undefined).map(({ id }) => id)
  expect(checked.filter((id) => !found.has(id))).toEqual([])
})

test('what is not checked says what shows it, and only rules that should be kept are departed from', () => {
  for (const { id, then, shownBy } of profileRules) expect(then ?? shownBy, id).toBeTruthy()
  for (const { id } of departures)
    expect(profileRules.find((rule) => rule.id === id)?.level, id).toBe('should')
})

/** Everything done wrong at once. */
const broken = {
  openapi: '3.0.0',
  info: { description: '' },
  servers: [{ url: 'http://exempel.se:8080/API_ett' }],
  paths: {
    '/Trasig_resurs': {
      get: {
        parameters: [
          { in: 'query', name: '1_å', required: true },
          { in: 'query', name: 'page', schema: { default: 2 } },
          { in: 'query', name: 'pnr' },
          { in: 'header', name: 'X-Innehall' },
        ],
        requestBody: { content: { 'text/plain; charset=latin1': {} } },
        responses: {
          200: { content: { 'text/html': { examples: { a: { value: '2027-01-01T08:00:00+01:00' } } } } },
          default: { content: { 'application/json': { schema: { format: 'datetime' } } } },
        },
      },
    },
    ['/' + 'a'.repeat(3000)]: {},
  },
  components: {
    schemas: { Problem: { properties: { snake_case: {}, 'med blank': {} } } },
    securitySchemes: { a: { type: 'http', scheme: 'basic' }, b: { type: 'apiKey', in: 'query' } },
  },
}
