import { crc32 } from 'node:zlib'

/** Names beyond ASCII are UTF-8. */
const utf8Names = 0x0800
const noDate = 0x21 // 1980-01-01, the earliest day a zip can hold

/**
 * A zip with its parts as they are, unpacked: what goes in (PDF, Office) is packed already. The same parts give the same
 * bytes. Two parts of one name get a number.
 */
export function writeArchive(parts: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of withOwnNames(parts)) {
    const title = Buffer.from(name)
    const facts = factsOf(bytes, title.length)
    const head = Buffer.alloc(4)
    head.writeUInt32LE(0x04034b50)
    const entry = Buffer.alloc(6)
    entry.writeUInt32LE(0x02014b50)
    entry.writeUInt16LE(20, 4)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    local.push(head, facts, title, Buffer.from(bytes))
    directory.push(entry, facts, tail, title)
    offset += 4 + facts.length + title.length + bytes.length
  }
  return Buffer.concat([...local, ...directory, endOf(Buffer.concat(directory).length, parts.length, offset)])
}

/** What both the part and the directory say of it: version, flags, no packing, checksum, sizes, length of the name. */
function factsOf(bytes: Uint8Array, nameLength: number): Buffer {
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(utf8Names, 2)
  facts.writeUInt16LE(noDate, 8)
  facts.writeUInt32LE(crc32(bytes), 10)
  facts.writeUInt32LE(bytes.length, 14)
  facts.writeUInt32LE(bytes.length, 18)
  facts.writeUInt16LE(nameLength, 22)
  return facts
}

function endOf(size: number, count: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

function withOwnNames<Part extends { name: string }>(parts: readonly Part[]): Part[] {
  const used = new Set<string>()
  return parts.map((part) => {
    let name = part.name
    for (let number = 2; used.has(name.toLowerCase()); number += 1)
      name = part.name.replace(/(\.[^.]*)?$/, ` ${number}$1`)
    used.add(name.toLowerCase())
    return { ...part, name }
  })
}
