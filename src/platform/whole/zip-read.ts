import { pipeline, Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import type { In } from './out.ts'

export type ZipEntry = { readonly packed: number; readonly size: number; readonly offset: number }

const piece = 256 * 1024
const endLength = 98

/** The parts of a zip that `zipSink` has written, from its directory. @throws Error when it is no such zip, or cut off */
export async function readDirectory(file: In): Promise<ReadonlyMap<string, ZipEntry>> {
  const end = await file.readAt(file.size - endLength, endLength)
  if (end.length < endLength || end.readUInt32LE(0) !== 0x06064b50 || end.readUInt32LE(76) !== 0x06054b50)
    throw new Error('Filen är avkortad eller skadad: dess innehållsförteckning saknas.')
  const size = Number(end.readBigUInt64LE(40))
  const start = Number(end.readBigUInt64LE(48))
  if (start + size + endLength !== file.size) throw new Error('Filen är avkortad eller skadad.')
  const bytes = await file.readAt(start, size)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0; at + 46 <= bytes.length;) {
    const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const offset =
      extraLength === 12
        ? Number(bytes.readBigUInt64LE(at + 46 + nameLength + 4))
        : bytes.readUInt32LE(at + 42)
    entries.set(name, { packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24), offset })
    at += 46 + nameLength + extraLength
  }
  return entries
}

/** Unpacks a part piece by piece; what unpacks to more than the directory says is an error. */
export async function* readEntry(file: In, entry: ZipEntry): AsyncGenerator<Buffer> {
  const head = await file.readAt(entry.offset, 30)
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  const inflate = createInflateRaw()
  // What goes wrong on either side is thrown where the pieces are read.
  pipeline(Readable.from(packedOf(file, { start, length: entry.packed })), inflate, () => undefined)
  let left = entry.size
  // A stream of bytes without an encoding gives buffers; its type does not say so.
  for await (const chunk of inflate as AsyncIterable<Buffer>) {
    left -= chunk.length
    if (left < 0) throw new Error('Filen är skadad: en del är större än den ska vara.')
    yield chunk
  }
  if (left !== 0) throw new Error('Filen är avkortad: en del är mindre än den ska vara.')
}

async function* packedOf(
  file: In,
  { start, length }: { start: number; length: number },
): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; done += piece)
    yield await file.readAt(start + done, Math.min(piece, length - done))
}
