import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, now, type World } from '#test/world.ts'
import { checkWhole } from './check.ts'
import { reading } from './database.ts'
import { writeWhole, type Written } from './export.ts'
import { refuseOtherVersion } from './import.ts'
import { refuseUnknown } from './manifest-seal.ts'
import { folderSink } from './sink.ts'
import { openSource } from './source.ts'

/** How an export is known to be what was taken out, and to fit where it is brought in. */
let world: World
let folder: string
const place = (name: string) => path.join(folder, name)

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-seal-'))
  process.env['UPPSIKT_LOCK_KEY'] = randomBytes(32).toString('base64')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

async function exportTo(to: string): Promise<Written> {
  const { host, port, user, password, database } = world.admin
  const sink = await folderSink(to)
  return reading(`postgres://${user}:${password}@${host}:${port}/${database}`, async (client, migrations) => {
    const options = { kind: 'export', madeAt: now, migrations } as const
    const written = await writeWhole({ client, municipalityId: world.municipalityId }, sink, options)
    await sink.end()
    return written
  })
}

test('an export whose manifest was written anew is refused where its key is, and elsewhere without its hash', async () => {
  const { sha256 } = await exportTo(place('anew'))
  const seal = async () => {
    const source = await openSource(place('anew'))
    return checkWhole(source).finally(() => source.close())
  }
  expect(await seal()).toMatchObject({ sha256, seal: { kind: 'holds' } })
  const file = path.join(place('anew'), 'manifest.json')
  const written = await readFile(file, 'utf8')
  await writeFile(file, written.replace('Allt som', 'Allt det som'))
  await expect(seal()).rejects.toThrow('Sigillet stämmer inte')
  await writeFile(file, written)
  const key = process.env['UPPSIKT_LOCK_KEY']
  process.env['UPPSIKT_LOCK_KEY'] = randomBytes(32).toString('base64')
  const elsewhere = (await seal()).seal
  process.env['UPPSIKT_LOCK_KEY'] = key
  expect(elsewhere.kind).toBe('otherKey')
  expect(() => refuseUnknown(elsewhere, false)).toThrow(
    /förseglad med nyckeln [0-9a-f]{16}.*--manifest-sha256/,
  )
  await writeFile(path.join(place('anew'), 'manifest.seal.json'), '{"keyId":1}')
  await expect(seal()).rejects.toThrow('manifest.seal.json är skadad')
  await rm(path.join(place('anew'), 'manifest.seal.json'))
  const without = (await seal()).seal
  expect(without).toEqual({ kind: 'none' })
  expect(() => refuseUnknown(without, false)).toThrow('inget sigill')
  for (const state of [elsewhere, without, { kind: 'holds' } as const])
    expect(() => refuseUnknown(state, true)).not.toThrow()
})

test('an export of another version is refused with what to do about it, whichever of the two is the newer', async () => {
  const { manifest } = await exportTo(place('versions'))
  const steps = manifest.migrations
  const [first, ...later] = steps
  if (!first) throw new Error('there are migrations')
  expect(() => refuseOtherVersion(manifest, steps)).not.toThrow()
  expect(() => refuseOtherVersion(manifest, steps.slice(0, -1))).toThrow(
    /saknas här. Uppgradera.*uppsikt migrate/,
  )
  const changed = [{ ...first, checksum: '0'.repeat(64) }, ...later]
  expect(() => refuseOtherVersion(manifest, changed)).toThrow(/0001-\S+ är en annan här. Uppgradera/)
  const newer = [...steps, { name: '9999-later.sql', checksum: first.checksum }]
  expect(() => refuseOtherVersion(manifest, newer)).toThrow(
    /äldre version.*\(9999-later.sql\).*Läs in den i den version/,
  )
  expect(() => refuseOtherVersion({ ...manifest, kind: 'backup' }, newer)).toThrow(/^Säkerhetskopian/)
})
