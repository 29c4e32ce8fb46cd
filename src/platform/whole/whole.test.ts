import { randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { withAdmin } from '#platform/db/embedded-database.ts'
import { freshDatabase, type TestDatabase } from '#test/database.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { checkWhole } from './check.ts'
import { reading, writing } from './database.ts'
import { writeWhole, type Written } from './export.ts'
import { loadWhole, refuseOtherVersion } from './import.ts'
import { fileIn, fileOut } from './out.ts'
import { sealedIn, sealedOut, type Opener } from './sealed-file.ts'
import { leftOut, secretColumns } from './shape.ts'
import { folderSink, type Sink } from './sink.ts'
import { openSource } from './source.ts'
import { zipSink } from './zip-write.ts'

let world: World
let own: TestDatabase
let folder: string
const place = (name: string) => path.join(folder, name)
const passphrase: Opener = { kind: 'passphrase', text: 'en lång lösenfras med å' }

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-whole-'))
  process.env['UPPSIKT_LOCK_KEY'] = randomBytes(32).toString('base64')
  await fill()
  own = { adminUrl: adminUrlOf(), appUrl: '', drop: async () => undefined }
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

/** A log, a file with an awkward name, a password: what is special on its way out and in. */
async function fill(): Promise<void> {
  const { municipalityId, boards, people, admin } = world
  await admin.query(`update account set password_hash = 'scrypt$hemlig' where id = $1`, [
    people.strategist.accountId,
  ])
  await admin.query(
    `insert into file (municipality_id, id, board_id, name, media_type, size, sha256, content, uploaded_by, uploaded_at)
      values ($1, $2, $3, '../Rutin för å.pdf', 'application/pdf', 4, sha256('abcd'), 'abcd', $4, now())`,
    [municipalityId, uuidv7(), boards['care'], people.strategist.accountId],
  )
  for (const verb of ['a', 'b', 'c'])
    await admin.query(
      `insert into audit (municipality_id, seq, at, verb, outcome, detail, previous_hash, hash)
        values ($1, 0, now(), $2, 'done', '{"number": 1.10, "text": "å\\n"}', '', '')`,
      [municipalityId, verb],
    )
}

function adminUrlOf(): string {
  const { host, port, user, password, database } = world.admin
  return `postgres://${user}:${password}@${host}:${port}/${database}`
}

async function exportTo(sink: Sink, kind: 'export' | 'backup' = 'export'): Promise<Written> {
  const only = kind === 'export' ? { municipalityId: world.municipalityId } : {}
  const written = await reading(own.adminUrl, (client, migrations) =>
    writeWhole({ client, ...only }, sink, { kind, madeAt: now, migrations }),
  )
  await sink.end()
  return written
}

async function importFrom(from: string, into: string, opener?: Opener): Promise<void> {
  const source = await openSource(from, opener)
  try {
    const { manifest } = await checkWhole(source)
    await writing(into, async (client, migrations) => {
      refuseOtherVersion(manifest, migrations)
      await loadWhole(client, source, manifest)
    })
  } finally {
    await source.close()
  }
}

const municipalitiesIn = (adminUrl: string) =>
  withAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>('select name from municipality order by name')
    return rows.map(({ name }) => name)
  })

test('a municipality leaves whole, comes into an empty installation, and leaves that one the same', async () => {
  const first = await exportTo(await folderSink(place('first')))
  const other = await freshDatabase()
  try {
    await importFrom(place('first'), other.adminUrl)
    const second = await reading(other.adminUrl, async (client, migrations) =>
      writeWhole({ client, municipalityId: world.municipalityId }, await folderSink(place('second')), {
        kind: 'export',
        madeAt: now,
        migrations,
      }),
    )
    const sums = ({ manifest }: Written) =>
      manifest.tables.filter(({ name }) => name !== 'account').map(({ name, sha256 }) => `${name} ${sha256}`)
    expect(sums(second)).toEqual(sums(first))
    expect(second.manifest.files).toEqual(first.manifest.files)
    expect(second.manifest.municipalities).toEqual(first.manifest.municipalities)
    expect(first.manifest.municipalities[0]?.audit.rows).toBe(3)
    expect(await passwordIn(other.adminUrl)).toBe('scrypt$hemlig')
  } finally {
    await other.drop()
  }
})

async function passwordIn(adminUrl: string): Promise<unknown> {
  return withAdmin(adminUrl, async (client) => {
    const { rows } = await client.query('select password_hash from account where id = $1', [
      world.people.strategist.accountId,
    ])
    return rows[0]?.password_hash
  })
}

test('nothing of another municipality is in the export, and no password can be read in it', async () => {
  const { manifest } = await exportTo(await folderSink(place('alone')))
  const texts = await Promise.all(
    manifest.tables.map(({ path: part }) => readFile(path.join(place('alone'), part), 'utf8')),
  )
  expect(texts.join('')).not.toContain('Tvillingkommun')
  expect(texts.join('')).not.toContain(world.twin.municipalityId)
  expect(texts.join('')).not.toContain('scrypt$hemlig')
  expect(manifest.sealedWith).toHaveLength(1)
})

test('a secret column of any table is sealed, or its table stays behind', async () => {
  const { rows } = await world.admin.query<{ name: string; of: string }>(
    `select c.relname || '.' || a.attname as name, c.relname as of from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and a.attname ~ '(token|password|state|browser|invitation|code|recovery).*hash'`,
  )
  const loose = rows.filter(({ name, of }) => !secretColumns.has(name) && !leftOut.export.includes(of))
  expect(rows.length).toBeGreaterThan(2)
  expect(loose.map(({ name }) => name)).toEqual([])
})

test('somebody who brings in an export without its key is told which, and nothing comes in', async () => {
  await exportTo(await folderSink(place('locked')))
  const key = process.env['UPPSIKT_LOCK_KEY']
  const other = await freshDatabase()
  process.env['UPPSIKT_LOCK_KEY'] = randomBytes(32).toString('base64')
  try {
    await expect(importFrom(place('locked'), other.adminUrl)).rejects.toThrow('låst med nyckeln')
    expect(await municipalitiesIn(other.adminUrl)).toEqual([])
  } finally {
    process.env['UPPSIKT_LOCK_KEY'] = key
    await other.drop()
  }
})

const damages: readonly { what: string; says: string; harm: () => Promise<unknown> }[] = [
  {
    what: 'a row is changed',
    says: 'tables/board.ndjson är ändrad',
    harm: async () => {
      const file = path.join(place('harmed'), 'tables/board.ndjson')
      await writeFile(file, (await readFile(file, 'utf8')).replace('OMS', 'OMZ'))
    },
  },
  {
    what: 'the end is cut off',
    says: 'avkortad',
    harm: () => truncate(path.join(place('harmed'), 'tables/account.ndjson'), 100),
  },
  {
    what: 'a file is missing',
    says: 'saknas i exporten',
    harm: () => rm(path.join(place('harmed'), 'tables/unit.ndjson')),
  },
  {
    what: 'a file is put beside',
    says: 'hör inte till exporten',
    harm: () => appendFile(path.join(place('harmed'), 'tables/own.ndjson'), '{}'),
  },
]

test.each(damages)('an export is refused, and nothing comes in, when $what', async ({ says, harm }) => {
  await rm(place('harmed'), { recursive: true, force: true })
  await exportTo(await folderSink(place('harmed')))
  await harm()
  const other = await freshDatabase()
  try {
    await expect(importFrom(place('harmed'), other.adminUrl)).rejects.toThrow(says)
    expect(await municipalitiesIn(other.adminUrl)).toEqual([])
  } finally {
    await other.drop()
  }
})

test('a log that was rewritten with a manifest to fit is refused by its own chain', async () => {
  const { manifest } = await exportTo(await folderSink(place('forged')))
  const other = await freshDatabase()
  const source = await openSource(place('forged'))
  try {
    const forged = {
      ...source,
      read: (name: string) =>
        name === 'tables/audit.ndjson' ? changed(source.read(name)) : source.read(name),
    }
    const bring = writing(other.adminUrl, (client) => loadWhole(client, forged, manifest))
    await expect(bring).rejects.toThrow('bruten vid rad 2')
    expect(await municipalitiesIn(other.adminUrl)).toEqual([])
  } finally {
    await source.close()
    await other.drop()
  }
})

async function* changed(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece.toString().replace('"verb":"b"', '"verb":"x"'))
}

test('a municipality comes in beside another, but not twice', async () => {
  await exportTo(zipSink(await fileOut(place('one.zip'))))
  const other = await freshDatabase()
  try {
    await withAdmin(other.adminUrl, (client) =>
      client.query(`insert into municipality (id, name) values ($1, 'Grannkommun')`, [uuidv7()]),
    )
    await importFrom(place('one.zip'), other.adminUrl)
    expect(await municipalitiesIn(other.adminUrl)).toEqual(['Exempelkommun', 'Grannkommun'])
    await expect(importFrom(place('one.zip'), other.adminUrl)).rejects.toThrow('finns redan')
  } finally {
    await other.drop()
  }
})

test('a backup holds every municipality, and opens with its passphrase alone', async () => {
  await exportTo(zipSink(await sealedOut(await fileOut(place('backup')), passphrase)), 'backup')
  expect((await readFile(place('backup'))).includes('manifest.json')).toBe(false)
  const other = await freshDatabase()
  try {
    await expect(importFrom(place('backup'), other.adminUrl)).rejects.toThrow('lösenfras')
    const wrong: Opener = { kind: 'passphrase', text: 'en annan lösenfras' }
    await expect(importFrom(place('backup'), other.adminUrl, wrong)).rejects.toThrow('fel nyckel')
    await importFrom(place('backup'), other.adminUrl, passphrase)
    expect(await municipalitiesIn(other.adminUrl)).toEqual(['Exempelkommun', 'Tvillingkommun'])
  } finally {
    await other.drop()
  }
})

test('an encrypted file that is cut off or changed anywhere does not open', async () => {
  const key: Opener = { kind: 'key', key: randomBytes(32) }
  const content = randomBytes(200_000)
  const out = await sealedOut(await fileOut(place('sealed')), key)
  for (let at = 0; at < content.length; at += 7_001) await out.write(content.subarray(at, at + 7_001))
  await out.end()
  const whole = await readFile(place('sealed'))
  const read = async (bytes: Buffer) => {
    await writeFile(place('tried'), bytes)
    const plain = await fileIn(place('tried'))
    try {
      const file = await sealedIn(plain, key)
      return await file.readAt(0, file.size)
    } finally {
      await plain.close()
    }
  }
  expect((await read(whole)).equals(content)).toBe(true)
  const piece = 64 * 1024 + 16
  for (const length of [whole.length - 1, 32 + piece, 32 + 2 * piece, 40, 32, 20])
    await expect(read(whole.subarray(0, length)), `cut at ${length}`).rejects.toThrow('avkortad')
  for (const at of [10, 40, 32 + piece + 5, whole.length - 1]) {
    const bytes = Buffer.from(whole)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await expect(read(bytes), `changed at ${at}`).rejects.toThrow('går inte att öppna')
  }
})
