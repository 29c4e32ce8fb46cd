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
  total: 200 * megabyte,
  ratio: 200,
}

const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const entryMark = 0x02014b50
const partMark = 0x04034b50
const isLocked = 0x0001
const asItIs = 0
const deflated = 8

/**
 * Lists the parts of a zip from its directory, without unpacking. Undefined when it is no zip, is broken or locked, has
 * more parts than a document has, claims to unpack to more than it could honestly hold (a zip bomb), or can be read in
 * two ways: something before, after or between what the directory tells, two parts of one name, a part that calls
 * itself something else.
 */
export function readArchive(
  bytes: Buffer,
  most: ArchiveLimits = documentLimits,
): readonly Entry[] | undefined {
  const end = endOf(bytes)
  const parts = end === undefined ? undefined : directory(bytes, end, most)
  if (!parts || !isOneReading(parts)) return undefined
  const isWanted = (part: Part) => isHonest(part, most) && isAsTold(bytes, part)
  return parts.every(isWanted) ? parts.map((part) => entryOf(bytes, part)) : undefined
}

function directory(bytes: Buffer, end: number, most: ArchiveLimits): Part[] | undefined {
  const count = bytes.readUInt16LE(end + 10)
  const parts: Part[] = []
  let at = bytes.readUInt32LE(end + 16)
  while (parts.length < Math.min(count, most.entries) && at + 46 <= end) {
    if (bytes.readUInt32LE(at) !== entryMark) return undefined
    parts.push(partAt(bytes, at))
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  const total = parts.reduce((sum, { size }) => sum + size, 0)
  return at === end && parts.length === count && total <= most.total ? parts : undefined
}

/** Where the list of the directory ends; only its own comment may stand after it. */
function endOf(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(endMark)
  if (end < 0 || end + 22 > bytes.length) return undefined
  return end + 22 + bytes.readUInt16LE(end + 20) === bytes.length ? end : undefined
}

type Part = { name: string; header: number; packed: number; size: number; method: number; flags: number }

function partAt(bytes: Buffer, at: number): Part {
  return {
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    header: bytes.readUInt32LE(at + 42),
    name: bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)),
  }
}

function isHonest({ size, packed, method, flags }: Part, most: ArchiveLimits): boolean {
  if (flags & isLocked || size > most.part) return false
  return method === asItIs ? size === packed : method === deflated && size <= (packed + 1_000) * most.ratio
}

function isAsTold(bytes: Buffer, part: Part): boolean {
  const name = part.header + 30
  if (name > bytes.length || bytes.readUInt32LE(part.header) !== partMark) return false
  if (dataStart(bytes, part) + part.packed > bytes.length) return false
  return bytes.toString('utf8', name, name + bytes.readUInt16LE(part.header + 26)) === part.name
}

/** The first part stands first in the file, none lies within another, and no two have one name. */
function isOneReading(parts: readonly Part[]): boolean {
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  if (names.size !== parts.length) return false
  const inOrder = parts.toSorted((one, other) => one.header - other.header)
  const isWithin = (part: Part, index: number) => {
    const before = inOrder[index - 1]
    return before ? part.header < before.header + 30 + before.packed : part.header !== 0
  }
  return !inOrder.some(isWithin)
}

function entryOf(bytes: Buffer, part: Part): Entry {
  const { name, size, packed } = part
  return { name, size, packed, read: () => unpack(bytes, part), stream: () => unpackSlowly(bytes, part) }
}

function dataStart(bytes: Buffer, { header }: Part): number {
  return header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
}

function packedData(bytes: Buffer, part: Part): Buffer {
  const start = dataStart(bytes, part)
  return bytes.subarray(start, start + part.packed)
}

function unpack(bytes: Buffer, part: Part): Buffer {
  const data = packedData(bytes, part)
  // The claimed size bounds the work: a part that unpacks to more throws.
  return part.method === asItIs ? data : inflateRawSync(data, { maxOutputLength: Math.max(part.size, 1) })
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
  if (method === asItIs) {
    for (let at = 0; at < data.length; at += piece) yield data.subarray(at, at + piece)
    return
  }
  const inflate = createInflateRaw({ chunkSize: piece })
  inflate.end(data)
  // A stream of bytes without an encoding gives buffers; its type does not say so.
  for await (const chunk of inflate) yield chunk as Buffer
}
