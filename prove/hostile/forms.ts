import { uuidv7 } from '#kernel/ids.ts'
import { formNamed, type HtmlField, type HtmlForm } from '../support/html-forms.ts'
import { personAs, type Ground, type Person, type Sent } from './ground.ts'
import { hostileBodies, hostileHeaders } from './hostile-requests.ts'
import { knownIds } from './ids.ts'
import { isInert, tryOnce, type Wanted } from './judge.ts'
import { seedFor, type Rounds } from './operations.ts'
import { addressOf, placesIn, type FormAction, type Route } from './routes.ts'
import type { IdsFor } from './schema.ts'
import type { Kind, Tally } from './tally.ts'
import { hostileTexts, nearValues } from './values.ts'

type Action = FormAction & { readonly route: Route }
type Posting = { readonly person: Person; readonly path: string; readonly at: number; readonly ids: IdsFor }
type Pair = readonly [name: string, value: string | File]

/**
 * Every form action: with what the form itself sends, with one field wrong, and with what no form sends. Gives the actions
 * whose form was not found on any page that was looked at; they were sent the fields that their code names.
 */
export async function fuzzForms(
  ground: Ground,
  tally: Tally,
  { routes, rounds }: { routes: readonly Route[]; rounds: Rounds },
): Promise<readonly string[]> {
  const known = knownIds(ground)
  const unseen: string[] = []
  for (const route of routes)
    for (const form of route.actions) {
      known.forget()
      const action = { route, ...form }
      const seen = await sought(ground, action, known)
      if (!seen) unseen.push(`${route.id}?/${form.name}`)
      for (const kind of ['hostile', 'near-valid', 'valid'] as const)
        for (let round = 0; round < rounds[kind]; round += 1) {
          const posting = await postingOf(ground, action, { round, known })
          await post({ ground, tally }, action, {
            kind,
            ...(await filledIn(ground, action, { posting, seen, round })),
          })
        }
    }
  return unseen
}

type Where = { readonly posting: Posting; readonly seen: Seen | undefined; readonly round: number }

/** Two times of three where the form was seen, else somewhere else: another row, another person. */
async function filledIn(ground: Ground, action: Action, { posting: there, seen, round }: Where) {
  const posting = seen && round % 3 < 2 ? { ...there, person: seen.person, path: seen.path } : there
  const form = (await formOf(ground, action, posting)) ?? seen?.form ?? fromCode(action.route)
  return { posting, form }
}

type With = { readonly round: number; readonly known: ReturnType<typeof knownIds> }

/** How many places are looked at for a form: not every row has it, and not everybody who may open the page. */
const looks = 6

type Seen = { readonly person: Person; readonly path: string; readonly form: HtmlForm }

async function sought(ground: Ground, action: Action, known: With['known']): Promise<Seen | undefined> {
  for (let round = 0; round < looks; round += 1) {
    const { person, path } = await postingOf(ground, action, { round, known })
    const form = await formOf(ground, action, { person, path })
    if (form) return { person, path, form }
    if (action.roles.length === 1 && !action.route.id.includes('[')) return undefined
  }
  return undefined
}

/** Mostly somebody who may send it; every fourth time somebody who may open the page. */
async function postingOf(
  ground: Ground,
  { route, name, roles }: Action,
  { round, known }: With,
): Promise<Posting> {
  const person =
    personAs(ground, round % 4 === 3 ? route.roles : roles, round) ?? personAs(ground, route.roles, round)
  if (!person) throw new Error(`Nobody may open ${route.id}`)
  const ids = await known.idsOf(person, route.id, [...placesIn(route.id), ...route.names])
  const at = seedFor(ground.seed, `${route.id} ${name} ${round}`) >>> 1
  return { person, at, ids, path: addressOf(route.id, ids, at) }
}

/** The form of the page, as this person sees it. */
async function formOf(
  ground: Ground,
  { name }: Action,
  { person, path }: Pick<Posting, 'person' | 'path'>,
): Promise<HtmlForm | undefined> {
  const { text } = await ground.send(person, { method: 'GET', path, headers: { accept: 'text/html' } })
  await ground.changes.since()
  return formNamed(text, name)
}

function fromCode({ names }: Route): HtmlForm {
  const fields = names.map((name) => {
    const isFile = /^(fil|file|filer|files)$/.test(name)
    const type = isFile ? 'file' : 'text'
    return { name, type, isFile, values: [], inputMode: undefined, checked: undefined }
  })
  const hasFile = fields.some(({ isFile }) => isFile)
  return { method: 'post', action: '', name: 'default', fields, hasFile }
}

type Made = { readonly kind: Kind; readonly posting: Posting; readonly form: HtmlForm }

async function post(
  { ground, tally }: { ground: Ground; tally: Tally },
  { route, name }: Action,
  { kind, posting, form }: Made,
): Promise<void> {
  const address = `${posting.path}${name === 'default' ? '' : `?/${name}`}`
  const body =
    kind === 'hostile' && posting.at % 6 === 0 ? rawBody(posting.at) : await bodyOf(kind, posting, form)
  const odd =
    kind === 'hostile' && posting.at % 4 === 1
      ? (hostileHeaders[posting.at % hostileHeaders.length] ?? {})
      : {}
  const asData =
    posting.at % 3 === 0
      ? { accept: 'application/json', 'x-sveltekit-action': 'true' }
      : { accept: 'text/html' }
  const sent: Sent = {
    method: 'POST',
    path: address,
    headers: { ...asData, ...body.headers, ...odd },
    body: body.text,
  }
  const tried = { area: 'forms', what: `${route.id}?/${name}`, kind, person: posting.person, sent }
  await tryOnce(ground, tally, tried, [isInert, neverPersonal])
}

/** A password that was typed is never sent back. */
const neverPersonal: Wanted = ({ text }) => (text.includes(secret) ? 'sends a password back' : undefined)
const secret = 'Hemligt-losenord-9182'

function rawBody(at: number) {
  const { text, headers } = hostileBodies[at % hostileBodies.length] ?? { text: '' }
  return { text, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }
}

async function bodyOf(kind: Kind, posting: Posting, { fields, hasFile }: HtmlForm) {
  const pairs = fields.flatMap((field, at) => sentAs(field, { ...posting, at: posting.at + at }))
  const whole: Pair[] = [...pairs, ['commandId', uuidv7()]]
  const wrong = kind === 'valid' ? whole : withOneWrong(kind, whole, posting.at)
  return hasFile ? multipart(wrong) : { text: urlencoded(wrong), headers: urlencodedType }
}

/** Hidden fields and choices as the page has them; a word where it has nothing. */
function sentAs({ name, values, isFile }: HtmlField, { at, ids }: Posting): Pair[] {
  if (isFile) return [[name, new File([`Rutin ${at}`], 'rutin.txt', { type: 'text/plain' })]]
  if (/losenord/i.test(name)) return [[name, secret]]
  const [first] = values
  if (first && values.length === 1) return [[name, first]]
  const chosen = values.filter(Boolean)
  if (chosen.length > 0) return [[name, chosen[at % chosen.length] ?? '']]
  const known = /Id$|^enhet$|^nämnd$|^utforare$/.test(name) ? ids(name) : usual
  return [[name, known[at % known.length] ?? '']]
}

const usual = ['2026-12-01', 'En rad text', '12', '', 'on']

function withOneWrong(kind: Kind, pairs: readonly Pair[], at: number): Pair[] {
  const values = kind === 'hostile' ? hostileTexts : nearValues.map(String)
  const value = values[at % values.length] ?? ''
  const place = at % pairs.length
  const [name = ''] = pairs[place] ?? []
  const acts: readonly (() => Pair[])[] = [
    () => pairs.map((pair, number) => (number === place ? [pair[0], value] : pair)),
    () => pairs.filter((_, number) => number !== place),
    () => [...pairs, [name, value], [name, value]],
    () => [...pairs, [value.slice(0, 2000), 'x'], ['municipalityId', uuidv7()], ['__proto__', value]],
    () => pairs.map(([one]) => [one, value.slice(0, 20_000)]),
    () => pairs.map((pair, number) => (number === place ? [pair[0], odd(value)] : pair)),
  ]
  return acts[at % acts.length]?.() ?? [...pairs]
}

/** A file where a text is wanted, under a name that climbs. */
const odd = (text: string) => new File([text.slice(0, 5000)], '../../x\u202Efdp.exe', { type: 'text/html' })

const urlencodedType = { 'content-type': 'application/x-www-form-urlencoded' }

function urlencoded(pairs: readonly Pair[]): string {
  const texts = pairs.map(([name, value]) => [name, typeof value === 'string' ? value : value.name] as const)
  return texts.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

const encode = (text: string) => encodeURIComponent(text.toWellFormed())

async function multipart(pairs: readonly Pair[]) {
  const form = new FormData()
  for (const [name, value] of pairs)
    form.append(name.toWellFormed(), typeof value === 'string' ? value.toWellFormed() : value)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const type = request.headers.get('content-type') ?? ''
  return { text: new Uint8Array(await request.arrayBuffer()), headers: { 'content-type': type } }
}
