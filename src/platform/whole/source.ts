import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileIn } from './out.ts'
import { isSealed, sealedIn, type Opener } from './sealed-file.ts'
import { readDirectory, readEntry } from './zip-read.ts'

/** What an export is read from: a folder, a zip, or a zip that is encrypted. */
export type Source = {
  /** Every part that is there, the manifest too. */
  readonly names: ReadonlySet<string>
  read(name: string): AsyncIterable<Buffer>
  close(): Promise<void>
}

export async function openSource(from: string, opener?: Opener): Promise<Source> {
  const found = await stat(from).catch(() => undefined)
  if (!found) throw new Error(`${from} finns inte.`)
  return found.isDirectory() ? folderSource(from) : zipSource(from, opener)
}

async function folderSource(folder: string): Promise<Source> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = all
    .filter((one) => one.isFile())
    .map((one) => path.relative(folder, path.join(one.parentPath, one.name)).split(path.sep).join('/'))
  return {
    names: new Set(names),
    // Without an encoding a read stream gives buffers; its type does not say so.
    read: (name) => createReadStream(path.join(folder, name)) as AsyncIterable<Buffer>,
    close: async () => undefined,
  }
}

async function zipSource(from: string, opener: Opener | undefined): Promise<Source> {
  const plain = await fileIn(from)
  try {
    const file = (await isSealed(plain)) ? await sealedIn(plain, opener) : plain
    const entries = await readDirectory(file)
    return {
      names: new Set(entries.keys()),
      read(name) {
        const entry = entries.get(name)
        if (!entry) throw new Error(`${name} saknas.`)
        return readEntry(file, entry)
      },
      close: () => file.close(),
    }
  } catch (fault) {
    await plain.close()
    throw fault
  }
}
