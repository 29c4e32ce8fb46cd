import { z } from '@hono/zod-openapi'
import { Problem } from '#kernel/problem.ts'
import { postedForm } from './body.ts'

type Body = Record<string, unknown>

/** What was sent: JSON; or, where the body has a file, a form with the JSON in the part `body` and each file as it is. */
export async function readSent(shape: z.ZodObject, request: globalThis.Request): Promise<Body> {
  const type = request.headers.get('content-type') ?? ''
  if (/^application\/json\s*(;|$)/i.test(type)) return declared(shape, parsed(await request.text()))
  if (/^multipart\/form-data\s*;/i.test(type) && fileFields(shape).length > 0)
    return readParts(shape, request)
  throw new Problem('wrongMediaType')
}

/** The fields that hold a file. In JSON a file is a name and base64, which takes a third more room on the way. */
export function fileFields(shape: z.ZodObject): { name: string; isMany: boolean }[] {
  return Object.entries(shape.shape).flatMap(([name, field]) => {
    const told = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })
    return JSON.stringify(told).includes('"contentBase64"') ? [{ name, isMany: told.type === 'array' }] : []
  })
}

/** Only the names the operation declares; the command checks the values. */
export function declared(shape: z.ZodObject, body: object): Body {
  const unknown = Object.keys(body).find((key) => !(key in shape.shape))
  if (unknown) throw new Problem('unknownField', { detail: unknown })
  return { ...body }
}

async function readParts(shape: z.ZodObject, request: globalThis.Request): Promise<Body> {
  const form = await postedForm(request)
  const text = form.get('body') ?? '{}'
  if (typeof text !== 'string') throw new Problem('malformed', { detail: 'body is a file' })
  const given = declared(shape, parsed(text))
  const fields = fileFields(shape)
  const stray = [...form.keys()].find((key) => key !== 'body' && !fields.some(({ name }) => name === key))
  if (stray !== undefined) throw new Problem('unknownField', { detail: stray })
  for (const { name, isMany } of fields.filter(({ name: field }) => form.has(field))) {
    const files = await Promise.all(form.getAll(name).map(fileOf))
    if (name in given || (!isMany && files.length > 1))
      throw new Problem('malformed', { detail: 'two files' })
    given[name] = isMany ? files : files[0]
  }
  return given
}

async function fileOf(part: FormDataEntryValue): Promise<{ name: string; bytes: Uint8Array }> {
  if (typeof part === 'string') throw new Problem('malformed', { detail: 'a file that is a text' })
  return { name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) }
}

function parsed(text: string): object {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Problem('malformed', { detail: 'not JSON' })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem('malformed')
  return body
}
