import { formsIn, queryNamesIn } from '../support/html-forms.ts'
import { personAs, type Ground, type Person } from './ground.ts'
import { hostileHeaders, hostileSegments } from './hostile-requests.ts'
import { knownIds } from './ids.ts'
import { isFramed, isInert, tryOnce, type Wanted } from './judge.ts'
import { encoded, seedFor, type Rounds } from './operations.ts'
import { addressOf, placesIn, type Route } from './routes.ts'
import type { IdsFor } from './schema.ts'
import type { Kind, Tally } from './tally.ts'
import { hostileTexts, nearValues } from './values.ts'

const near = nearValues.map(String)

type Asking = { readonly ground: Ground; readonly tally: Tally; readonly route: Route }
type Visit = { readonly person: Person; readonly ids: IdsFor; readonly at: number }

/** Every page and file that is read: as it should be asked, and with every parameter, id and header made wrong. */
export async function fuzzAddresses(
  ground: Ground,
  tally: Tally,
  { routes, rounds }: { routes: readonly Route[]; rounds: Rounds },
): Promise<void> {
  const known = knownIds(ground)
  for (const route of routes) {
    const asking = { ground, tally, route }
    const visit = async (round: number): Promise<Visit> => {
      const person = personAs(ground, route.roles, round)
      if (!person) throw new Error(`Nobody may open ${route.id}`)
      return {
        person,
        ids: await known.idsOf(person, route.id, [...placesIn(route.id), ...route.names]),
        at: seedFor(ground.seed, `${route.id} ${round}`) >>> 1,
      }
    }
    const names = new Set(route.names)
    for (let round = 0; round < rounds.valid; round += 1)
      for (const name of await plain(asking, await visit(round))) names.add(name)
    for (const kind of ['near-valid', 'hostile'] as const)
      for (let round = 0; round < rounds[kind]; round += 1)
        await wrongOnce(asking, kind, { ...(await visit(round)), names: [...names] })
  }
}

const wanted: readonly Wanted[] = [isInert, isFramed]

async function ask(
  { ground, tally, route }: Asking,
  kind: Kind,
  visit: Visit & { path: string; headers?: Headers },
) {
  const headers = { accept: 'text/html', ...visit.headers }
  const sent = { method: 'GET', path: visit.path, headers }
  return tryOnce(ground, tally, { area: 'pages', what: route.id, kind, person: visit.person, sent }, wanted)
}

type Headers = Readonly<Record<string, string>>

/** The page as it is, and the names of the parameters that its own links and search forms have. */
async function plain(asking: Asking, visit: Visit): Promise<string[]> {
  const path = addressOf(asking.route.id, visit.ids, visit.at)
  const { text } = await ask(asking, 'valid', { ...visit, path })
  if (asking.route.isPage)
    await ask(asking, 'valid', { ...visit, path: `${path === '/' ? '' : path}/__data.json` })
  const searched = formsIn(text).filter(({ method }) => method === 'get')
  return [...queryNamesIn(text), ...searched.flatMap(({ fields }) => fields.map(({ name }) => name))]
}

/** One parameter after the other has a wrong value, then the id in the address, then a header. */
async function wrongOnce(
  asking: Asking,
  kind: Kind,
  visit: Visit & { names: readonly string[] },
): Promise<void> {
  const path = addressOf(asking.route.id, visit.ids, visit.at)
  const values = kind === 'hostile' ? hostileTexts : near
  for (const [number, name] of visit.names.entries()) {
    const value = encoded(values[(visit.at + number * 7) % values.length] ?? '')
    const key = encoded(name)
    const query = number % 5 === 4 ? `${key}=${value}&${key}=1&${key}[]=${value}` : `${key}=${value}`
    await ask(asking, kind, { ...visit, path: `${path}?${query}` })
  }
  const all = visit.names.map(
    (name, at) => `${encoded(name)}=${encoded((values[(visit.at + at) % values.length] ?? '').slice(0, 90))}`,
  )
  await ask(asking, kind, { ...visit, path: `${path}?${all.join('&').slice(0, 9000)}` })
  if (kind !== 'hostile') return
  const headers = hostileHeaders[visit.at % hostileHeaders.length] ?? {}
  await ask(asking, kind, { ...visit, path, headers })
  for (const turn of [0, 1])
    await ask(asking, kind, { ...visit, path: withSegment(asking.route.id, visit, visit.at + turn) })
}

/** A hostile text where the last id stands; where there is none, after the address. */
function withSegment(id: string, { ids }: Visit, at: number): string {
  const segment = hostileSegments[at % hostileSegments.length] ?? ''
  const last = id.lastIndexOf('[')
  if (last === -1) return `${id === '/' ? '' : id}/${segment}`
  const end = id.indexOf(']', last) + 1
  return addressOf(id.slice(0, last), ids, at) + segment + addressOf(id.slice(end), ids, at)
}
