import { inflateRawSync } from 'node:zlib'

/** One part of a zip archive (an office document is one). `size` is what the directory claims; reading it is bounded. */
export type Entry = { name: string; size: number; packed: number; read: () => Buffer }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const most = { entries: 5_000, part: 60 * 1024 * 1024, ratio: 200 }

/**
 * Lists the parts of a zip from its directory, without unpacking. Undefined when it is no zip, is broken, has more parts
 * than a document has, or claims to unpack to more than it could honestly hold (a zip bomb).
 */
export function readArchive(bytes: Buffer): readonly Entry[] | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endMark) return undefined
  const count = bytes.readUInt16LE(end + 10)
  if (count > most.entries) return undefined
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return undefined
    const entry = entryAt(bytes, at)
    if (entry.size > most.part || entry.size > (entry.packed + 1_000) * most.ratio) return undefined
    entries.push(entry)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function entryAt(bytes: Buffer, at: number): Entry {
  const packed = bytes.readUInt32LE(at + 20)
  const size = bytes.readUInt32LE(at + 24)
  const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
  const header = bytes.readUInt32LE(at + 42)
  const method = bytes.readUInt16LE(at + 10)
  return { name, size, packed, read: () => unpack(bytes, { header, packed, size, method }) }
}

function unpack(
  bytes: Buffer,
  part: { header: number; packed: number; size: number; method: number },
): Buffer {
  const start = part.header + 30 + bytes.readUInt16LE(part.header + 26) + bytes.readUInt16LE(part.header + 28)
  const data = bytes.subarray(start, start + part.packed)
  // The claimed size bounds the work: a part that unpacks to more throws.
  return part.method === 0 ? data : inflateRawSync(data, { maxOutputLength: Math.max(part.size, 1) })
}
