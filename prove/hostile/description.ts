import type { Role } from '#access/roles.ts'
import { matrix } from '#access/roles.ts'
import type { Operation } from '#platform/web/api.ts'
import { operations } from '#server/api.ts'
import type { Ground } from './ground.ts'
import { answerChecker, type Schema } from './schema.ts'

type Media = {
  readonly schema: Schema
  readonly examples?: { readonly invented?: { readonly value: unknown } }
}
type Described = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}
type Parameter = {
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly schema: Schema
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: object }
}

/** An operation as the server describes it to other systems, and who may do it. */
export type Told = {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly roles: readonly Role[]
  readonly query: readonly Parameter[]
  readonly body: { readonly schema: Schema; readonly example: unknown } | undefined
  readonly takesFile: boolean
  /** The one status of an answer that is no problem. */
  readonly status: number
  readonly answer: (body: unknown) => string | undefined
  readonly problem: (body: unknown) => string | undefined
}

/** Asked of the server itself: what is tried is what is told. */
export async function toldOperations(ground: Ground): Promise<readonly Told[]> {
  const { text } = await ground.send(undefined, { method: 'GET', path: '/api/v1/openapi.json' })
  const document = JSON.parse(text) as Document // the server's own description of itself
  return operations.map((operation) => told(operation, document))
}

function told(operation: Operation, { paths, components }: Document): Told {
  const method = 'command' in operation ? operation.method : 'get'
  const described = paths[operation.path]?.[method]
  if (!described) throw new Error(`The description lacks ${method} ${operation.path}`)
  const [status = ''] = Object.keys(described.responses).filter((one) => one !== 'default')
  const check = (code: string) =>
    answerChecker(
      Object.values(described.responses[code]?.content ?? {})[0]?.schema ?? {},
      components.schemas,
    )
  return {
    name: `${method} ${operation.path}`,
    method: method.toUpperCase(),
    path: operation.path,
    roles: matrix['command' in operation ? operation.command.verb : operation.verb],
    query: (described.parameters ?? []).filter((one) => one.in === 'query'),
    ...bodyOf(described),
    status: Number(status),
    answer: check(status),
    problem: check('default'),
  }
}

function bodyOf({ requestBody }: Described): Pick<Told, 'body' | 'takesFile'> {
  const json = requestBody?.content['application/json']
  return {
    body: json && { schema: json.schema, example: json.examples?.invented?.value },
    takesFile: requestBody?.content['application/octet-stream'] !== undefined,
  }
}
