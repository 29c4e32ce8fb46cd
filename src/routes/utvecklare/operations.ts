import { areaOf } from '#access/areas.ts'
import type { Actor } from '#access/may.ts'
import { hasWords } from '#kernel/lists.ts'
import type { Db } from '#platform/db/pool.ts'
import { api } from '#server/api.ts'
import { developerTexts } from '#texts/sv/developers.ts'
import { areaWords } from '#texts/sv/tokens.ts'

/** An operation as the description of the API tells it. */
export type Told = {
  method: string
  path: string
  summary: string
  description: string
  /** What a token must be for. */
  area: string
  body: string | undefined
  /** Where it can be tried as it stands: a reading with nothing to fill in. */
  tryAt: string | undefined
}

type Described = {
  summary: string
  description: string
  requestBody?: { content: Record<string, { examples?: { invented: { value: unknown } } }> }
}
type Asking = { db: Db; actor: Actor | undefined; now: Date; requestId: string }

const base = '/api/v1'

/** Every operation whose words hold all that is searched for, from the same description that programs read. */
export async function listOperations(asking: Asking, home: URL, search: string): Promise<Told[]> {
  const answer = await api.fetch(new Request(new URL(`${base}/openapi.json`, home)), asking)
  // Our own description.
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => toldOf(method, path, one)))
    .filter((told) => hasWords([Object.values(told).join(' ')], search))
}

function toldOf(method: string, path: string, described: Described): Told {
  const area = areaOf(path)
  const example = described.requestBody?.content['application/json']?.examples?.invented.value
  return {
    method: method.toUpperCase(),
    path: base + path,
    summary: described.summary.split(' / ')[0] ?? '',
    description: described.description,
    area: area ? areaWords[area] : developerTexts.itself,
    body: example === undefined ? undefined : JSON.stringify(example, null, 2),
    tryAt: method === 'get' && !path.includes('{') ? base + path : undefined,
  }
}

export type Tried = { address: string; status: number; headers: [string, string][]; text: string }

const longest = 20_000
const shown = ['content-type', 'etag', 'link', 'retry-after', 'ratelimit', 'ratelimit-policy']

/** Asks as the person who is signed in. Only a reading can be tried: a page must never change anything by its address. */
export async function tryReading(asking: Asking, home: URL, address: string): Promise<Tried | undefined> {
  if (!address.startsWith(`${base}/`)) return undefined
  const url = new URL(address, home)
  if (url.origin !== home.origin || !url.pathname.startsWith(`${base}/`)) return undefined
  const answer = await api.fetch(new Request(url), asking)
  const text = await answer.text()
  return {
    address: url.pathname + url.search,
    status: answer.status,
    headers: shown.flatMap((name) => {
      const value = answer.headers.get(name)
      return value === null ? [] : [[name, value] as [string, string]] // a pair
    }),
    text: readable(text).slice(0, longest),
  }
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
