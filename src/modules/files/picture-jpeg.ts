import { isTurning, turnedFields, turnedIn } from './picture-turned.ts'

/** One piece of a JPEG, from its mark to the next. */
type Segment = { mark: number; bytes: Buffer }

const start = Buffer.from([0xff, 0xd8])
const end = Buffer.from([0xff, 0xd9])
const scan = 0xda
const exif = 'Exif\0\0'

/** The pieces that colour and form need, one saying how it is turned, and nothing after the end. */
export function jpegWithout(bytes: Buffer): Buffer | undefined {
  const segments = segmentsOf(bytes)
  if (!segments?.some(({ mark }) => mark === scan)) return undefined
  const turned = Math.max(1, ...segments.map(turnedBy))
  const kept = segments.filter(isNeeded).map(withoutSmallCopy)
  const first = kept[0]?.[1] === 0xe0 ? kept.slice(0, 1) : []
  const turning = isTurning(turned) ? [turningSegment(turned)] : []
  return Buffer.concat([start, ...first, ...turning, ...kept.slice(first.length), end])
}

/** Everything that is taken away, and what stands after the end. */
export function jpegAbout(bytes: Buffer): Buffer[] {
  return (segmentsOf(bytes) ?? []).filter((segment) => !isNeeded(segment)).map((segment) => segment.bytes)
}

/** Undefined when the pieces do not follow upon each other: broken, or something else in disguise. */
function segmentsOf(bytes: Buffer): Segment[] | undefined {
  const segments: Segment[] = []
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const mark = bytes[at + 1] ?? 0
    if (mark === 0xd9) return segments
    const until = mark === 0xff ? at + 1 : at + 2 + bytes.readUInt16BE(at + 2)
    const stop = mark === scan ? endOfScan(bytes, until) : until
    if (stop > bytes.length) return undefined
    if (mark !== 0xff) segments.push({ mark, bytes: bytes.subarray(at, stop) })
    at = stop
  }
  // Some cameras leave out the end.
  return at >= bytes.length - 2 ? segments : undefined
}

/** The picture itself goes on until a mark that is neither a byte of its own nor a place to start again. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** Pieces for programs, by their mark and the name they begin with: only those that colour needs. */
const neededOfPrograms: Readonly<Record<number, string>> = {
  0xe0: 'JFIF\0',
  0xe2: 'ICC_PROFILE\0',
  0xee: 'Adobe',
}

function isNeeded({ mark, bytes }: Segment): boolean {
  const name = neededOfPrograms[mark]
  if (name !== undefined) return bytes.toString('latin1', 4, 4 + name.length) === name
  return mark >= 0xc0 && mark < 0xe0
}

/** The first piece may carry a small copy of the picture as it was. */
function withoutSmallCopy({ mark, bytes }: Segment): Buffer {
  if (mark !== 0xe0 || bytes.length <= 18) return bytes
  const bare = Buffer.from(bytes.subarray(0, 18))
  bare.writeUInt16BE(16, 2)
  bare.writeUInt16BE(0, 16)
  return bare
}

function turnedBy({ mark, bytes }: Segment): number {
  const isExif = mark === 0xe1 && bytes.toString('latin1', 4, 10) === exif
  return isExif ? turnedIn(bytes.subarray(10)) : 1
}

function turningSegment(turned: number): Buffer {
  const fields = turnedFields(turned)
  const head = Buffer.from([0xff, 0xe1, 0, 2 + exif.length + fields.length])
  return Buffer.concat([head, Buffer.from(exif, 'latin1'), fields])
}
