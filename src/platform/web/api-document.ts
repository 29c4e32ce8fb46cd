import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { revision } from '#platform/shapes.ts'
import { exampleOf, type Schemas } from './api-example.ts'
import { fileFields } from './api-body.ts'
import { comparesRevision, isPaged, usualLimit } from './api-input.ts'
import { problemShape, type Changing, type Operation } from './api.ts'

/** What is told of the API itself: the resource that the national profile asks of every API. */
export type ApiInfo = { version: string; released: string }
/** What the description is made of beside the operations: which version, and where it is served. */
type Served = { info: ApiInfo; home: URL }
type Json = Record<string, unknown>
type Document = { paths: Record<string, Record<string, Described>>; components: { schemas: Schemas } }
type Described = Json & {
  parameters?: { in: string; name: string; schema: Json }[]
  responses: Record<string, { content?: Record<string, Json & { schema: Json }> }>
}

/** The description of the API as OpenAPI 3.1, with an invented example of everything that is sent or answered. */
export function describeApi(made: object, operations: readonly Operation[], { info, home }: Served): Json {
  const document = made as Document // the library's own type lacks the names of 3.1
  const schemas = document.components.schemas
  const paged = new Set(operations.filter(isList).map(({ path }) => path))
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const short = path.replace('/api/v1', '')
    for (const described of Object.values(methods)) completed(described, schemas, paged.has(short))
    return [short, methods]
  })
  return {
    openapi: '3.1.0',
    info: infoOf(info, home),
    externalDocs: { description: 'För utvecklare / For developers', url: new URL('/utvecklare', home).href },
    servers: [{ url: new URL('/api/v1', home).href }],
    security: [{ token: [] }],
    paths: Object.fromEntries([...paths, ['/api-info', apiInfoPath]]),
    components: { ...document.components, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

const isList = (operation: Operation) =>
  !('command' in operation) && operation.query !== undefined && isPaged(operation.query)

function infoOf({ version }: ApiInfo, home: URL): Json {
  return {
    title: 'Uppsikt',
    version,
    description: [
      'Uppföljning av kvalitet i kommunal socialtjänst: allt som går att göra på en sida går att göra här.',
      'Begränsningar: en fil är högst 25 MB, en lista har högst 200 rader per sida, och antalet anrop per minut står i varje svar.',
      'Follow-up of quality in municipal social care: everything a page can do can be done here.',
      'Limits: a file is 25 MB at most, a list has at most 200 rows a page, and calls per minute are told in every answer.',
    ].join('\n'),
    contact: {
      name: 'Uppsikt',
      url: new URL('/utvecklare', home).href,
      email: process.env['CONTACT_EMAIL'] ?? `uppsikt@${home.hostname}`,
    },
    license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
    'x-sla': {
      availability: 'Som kommunen har bestämt för tjänsten / As the municipality has decided',
      responseTime: 'Högst 15 sekunder per anrop / 15 seconds a call at most',
      support: 'Kommunens systemförvaltare / The municipality’s administrator',
    },
  }
}

/** Adds what the shapes do not say: an example of each answer, and how many rows a page has where nothing is said. */
function completed(described: Described, schemas: Schemas, isPage: boolean): void {
  const limit = described.parameters?.find((one) => one.in === 'query' && one.name === 'limit')
  if (limit && isPage) limit.schema['default'] = usualLimit
  for (const { content } of Object.values(described.responses))
    for (const media of Object.values(content ?? {}))
      media['examples'] = {
        invented: { summary: 'Påhittat / Invented', value: exampleOf(media.schema, schemas) },
      }
}

const apiInfoPath = {
  get: {
    tags: ['API'],
    summary: 'Om API:et / About the API',
    description: 'Name, version, when it was released, where it is described and whether it is in use.',
    security: [],
    responses: {
      200: {
        description: 'Om API:et / About the API',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                apiName: { type: 'string' },
                apiVersion: { type: 'string' },
                apiReleased: { type: 'string', format: 'date' },
                apiDocumentation: { type: 'string', format: 'uri' },
                apiStatus: { type: 'string' },
              },
            },
            examples: {
              invented: {
                value: {
                  apiName: 'Uppsikt',
                  apiVersion: '1.0.0',
                  apiReleased: '2026-11-22',
                  apiDocumentation: 'https://uppsikt.exempel.se/api/v1/openapi.json',
                  apiStatus: 'active',
                },
              },
            },
          },
        },
      },
    },
  },
}

const revisionHeader = z.string().optional().openapi({
  description:
    'The revision that was read, as ETag gave it. Takes the place of `revision` in the body; 412 tells what holds now.',
})
const readHeaders = z.object({
  'If-None-Match': z
    .string()
    .optional()
    .openapi({ description: 'The ETag of what is known: 304 if it holds.' }),
})
const changeHeaders = z.object({
  'Idempotency-Key': z
    .uuid()
    .optional()
    .openapi({ description: 'The same key does the same thing once; with another content it is refused.' }),
})

export function registerPath(
  registry: OpenAPIHono['openAPIRegistry'],
  operation: Operation,
  status: 200 | 201,
): void {
  const route = createRoute({
    method: 'command' in operation ? operation.method : 'get',
    path: operation.path,
    summary: operation.summary,
    description: operation.description,
    tags: [operation.tag],
    request: requestShapes(operation),
    responses: {
      [status]: {
        description: operation.summary,
        content: { 'application/json': { schema: operation.answer } },
      },
      default: {
        description: 'Det gick inte / A problem',
        content: { 'application/problem+json': { schema: problemShape } },
      },
    },
  })
  registry.registerPath(route)
}

function requestShapes(operation: Operation) {
  return {
    headers: headersOf(operation),
    ...(operation.params ? { params: operation.params } : {}),
    ...('query' in operation && operation.query ? { query: operation.query } : {}),
    ...('file' in operation && operation.file ? fileBody(operation.query) : {}),
    ...('body' in operation && operation.body
      ? { body: { content: bodyContent(operation), required: true } }
      : {}),
  }
}

function headersOf(operation: Operation): z.ZodObject {
  if (!('command' in operation)) return readHeaders
  return comparesRevision(operation) ? changeHeaders.extend({ 'If-Match': revisionHeader }) : changeHeaders
}

/** A body with a file may come as a form: the JSON in the part `body`, and each file as it is. */
function bodyContent(operation: Changing) {
  const files = operation.body ? fileFields(operation.body) : []
  const binary = z.string().openapi({ format: 'binary' })
  const parts = Object.fromEntries(
    files.map(({ name, isMany }) => [name, (isMany ? z.array(binary) : binary).optional()]),
  )
  const form = { schema: z.object({ body: z.string(), ...parts }) }
  return {
    'application/json': bodyShape(operation),
    ...(files.length > 0 ? { 'multipart/form-data': form } : {}),
  }
}

/** The revision may come in the header instead. */
function bodyShape({ body, example, ...operation }: Changing) {
  const whole = body ?? z.object({})
  const schema = comparesRevision({ body: whole, ...operation })
    ? whole.extend({ revision: revision.optional() })
    : whole
  return {
    schema,
    ...(example ? { examples: { invented: { summary: 'Påhittat / Invented', value: example } } } : {}),
  }
}

function fileBody(query: z.ZodObject | undefined) {
  const schema = z.string().openapi({ format: 'binary' })
  const content = {
    'application/octet-stream': { schema },
    'multipart/form-data': { schema: z.object({ file: schema }) },
  }
  return {
    query: (query ?? z.object({})).extend({ fileName: z.string().optional() }),
    body: { content, required: true },
  }
}
