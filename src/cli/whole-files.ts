import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { defaultDataDir } from '#platform/db/embedded-files.ts'
import type { Manifest } from '#platform/whole/shape.ts'
import { fileOut } from '#platform/whole/out.ts'
import { sealedOut, type Opener } from '#platform/whole/sealed-file.ts'
import { folderSink, type Sink } from '#platform/whole/sink.ts'
import { zipSink } from '#platform/whole/zip-write.ts'

/** npm runs a script in the project's folder: what somebody writes is meant from where they stand. */
export function placed(given: string | undefined, option: string): string {
  if (!given) throw new Error(`Ange ${option}.`)
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), given)
}

/** The key of the locked store stands in the data folder unless it is given: the same folder as the server's. */
export function useDataDir(): void {
  process.env['DATA_DIR'] ??= defaultDataDir()
}

/** A folder, or a zip where the name ends so. */
export async function sinkFor(to: string): Promise<Sink> {
  return to.endsWith('.zip') ? zipSink(await fileOut(to)) : folderSink(to)
}

export async function backupSink(to: string, opener: Opener | undefined): Promise<Sink> {
  const out = await fileOut(to)
  return zipSink(opener ? await sealedOut(out, opener) : out)
}

/** A key file of 32 bytes (base64, hex or as they are), or a passphrase from the environment, never from the command line. */
export async function findOpener(keyFile: string | undefined): Promise<Opener | undefined> {
  if (keyFile) return { kind: 'key', key: keyFrom(await readFile(placed(keyFile, '--key-file'))) }
  const text = process.env['UPPSIKT_BACKUP_PASSPHRASE']
  if (!text) return undefined
  if (text.length < 12) throw new Error('Lösenfrasen behöver vara minst 12 tecken.')
  return { kind: 'passphrase', text }
}

function keyFrom(bytes: Buffer): Buffer {
  if (bytes.length === 32) return bytes
  const text = bytes.toString('utf8').trim()
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64')
  if (key.length !== 32) throw new Error('Nyckelfilen ska hålla 32 byte. Gör en med: openssl rand -base64 32')
  return key
}

/** What it became, in a few lines. */
export function say(manifest: Manifest, sha256: string): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const bytes = [...manifest.tables, ...manifest.files].reduce((sum, part) => sum + part.bytes, 0)
  for (const { name, audit } of manifest.municipalities)
    console.log(`${name}: loggen har ${audit.rows} rader, den sista ${audit.head.slice(0, 16)}.`)
  console.log(
    `${manifest.tables.length} tabeller, ${rows} rader, ${manifest.files.length} filer, ${(bytes / 1e6).toFixed(1)} MB.`,
  )
  for (const key of manifest.sealedWith) console.log(`Det låsta kräver nyckeln ${key}.`)
  console.log(`Manifestets kontrollsumma (SHA-256): ${sha256}`)
}
