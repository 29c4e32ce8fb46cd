/** What the rules of the profile ask, where no ready question exists. Each answers with what is wrong, or nothing. */
type Json = Readonly<Record<string, unknown>>
type Parameter = {
  readonly in: string
  readonly name: string
  readonly schema?: { readonly default?: unknown }
}

/** True of a value somewhere inside: `has('info.contact.name')`. Where nothing stands there is nothing to be right. */
export function has(...places: readonly string[]) {
  return (root: unknown) => {
    const missing = places.filter((place) => {
      const value = place.split('.').reduce<unknown>((at, name) => Object(at)[name], root)
      return value === undefined || value === '' || value === null
    })
    return missing.length > 0 ? `${missing.join(', ')} missing` : undefined
  }
}

/** Every text that looks like a time ends in Z. */
export function timesInUtc(example: unknown): string | undefined {
  const times = JSON.stringify(example).match(/\d{4}-\d\d-\d\dT[^"]*/g) ?? []
  return times.find((time) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time))
}

/** An address without its parameters, which are names in braces. */
const plainPath = (path: string) => path.replace(/\{[A-Za-z0-9]+\}/g, 'x')

export function plainAddress(path: unknown): string | undefined {
  return /^[a-z0-9\-.~/]+$/.test(plainPath(String(path))) ? undefined : String(path)
}

export function hyphened(path: unknown): string | undefined {
  const parts = plainPath(String(path)).split('/').slice(1)
  return parts.find((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part))
}

export function jsonOrFile(content: unknown): string | undefined {
  const types = Object.keys(Object(content))
  return types.includes('application/json') || types.includes('application/octet-stream')
    ? undefined
    : types.join(', ')
}

export function pagedByLimit(parameters: unknown): string | undefined {
  const names = queryOf(parameters).map(({ name }) => name)
  const isPaged = names.includes('page') || names.includes('offset')
  return isPaged && !names.includes('limit') ? 'limit missing' : undefined
}

export function pagesFromOne(parameters: unknown): string | undefined {
  const first = queryOf(parameters).find(({ name }) => name === 'page')?.schema?.default ?? 1
  return first === 1 ? undefined : `page ${String(first)}`
}

export function twentyRows(parameters: unknown): string | undefined {
  const query = queryOf(parameters)
  if (!query.some(({ name }) => name === 'page')) return undefined
  const usual = query.find(({ name }) => name === 'limit')?.schema?.default
  return usual === 20 ? undefined : `limit ${String(usual)}`
}

/** A scheme with a key says that it stands in a header; other schemes hold no key. */
export function keyInHeader(scheme: unknown): string | undefined {
  const { type, in: place }: Json = Object(scheme)
  return type === 'apiKey' && place !== 'header' ? `key in ${String(place)}` : undefined
}

function queryOf(parameters: unknown): readonly Parameter[] {
  // The description's own list.
  return Array.isArray(parameters) ? (parameters as Parameter[]).filter((one) => one.in === 'query') : []
}
