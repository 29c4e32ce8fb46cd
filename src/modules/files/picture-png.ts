import { crc32, inflateSync } from 'node:zlib'
import { isTurning, turnedFields, turnedIn } from './picture-turned.ts'

type Chunk = { kind: string; data: Buffer; whole: Buffer }

const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What the picture is made of, and what tells its colours and its size in print. */
const needed = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP bKGD pHYs'.split(' '))

export function pngWithout(bytes: Buffer): Buffer | undefined {
  const chunks = chunksOf(bytes)
  const [first, ...rest] = chunks?.filter(({ kind }) => needed.has(kind)) ?? []
  if (first?.kind !== 'IHDR' || rest.at(-1)?.kind !== 'IEND') return undefined
  const turned = Math.max(
    1,
    ...(chunks ?? []).map(({ kind, data }) => (kind === 'eXIf' ? turnedIn(data) : 1)),
  )
  const turning = isTurning(turned) ? [chunkOf('eXIf', turnedFields(turned))] : []
  return Buffer.concat([mark, first.whole, ...turning, ...rest.map(({ whole }) => whole)])
}

/** Everything that is taken away, unpacked where it is packed. */
export function pngAbout(bytes: Buffer): Buffer[] {
  return (chunksOf(bytes) ?? []).filter(({ kind }) => !needed.has(kind)).map(unpacked)
}

/** The chunks to the end of the picture; what stands after it is none of it. Undefined when it is broken. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  if (!bytes.subarray(0, mark.length).equals(mark)) return undefined
  const chunks: Chunk[] = []
  let at = mark.length
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const kind = bytes.toString('latin1', at + 4, at + 8)
    chunks.push({ kind, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) })
    if (kind === 'IEND') return chunks
    at = end
  }
  return undefined
}

function chunkOf(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length, 0)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

const mostWords = 4 * 1024 * 1024

/** Packed text begins with a known byte after its keyword; what cannot be unpacked is read as it is. */
function unpacked({ kind, data }: Chunk): Buffer {
  const packed = kind === 'zTXt' || kind === 'iTXt' ? data.indexOf(0x78, data.indexOf(0) + 1) : -1
  if (packed < 0) return data
  try {
    return Buffer.concat([
      data.subarray(0, packed),
      inflateSync(data.subarray(packed), { maxOutputLength: mostWords }),
    ])
  } catch {
    return data
  }
}
