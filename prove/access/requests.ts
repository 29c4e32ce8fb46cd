import { uuidv7 } from '#kernel/ids.ts'
import type { Operation } from '#platform/web/api.ts'
import { formNamed, formsIn, type HtmlForm } from '../support/html-forms.ts'
import { bodyOf, queryOf, requiredOf, sample } from '../support/sample-body.ts'
import { eachOf } from '../support/batches.ts'
import { filledIn } from './fill.ts'
import type { Sent } from './http.ts'
import { twinAddress, type Address, type Facts, type Rows } from './rows.ts'
import type { Stage } from './stage.ts'
import type { Thing } from './things.ts'
import type { Person, PlaceName } from './world.ts'

/** One thing at one place: where, and with what. */
export type Request = {
  readonly place: PlaceName
  readonly address: Address
  readonly sent: Sent
  /** Whether the demo has such a row in a state in which somebody can open it (a form: finds it on the page). */
  readonly isFound: boolean
}

type Ground = { readonly stage: Stage; readonly rows: Rows }

/** What is sent to try a thing at a place; nothing where the place cannot be told from the own one, or has no such row. */
export async function requestAt(
  ground: Ground,
  thing: Thing,
  place: PlaceName,
): Promise<Request | undefined> {
  const twin = place === 'otherMunicipality'
  const sited = twin ? 'own' : place
  const people = (twin ? ground.stage.twins : ground.stage.people).filter(
    (one) => one.at === sited && one.way === 'signedIn',
  )
  const found = await addressesOf(ground, thing, sited)
  const candidates = twin
    ? found.filter(({ rows, given = [] }) => rows.length + given.length > 0).map(twinAddress)
    : found
  if (candidates.length === 0) return undefined
  return thing.kind === 'form'
    ? formRequest(ground, { thing, place, people, candidates })
    : plainRequest(ground, { thing, place, people, candidates })
}

type Asked = { thing: Thing; place: PlaceName; people: readonly Person[]; candidates: readonly Address[] }

async function addressesOf(
  { stage, rows }: Ground,
  thing: Thing,
  place: Exclude<PlaceName, 'otherMunicipality'>,
): Promise<readonly Address[]> {
  const found = await rows.at(thing.route, place)
  if (!thing.operation) return found
  const first =
    found[0] ?? (place !== 'own' && !/[[{]/.test(thing.route) ? { path: thing.route, rows: [] } : undefined)
  if (!first) return []
  const given = await givenTo({ stage, rows }, thing, place)
  const isTold = place === 'own' || first.rows.length > 0 || given.size > 0
  return isTold
    ? (found.length > 0 ? found : [first]).map((one) => ({ ...one, given: [...given.values()] }))
    : []
}

/** The rows that the body of an operation names, at the place. */
async function givenTo({ stage, rows }: Ground, thing: Thing, place: PlaceName): Promise<Map<string, Facts>> {
  const { operation } = thing
  const { boardId, municipalityId } = stage.places[place]
  const board = { id: boardId, boardId, municipalityId, unitId: null, providerId: null }
  const found = new Map<string, Facts>()
  if (!operation || !('command' in operation) || !operation.body) return found
  const names = new Set<string>()
  bodyOf(operation, operation.body, (name) => (names.add(name), uuidv7()))
  for (const name of names) {
    const row = name.endsWith('Id')
      ? (await rows.at(`${thing.route}/{${name}}`, place))[0]?.rows[0]
      : undefined
    // Another unit may be under the same board, which is no row of that place.
    const fact = row ?? (name === 'boardId' ? board : undefined)
    if (fact) found.set(name, { ...fact, named: name })
  }
  return found
}

/** The first address that most of those who may, can open. */
async function plainRequest(
  { stage }: Ground,
  { thing, place, people, candidates }: Asked,
): Promise<Request> {
  const sentTo = (address: Address) =>
    thing.operation ? operationSent(thing, address) : { path: address.path }
  if (thing.kind === 'changing') {
    const address = candidates[0]! // there is one, just asked
    return { place, address, sent: sentTo(address), isFound: true }
  }
  const openers = people.filter(({ role }) => thing.may?.(role))
  let best = { address: candidates[0]!, opened: -1 } // there is one, just asked
  for (const address of candidates) {
    const answers = await eachOf(openers, ({ cookie }) => stage.send({ ...sentTo(address), cookie }))
    const opened = answers.filter(({ status }) => status < 400).length
    if (opened > best.opened) best = { address, opened }
    if (opened === openers.length) break
  }
  return { place, address: best.address, sent: sentTo(best.address), isFound: best.opened > 0 }
}

function operationSent({ operation }: Thing, { path, given = [] }: Address): Sent {
  const accept = 'application/json'
  const full = `/api/v1${path}${operation ? daysAsked(operation) : ''}`
  if (!operation || !('command' in operation)) return { path: full, accept }
  const method = operation.method.toUpperCase()
  if (operation.file)
    return { method, path: `${full}?fileName=fil.txt`, accept, type: 'text/plain', body: 'Text.' }
  if (!operation.body) return { method, path: full, accept }
  const ids = new Map(given.map((row) => [row.named ?? '', row.id]))
  const body = bodyOf(operation, operation.body, (name) => ids.get(name) ?? uuidv7())
  return { method, path: full, accept, type: 'application/json', body: JSON.stringify(body) }
}

/** What a reading must be told: from and to which day, which year, which words, which draft. */
function daysAsked(operation: Operation): string {
  const required = requiredOf(operation)
  const asked = Object.entries(queryOf(operation)).flatMap(([name, schema]) => {
    if (schema.default !== undefined) return []
    if (schema.format === 'date') return [`${name}=2026-12-24`]
    if (name === 'year' && schema.type === 'integer') return [`${name}=2026`]
    return required.includes(name)
      ? [`${name}=${String(sample(schema, { idOf: () => uuidv7(), name }))}`]
      : []
  })
  return asked.length === 0 ? '' : `?${asked.join('&')}`
}

/** The form as somebody who may send it finds it on the page at the place; without such a form, its name alone. */
async function formRequest({ stage }: Ground, { thing, place, people, candidates }: Asked): Promise<Request> {
  const senders = people.filter(({ role }) => thing.sees?.(role) && thing.may?.(role))
  for (const address of candidates) {
    for (const { cookie } of senders.slice(0, 3)) {
      const form = await formAt(stage, { path: address.path, cookie }, thing.form ?? '')
      if (form) return { place, address, sent: formSent(thing, address, form), isFound: true }
    }
  }
  const address = candidates[0]! // there is one, asked before
  return { place, address, sent: formSent(thing, address), isFound: false }
}

/** On its page; the form of an endpoint stands on the page above it. */
async function formAt(
  stage: Stage,
  sent: Sent & { cookie: string },
  name: string,
): Promise<HtmlForm | undefined> {
  const page = await stage.send(sent)
  if (page.status === 200) return formNamed(page.body.toString(), name)
  if (page.status !== 405) return undefined
  const above = await stage.send({ ...sent, path: sent.path.replace(/\/[^/]*$/, '') })
  return formsIn(above.body.toString()).find(({ action }) => action === sent.path)
}

function formSent({ form }: Thing, { path }: Address, found?: HtmlForm): Sent {
  const body = new URLSearchParams(found && filledIn(found))
  return { method: 'POST', path: form === 'default' ? path : `${path}?/${form}`, body: body.toString() }
}

/** A form sent twice under the same id is done once: each attempt has its own. */
export function withCommandId(sent: Sent): Sent {
  if (sent.type !== undefined || typeof sent.body !== 'string') return sent
  const body = new URLSearchParams(sent.body)
  body.set('commandId', uuidv7())
  return { ...sent, body: body.toString() }
}
