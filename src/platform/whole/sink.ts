import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Part } from './shape.ts'

export type Pieces = AsyncIterable<Buffer> | Iterable<Buffer>

/** Where an export is written, part by part. Until `end` there is nothing with its right name. */
export type Sink = {
  write(name: string, pieces: Pieces): Promise<void>
  end(): Promise<void>
  /** Takes away what was begun. */
  drop(): Promise<void>
}

/** Writes one part and tells what it became. */
export async function put(sink: Sink, name: string, pieces: Pieces): Promise<Part> {
  const hash = createHash('sha256')
  let bytes = 0
  await sink.write(
    name,
    (async function* () {
      for await (const piece of pieces) {
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
    })(),
  )
  return { path: name, bytes, sha256: hash.digest('hex') }
}

/** A folder, made beside its place and moved there when it is whole. */
export async function folderSink(to: string): Promise<Sink> {
  await refuseTaken(to)
  const begun = `${to}.part`
  await rm(begun, { recursive: true, force: true })
  await mkdir(begun, { recursive: true, mode: 0o700 })
  return {
    async write(name, pieces) {
      const file = path.join(begun, name)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      const handle = await open(file, 'wx', 0o600)
      try {
        for await (const piece of pieces) await handle.appendFile(piece)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    async end() {
      await rm(to, { recursive: true, force: true })
      await rename(begun, to)
    },
    drop: () => rm(begun, { recursive: true, force: true }),
  }
}

async function refuseTaken(to: string): Promise<void> {
  const there = await readdir(to).catch(() => [])
  if (there.length > 0) throw new Error(`${to} är inte tom. Välj en ny mapp.`)
}
