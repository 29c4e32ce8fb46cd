import { expect, test } from 'vitest'
import { refusePersonalNumbers } from '#platform/guard.ts'
import { parseInput } from '#platform/parse.ts'
import type { Changing, Operation } from '#platform/web/api.ts'
import { ids } from '#platform/web/example.ts'
import { api, operations } from './api.ts'

const changes = operations.filter((operation): operation is Changing => 'command' in operation)
const withBody = changes.filter(({ body }) => body !== undefined)

test('a developer of another system finds an example wherever a body is sent', () => {
  expect(withBody.filter(({ example }) => example === undefined).map(nameOf)).toEqual([])
  expect(withBody.length).toBeGreaterThan(150)
})

test.each(withBody.map((operation) => [nameOf(operation), operation] as const))(
  '%s is shown with an example that can be sent as it stands',
  (_, { path, body, example = {}, command }) => {
    expect(Object.keys(example).filter((name) => !(name in (body?.shape ?? {})))).toEqual([])
    if (body) parseInput(body, example)
    refusePersonalNumbers(parseInput(command.input, { ...example, ...placesIn(path) }))
  },
)

/** References, which are looked up or compared and refused when nothing answers to them, and what only its author sees. */
const asSent =
  /\b(seen|requirementKey|contentBase64|key|keys|focusAreas|qualityAreas|serviceAreas|content|values|phrases|period|state|to|document|organisationNumber|typst)\b/

test('what cannot be seen is taken out of every text that is typed, wherever it is sent', () => {
  const kept = withBody.flatMap((operation) =>
    textsOf(operation.example).flatMap(({ field, changed }) => {
      const typed = operation.command.input.safeParse({ ...changed('\u202E'), ...placesIn(operation.path) })
      const isKept = typed.success && /[\u202A-\u202E\u2066-\u2069]/u.test(JSON.stringify(typed.data))
      return isKept && !asSent.test(field) ? [`${nameOf(operation)}: ${field}`] : []
    }),
  )
  expect([...new Set(kept)]).toEqual([])
})

test('the examples stand in the description of the API, told as invented', async () => {
  const answer = await api.fetch(new Request('http://exempel.se/api/v1/openapi.json'), {})
  const described: unknown = await answer.json()
  expect(described).toMatchObject({
    paths: {
      '/meeting-years': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: { properties: { days: { items: { format: 'date', examples: ['2027-03-12'] } } } },
                examples: {
                  invented: {
                    summary: 'Påhittat / Invented',
                    value: { days: ['2027-02-17', '2027-03-17', '2027-04-21'] },
                  },
                },
              },
            },
          },
        },
      },
    },
  })
})

function nameOf({ method, path }: Changing): string {
  return `${method} ${path}`
}

/** The ids that stand in the address. */
function placesIn(path: Operation['path']): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, ids.unit]))
}

type Text = { field: string; changed: (sign: string) => object }

/** Every text of an example, with what the example is when a sign stands in that text. */
function textsOf(example: object | undefined): Text[] {
  return Object.entries(example ?? {}).flatMap(([name, value]) =>
    inside(name, value).map(({ field, changed }) => ({
      field: field === name ? name : `${name}.${field}`,
      changed: (sign: string) => ({ ...example, [name]: changed(sign) }),
    })),
  )
}

function inside(field: string, value: unknown): { field: string; changed: (sign: string) => unknown }[] {
  if (typeof value === 'string') return [{ field, changed: (sign) => value + sign + 'x' }]
  if (Array.isArray(value))
    return value.flatMap((one, at) =>
      inside(field, one).map((text) => ({ ...text, changed: (sign) => value.with(at, text.changed(sign)) })),
    )
  return typeof value === 'object' && value !== null ? textsOf(value) : []
}
