import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { mayAnywhere, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { passesLuhn } from '#kernel/personal-number.ts'
import * as made from '#modules/files/corpus.test-support.ts'
import * as paged from '#modules/files/pdf-corpus.test-support.ts'
import { submitRequest } from '#modules/handins/public.ts'
import { uploads } from '#modules/imports/public.ts'
import { openMatter } from '#modules/meetings/public.ts'
import { takeLocked } from '#modules/releases/public.ts'
import type { Changing } from '#platform/web/api.ts'
import { reading } from '#platform/whole/database.ts'
import { writeWhole } from '#platform/whole/export.ts'
import { folderSink } from '#platform/whole/sink.ts'
import { api, operations } from '#server/api.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'

/**
 * A made-up person's number is planted wherever something can be written or handed in, in every spelling that people
 * and programs have; then everything that was written down is searched for it: the log of the server, and the whole
 * database as a backup holds it. Whatever operation is mounted is tried from that day.
 */
const day = '840229'
const digits = [...'0123456789'].map((last) => `${day}177${last}`).find(passesLuhn) ?? ''
const number = `19${digits.slice(0, 6)}-${digits.slice(6)}`
const wide = [...number].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)).join('')
const spellings: readonly string[] = [
  number,
  `19${digits}`,
  digits,
  `${digits.slice(0, 6)}+${digits.slice(6)}`,
  `${digits.slice(0, 6)} – ${digits.slice(6)}`,
  wide,
  `19${digits.slice(0, 6)}\u200b-\u00ad${digits.slice(6)}`,
  [...digits].join('\u2060'),
]

let world: World
let folder: string
const said: string[] = []

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-canaries-'))
  vi.stubEnv('UPPSIKT_LOCK_KEY', randomBytes(32).toString('base64'))
  for (const way of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void said.push(words.map(String).join(' ')))
})
afterAll(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

/** Its ten digits with anything but digits between them, in whatever script: no spelling gets past this. */
const trace = new RegExp([...digits].join('[^0-9]{0,4}'), 'u')

function isTold(text: string): boolean {
  return trace.test(text.normalize('NFKC').replace(/[\p{Cf}\p{M}]/gu, ''))
}

/** The parts of a whole backup in which the number stands. */
async function backupsWithIt(name: string): Promise<string[]> {
  const to = path.join(folder, name)
  const { user, password, host, port, database } = world.admin
  await reading(`postgres://${user}:${password}@${host}:${port}/${database}`, async (client, migrations) => {
    const sink = await folderSink(to)
    await writeWhole({ client }, sink, { kind: 'backup', madeAt: now, migrations })
    await sink.end()
  })
  const parts = (await readdir(to, { recursive: true, withFileTypes: true })).filter((part) => part.isFile())
  expect(parts.length).toBeGreaterThan(50)
  const read = parts.map(async (part) => {
    const bytes = await readFile(path.join(part.parentPath, part.name))
    return isTold(bytes.toString('utf8').replaceAll('\0', '')) ? [part.name] : []
  })
  return (await Promise.all(read)).flat()
}

test('the search finds every spelling, in the database and in a file that was let in', async () => {
  for (const spelling of spellings) expect(isTold(`Om ${spelling} idag`), spelling).toBe(true)
  expect(await backupsWithIt('before')).toEqual([])
  await world.admin.query('update board set name = $1 where id = $2', [`N ${wide}`, world.boards.care])
  expect(await backupsWithIt('planted')).toHaveLength(1)
  await world.admin.query('update board set name = $1 where id = $2', ['Omsorgsnämnden', world.boards.care])
})

describe('planted in every text of every operation', () => {
  const changing = operations.filter((one): one is Changing => 'command' in one && one.body !== undefined)

  test('by whoever may do it, it is taken nowhere and given back nowhere', async () => {
    const everybody = Object.values(world.people)
    const taken: string[] = []
    let refused = 0
    for (const [at, operation] of changing.entries()) {
      // Whoever may not do it at all is stopped before anything is read.
      const people = everybody.filter((one) => mayAnywhere(one, operation.command.verb))
      for (const [place, body] of planted(operation, spellings[at % spellings.length] ?? number).entries()) {
        const actor = people[place % people.length] ?? world.people.admin
        const { status, text } = await send(operation, actor, body)
        if (status < 300 || status >= 500 || isTold(text))
          taken.push(`${operation.method} ${operation.path}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
        if (text.includes('"personalNumber"')) refused += 1
      }
    }
    expect(taken).toEqual([])
    expect(refused).toBeGreaterThan(changing.length)
  }, 120_000)
})

/** The operation's example, once for each of its texts, with the number in that text; and once for each left out. */
function planted({ example, body }: Changing, spelling: string): unknown[] {
  const own = textsIn(example, []).map((place) => withText(example, place, `Om ${spelling}`))
  // What JSON Schema cannot say is left out; of the rest only the names and types are read.
  const schema = z.toJSONSchema(body ?? z.object({}), { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string; format?: string; enum?: unknown }>
  }
  const leftOut = Object.entries(schema.properties ?? {}).filter(
    ([name, { type, format, enum: choices }]) =>
      type === 'string' && !format && !choices && !Object.hasOwn(example ?? {}, name),
  )
  return [...own, ...leftOut.map(([name]) => ({ ...example, [name]: `Om ${spelling}` }))]
}

type Place = readonly string[]

function textsIn(value: unknown, at: Place): Place[] {
  if (typeof value === 'string') return [at]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...at, key]))
}

function withText(value: unknown, [key, ...rest]: Place, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === key ? withText(one, rest, text) : one))
  // Only called along places that `textsIn` found.
  const object = value as Record<string, unknown>
  return { ...object, [key]: withText(object[key], rest, text) }
}

async function send(operation: Changing, actor: Actor, body: unknown) {
  const address = operation.path.replace(/\{\w+\}/g, () => uuidv7())
  const request = new Request(`http://exempel.se/api/v1${address}`, {
    method: operation.method.toUpperCase(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const response = await api.fetch(request, { db: world.db, actor, now, requestId: uuidv7() })
  return { status: response.status, text: await response.text() }
}

/** The number in two pieces, the last of them first. */
const split = paged.textAt([
  [150, 700, number.slice(8)],
  [96.6, 700, number.slice(0, 8)],
])

/** Every kind of file, with the number where such a file can hold it. */
const files: Readonly<Record<string, Buffer>> = {
  [`rutin ${number}.pdf`]: made.pdf(''),
  [`rutin ${wide}.txt`]: Buffer.from('Rutin'),
  'lista.csv': Buffer.from(`namn;nummer\nVera;${digits}\n`),
  'anteckning.txt': Buffer.from(`Om ${number}`, 'latin1'),
  'rutin.docx': made.word(number),
  'brev.docx': made.word('x', { 'docProps/core.xml': `<p><title>${number}</title></p>` }),
  'bild.docx': made.word('x', { 'word/media/a.png': made.png([made.pngChunk('tEXt', number)]) }),
  'lista.xlsx': made.excel(`<c r="A1"><v>19${digits}</v></c>`),
  'bilder.pptx': made.slides(wide),
  'rutin.odt': made.openText(`<p>${number}</p>`),
  'rutin.pdf': made.pdf(`<</Title (${number})>>`),
  'plan.pdf': paged.pdfOf([paged.words('Plan'), paged.words(`Om ${number}`)]),
  'delad.pdf': paged.pdfOf([{ content: split }]),
  'bred.pdf': paged.pdfOf([{ content: `BT /W 12 Tf 72 700 Td (${number}) Tj ET` }]),
  'inläst.pdf': paged.pdfOf([{ content: paged.scanned.content + split }]),
}

describe('planted in what is handed in', () => {
  test('a manager who hands in a file with it is told where, and it is not given back', async () => {
    const requestId = await makeRequest(world, await makeFollowUp(world))
    for (const [name, bytes] of Object.entries(files)) {
      const sent = submitRequest(world.as(world.people.manager), {
        ...{ requestId, files: [{ name, bytes: new Uint8Array(bytes) }] },
      })
      const problem: unknown = await sent.then(
        () => 'taken',
        (cause: object) => ({ ...cause }),
      )
      expect(problem, name).toMatchObject({ code: 'personalNumber' })
      expect(isTold(JSON.stringify(problem)), name).toBe(false)
    }
    const fields = made.cameraFields(6, number)
    const pictures = [
      { name: 'bild.jpg', bytes: new Uint8Array(made.jpeg({ fields, after: number })) },
      { name: 'bild.png', bytes: new Uint8Array(made.png([made.pngChunk('eXIf', fields)], number)) },
    ]
    const { handedIn } = await submitRequest(world.as(world.people.manager), { requestId, files: pictures })
    expect(handedIn).toHaveLength(2)
  })

  test('a list that is read in with it leaves nothing but the fault behind', async () => {
    const { strategist } = world.people
    for (const [name, bytes] of Object.entries(files).filter(([file]) => /^lista/.test(file))) {
      const upload = {
        id: uuidv7(),
        boardId: world.boards.care,
        fileName: name,
        bytes: new Uint8Array(bytes),
      }
      const { id } = await uploads.office(world.as(strategist), upload)
      const { rows } = await world.admin.query('select state, content from import where id = $1', [id])
      expect(rows, name).toEqual([{ state: 'refused', content: null }])
    }
  }, 60_000)

  test('a registrar takes it in under lock, where nobody reads it', async () => {
    const { id: matterId } = await openMatter(world.as(world.people.registrar), {
      ...{ boardId: world.boards.care, caseNumber: 'OMS 26/1', title: 'Avtal' },
    })
    const file = { name: `${number}.txt`, bytes: new Uint8Array(Buffer.from(number)) }
    const taken = { matterId, title: 'Avtal', ground: 'Enskild firma', file }
    expect((await takeLocked(world.as(world.people.registrar), taken)).number).toBe(1)
  })
})

test('afterwards it stands in no log and in no part of a whole backup', async () => {
  expect(said.filter(isTold)).toEqual([])
  expect(await backupsWithIt('after')).toEqual([])
})
