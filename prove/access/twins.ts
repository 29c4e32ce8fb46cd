import { inflateSync } from 'node:zlib'
import { readArchive } from '#platform/archive.ts'
import { crawl } from './crawl.ts'
import type { Got } from './http.ts'
import { requestAt } from './requests.ts'
import { openRows } from './rows.ts'
import type { Stage } from './stage.ts'
import { findThings } from './things.ts'
import { markers } from './twin.ts'
import type { Person } from './world.ts'

/** What one person of a municipality could get, and where something of the other's was in it. */
export type Read = {
  readonly who: string
  readonly answers: number
  readonly ofOwn: number
  readonly leaks: readonly string[]
}

const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Each person of one municipality reads all there is, and not a word or an identifier of the other's is in it. */
export async function readAsTwins(
  stage: Stage,
  people: readonly Person[],
  { most, operations: limit = Infinity }: { most: number; operations?: number },
): Promise<Read[]> {
  const foreign = await identifiersOf(stage, stage.places.otherMunicipality.municipalityId)
  const operations = await operationsOf(stage, limit)
  // The own log tells what its own people have asked for, in their own words.
  const asked = operations.map(({ path }) => path).join(' ')
  const read: Read[] = []
  for (const person of people) {
    const answers = await crawl(stage, person, most)
    for (const sent of operations)
      answers.set(sent.path, await stage.send({ ...sent, cookie: person.cookie }))
    for (const [name, got] of await feedOf(stage, person)) answers.set(name, got)
    const leaks = [...answers].flatMap(([path, got]) => leaksIn(path, got, { foreign, asked }))
    const ofOwn = [...answers.values()].filter((got) => contains(said(got), markers.one)).length
    read.push({ who: person.role, answers: answers.size, ofOwn, leaks })
  }
  return read
}

type Strange = { foreign: ReadonlySet<string>; asked: string }

function leaksIn(path: string, got: Got, { foreign, asked }: Strange): string[] {
  const text = said(got)
  const known = path.startsWith('/logg') ? `${path} ${asked}` : path
  const strange = [...text.matchAll(identifier)]
    .map(([id]) => id)
    .filter((id) => foreign.has(id) && !known.includes(id))
  return [
    ...(contains(text, markers.other) && !contains(path, markers.other)
      ? [`${path}: the other's marker`]
      : []),
    ...strange.slice(0, 1).map((id) => `${path}: ${id} of the other`),
  ]
}

function said(got: Got): string {
  return `${JSON.stringify(got.headers)}\n${textOf(got)}`
}

function contains(text: string, marker: string): boolean {
  return text.includes(marker) || text.includes(marker.toLowerCase())
}

/** Every reading operation of the API, of the own rows and of the twin's. */
async function operationsOf(stage: Stage, limit: number) {
  const ground = { stage, rows: await openRows(stage.admin, stage.places) }
  const sent = []
  const readings = (await findThings()).filter(({ kind }) => kind === 'reading')
  for (const thing of readings.slice(0, limit))
    for (const place of ['own', 'otherMunicipality'] as const) {
      const request = await requestAt(ground, thing, place)
      if (request) sent.push(request.sent)
    }
  return sent
}

/** The feed of the calendar: its address is made by a form and shown once. */
async function feedOf(stage: Stage, { cookie }: Person): Promise<[string, Got][]> {
  const made = await stage.send({ method: 'POST', path: '/konto?/kalender', cookie, body: '' })
  const address = /\/kalender\/[\w.-]+/.exec(made.body.toString())?.[0]
  return address ? [['/kalender/…', await stage.send({ path: address })]] : []
}

export async function identifiersOf({ admin }: Stage, municipalityId: string): Promise<Set<string>> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.columns c join pg_class t on t.relname = c.table_name
      and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
      where c.table_schema = 'public' and c.column_name in ('id', 'municipality_id') group by 1 having count(*) = 2`,
  )
  const all = new Set([municipalityId])
  for (const { name } of tables) {
    const { rows } = await admin.query<{ id: string }>(
      `select id from public.${name} where municipality_id = $1`,
      [municipalityId],
    )
    for (const { id } of rows) all.add(id)
  }
  return all
}

/** The words of an answer: those of a spreadsheet or document unpacked, those of a PDF as far as they lie as text. */
export function textOf({ body, headers }: Got): string {
  const kind = headers['content-type'] ?? ''
  if (kind.includes('openxml')) return unzipped(body)
  if (kind.includes('pdf')) return unpackedPdf(body)
  return body.toString()
}

function unzipped(body: Buffer): string {
  const entries = readArchive(body)
  if (!entries) throw new Error('A file of ours cannot be unpacked.')
  return entries.map((entry) => entry.read().toString()).join('\n')
}

function unpackedPdf(body: Buffer): string {
  const plain = body.toString('latin1')
  const parts = [...plain.matchAll(/stream\r?\n/g)].map(({ index, 0: begin }) => {
    try {
      return inflateSync(body.subarray(index + begin.length), { finishFlush: 2 }).toString('latin1')
    } catch {
      return '' // a picture or a font that is packed in another way
    }
  })
  return [plain, ...parts].join('\n')
}
