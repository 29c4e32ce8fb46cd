import { createInflateRaw, inflateRawSync } from 'node:zlib'

/** One part of a zip archive (an office document is one). `size` is what the directory claims; reading it is bounded. */
export type Entry = {
  name: string
  size: number
  packed: number
  read: () => Buffer
  /** Unpacks piece by piece, for parts that must not stand whole in memory. */
  stream: () => AsyncGenerator<Buffer>
}

export type ArchiveLimits = { entries: number; part: number; total: number; ratio: number }

const megabyte = 1024 * 1024
/** What a document that is kept as a file may unpack to. */
const documentLimits: ArchiveLimits = {
  entries: 5_000,
  part: 60 * megabyte,
  total: Number.POSITIVE_INFINITY,
  ratio: 200,
}

const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const entryMark = 0x02014b50

/**
 * Lists the parts of a zip from its directory, without unpacking. Undefined when it is no zip, is broken, has more parts
 * than a document has, or claims to unpack to more than it could honestly hold (a zip bomb).
 */
export function readArchive(
  bytes: Buffer,
  most: ArchiveLimits = documentLimits,
): readonly Entry[] | undefined {
  const end = bytes.lastIndexOf(endMark)
  if (end < 0 || end + 22 > bytes.length) return undefined
  const count = bytes.readUInt16LE(end + 10)
  if (count > most.entries) return undefined
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  let total = 0
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return undefined
    const entry = entryAt(bytes, at)
    total += entry.size
    if (total > most.total || !isHonest(entry, most)) return undefined
    entries.push(entry)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function isHonest(entry: Entry, most: ArchiveLimits): boolean {
  return entry.size <= most.part && entry.size <= (entry.packed + 1_000) * most.ratio
}

type Part = { header: number; packed: number; size: number; method: number }

function entryAt(bytes: Buffer, at: number): Entry {
  const part: Part = {
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    header: bytes.readUInt32LE(at + 42),
    method: bytes.readUInt16LE(at + 10),
  }
  const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
  const { size, packed } = part
  return { name, size, packed, read: () => unpack(bytes, part), stream: () => unpackSlowly(bytes, part) }
}

function packedData(bytes: Buffer, part: Part): Buffer {
  const start = part.header + 30 + bytes.readUInt16LE(part.header + 26) + bytes.readUInt16LE(part.header + 28)
  return bytes.subarray(start, start + part.packed)
}

function unpack(bytes: Buffer, part: Part): Buffer {
  const data = packedData(bytes, part)
  // The claimed size bounds the work: a part that unpacks to more throws.
  return part.method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(part.size, 1) })
}

const piece = 256 * 1024

async function* unpackSlowly(bytes: Buffer, part: Part): AsyncGenerator<Buffer> {
  let left = part.size
  for await (const chunk of pieces(packedData(bytes, part), part.method)) {
    left -= chunk.length
    if (left < 0) throw new RangeError('A part of the archive unpacks to more than its directory says')
    yield chunk
  }
}

async function* pieces(data: Buffer, method: number): AsyncGenerator<Buffer> {
  if (method === 0) {
    for (let at = 0; at < data.length; at += piece) yield data.subarray(at, at + piece)
    return
  }
  const inflate = createInflateRaw({ chunkSize: piece })
  inflate.end(data)
  // A stream of bytes without an encoding gives buffers; its type does not say so.
  for await (const chunk of inflate) yield chunk as Buffer
}
