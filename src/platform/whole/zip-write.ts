import { pipeline, Readable } from 'node:stream'
import { createDeflateRaw, crc32 } from 'node:zlib'
import type { Out } from './out.ts'
import type { Pieces, Sink } from './sink.ts'

/** Bit 3: the sizes come after the part, since they are not known before. Bit 11: names are UTF-8. */
const flags = 0x0808
const deflated = 8
const noDate = 0x21
const most = 0xffffffff

type Entry = { name: Buffer; crc: number; packed: number; size: number; offset: number }

/**
 * A zip written as it comes, with memory for one piece at a time. More than 4 GB in all, and more than 65,535 parts,
 * are told in the zip64 way; one part may pack to at most 4 GB.
 */
export function zipSink(out: Out): Sink {
  const entries: Entry[] = []
  let at = 0
  const write = async (bytes: Buffer) => {
    await out.write(bytes)
    at += bytes.length
  }
  return {
    async write(name, pieces) {
      const offset = at
      const title = Buffer.from(name)
      await write(Buffer.concat([headOf(title), title]))
      const facts = await deflate(pieces, write)
      if (facts.packed > most || facts.size > most) throw new RangeError(`${name} is too large for a zip`)
      await write(descriptorOf(facts))
      entries.push({ name: title, offset, ...facts })
    },
    async end() {
      const start = at
      for (const entry of entries) await write(directoryOf(entry))
      await write(endOf({ count: entries.length, start, size: at - start }))
      await out.end()
    },
    drop: () => out.drop(),
  }
}

type Facts = Pick<Entry, 'crc' | 'packed' | 'size'>

async function deflate(pieces: Pieces, write: (bytes: Buffer) => Promise<void>): Promise<Facts> {
  const facts = { crc: 0, packed: 0, size: 0 }
  const packer = createDeflateRaw({ level: 6 })
  const counted = async function* () {
    for await (const piece of pieces) {
      facts.crc = crc32(piece, facts.crc)
      facts.size += piece.length
      yield piece
    }
  }
  // What goes wrong on either side is thrown where the packed pieces are read.
  pipeline(Readable.from(counted()), packer, () => undefined)
  // A stream of bytes without an encoding gives buffers; its type does not say so.
  for await (const piece of packer as AsyncIterable<Buffer>) {
    facts.packed += piece.length
    await write(piece)
  }
  return facts
}

function headOf(title: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(deflated, 8)
  head.writeUInt16LE(noDate, 12)
  head.writeUInt16LE(title.length, 26)
  return head
}

function descriptorOf({ crc, packed, size }: Facts): Buffer {
  const facts = Buffer.alloc(16)
  facts.writeUInt32LE(0x08074b50)
  facts.writeUInt32LE(crc, 4)
  facts.writeUInt32LE(packed, 8)
  facts.writeUInt32LE(size, 12)
  return facts
}

function directoryOf({ name, crc, packed, size, offset }: Entry): Buffer {
  const far = offset >= most
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50)
  head.writeUInt16LE(45, 4)
  head.writeUInt16LE(far ? 45 : 20, 6)
  head.writeUInt16LE(flags, 8)
  head.writeUInt16LE(deflated, 10)
  head.writeUInt16LE(noDate, 14)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(packed, 20)
  head.writeUInt32LE(size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(far ? 12 : 0, 30)
  head.writeUInt32LE(far ? most : offset, 42)
  return Buffer.concat([head, name, far ? farOffset(offset) : Buffer.alloc(0)])
}

function farOffset(offset: number): Buffer {
  const extra = Buffer.alloc(12)
  extra.writeUInt16LE(1)
  extra.writeUInt16LE(8, 2)
  extra.writeBigUInt64LE(BigInt(offset), 4)
  return extra
}

/** Always with the zip64 record before the plain one: one way, whatever the size. */
function endOf({ count, start, size }: { count: number; start: number; size: number }): Buffer {
  const end = Buffer.alloc(98)
  end.writeUInt32LE(0x06064b50)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(45, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(size), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + size), 64)
  end.writeUInt32LE(1, 72)
  end.writeUInt32LE(0x06054b50, 76)
  end.writeUInt16LE(Math.min(count, 0xffff), 84)
  end.writeUInt16LE(Math.min(count, 0xffff), 86)
  end.writeUInt32LE(Math.min(size, most), 88)
  end.writeUInt32LE(Math.min(start, most), 92)
  return end
}
