import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { inspectFile } from './inspect.ts'

/** Files made by code, honest and hostile: every one of them a person or a machine could send. */

/** How the guard answers: 'accepted', or the code at the field, or that of the whole. */
export function answerTo(name: string, bytes: Uint8Array): Promise<string> {
  return inspectFile(name, Buffer.from(bytes)).then(
    () => 'accepted',
    (problem: { code: string; fields?: readonly { code: string }[] }) =>
      problem.fields?.[0]?.code ?? problem.code,
  )
}

/** `claim`: what the directory says that each part unpacks to, where it lies. */
type Lies = { claim?: number; before?: string; after?: string; inside?: string; count?: number }

/** A zip with these parts, as an office program writes it; or as somebody who means harm. */
export function zip(parts: Readonly<Record<string, string | Buffer>>, lies: Lies = {}): Buffer {
  const local: Buffer[] = [Buffer.from(lies.before ?? '')]
  const directory: Buffer[] = []
  let offset = local[0]?.length ?? 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    // The type of an OpenDocument stands first and as it is, so that it can be read without unpacking.
    const isPlain = name === 'mimetype'
    const data = isPlain ? bytes : deflateRawSync(bytes)
    const facts = factsOf(bytes, { packed: data.length, claim: lies.claim, isPlain })
    const title = Buffer.from(name)
    const inside = Buffer.from(lies.inside ?? name)
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), facts, lengths(inside.length)])
    directory.push(Buffer.from('PK\x01\x02\x14\0'), facts, lengths(title.length))
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(place, title)
    local.push(head, inside, data)
    offset += head.length + inside.length + data.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(lies.count ?? Object.keys(parts).length % 65_536, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([
    ...local,
    ...directory,
    Buffer.from('PK\x05\x06'),
    end,
    Buffer.from(lies.after ?? ''),
  ])
}

/** From the version to the sizes, alike before the part and in the directory. */
type Told = { packed: number; claim: number | undefined; isPlain: boolean }

function factsOf(bytes: Buffer, { packed, claim, isPlain }: Told): Buffer {
  const facts = Buffer.alloc(22)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(0x0800, 2)
  facts.writeUInt16LE(isPlain ? 0 : 8, 4)
  facts.writeUInt32LE(crc32(bytes), 10)
  facts.writeUInt32LE(packed, 14)
  facts.writeUInt32LE(claim ?? bytes.length, 18)
  return facts
}

function lengths(name: number): Buffer {
  const told = Buffer.alloc(4)
  told.writeUInt16LE(name, 0)
  return told
}

const package_ = 'http://schemas.openxmlformats.org/package/2006'
const office = 'application/vnd.openxmlformats-officedocument'

function typesOf(part: string, type: string): string {
  return `<?xml version="1.0"?><Types xmlns="${package_}/content-types"><Override PartName="/${part}" ContentType="${office}.${type}.main+xml"/></Types>`
}

type Parts = Readonly<Record<string, string | Buffer>>

export const wordParts = (text: string, more: Parts = {}): Parts => ({
  '[Content_Types].xml': typesOf('word/document.xml', 'wordprocessingml.document'),
  'word/document.xml': `<w:document xmlns:w="w"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>`,
  ...more,
})
export const word = (text: string, more?: Parts): Buffer => zip(wordParts(text, more))

export const excel = (sheet: string, more: Parts = {}): Buffer =>
  zip({
    '[Content_Types].xml': typesOf('xl/workbook.xml', 'spreadsheetml.sheet'),
    'xl/workbook.xml': '<workbook><sheets><sheet name="Blad1"/></sheets></workbook>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${sheet}</row></sheetData></worksheet>`,
    ...more,
  })

export const slides = (text: string, more: Parts = {}): Buffer =>
  zip({
    '[Content_Types].xml': typesOf('ppt/presentation.xml', 'presentationml.presentation'),
    'ppt/presentation.xml': '<p:presentation xmlns:p="p"/>',
    'ppt/slides/slide3.xml': `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`,
    ...more,
  })

export const openText = (content: string, more: Parts = {}): Buffer =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<o:document xmlns:o="o" xmlns:text="t" xmlns:xlink="x" xmlns:draw="d">${content}</o:document>`,
    ...more,
  })

export const related = (part: string, type: string, target: string): Parts => ({
  [part]: `<Relationships><Relationship Id="a" Type="http://x/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
})

export const pdf = (objects: string): Buffer =>
  Buffer.from(`%PDF-1.7\n${objects}\ntrailer<<>>\n%%EOF\n`, 'latin1')

/** Objects of a PDF packed together, as most programs write them. */
export function packedPdf(
  objects: string,
  about = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
): Buffer {
  const data = deflateSync(Buffer.from(objects, 'latin1'))
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj<<${about} /Length ${data.length}>>stream\n`),
    data,
    Buffer.from('\nendstream endobj\ntrailer<<>>\n%%EOF\n'),
  ])
}

function segment(mark: number, content: string | Buffer): Buffer {
  const data = Buffer.from(content)
  const head = Buffer.from([0xff, mark, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** Where a picture was taken, by whom, and how it is turned, in the fields that a camera writes. */
export function cameraFields(turned: number, artist: string): Buffer {
  const fields = Buffer.alloc(8 + 2 + 24 + 4)
  fields.write('II*\0', 0, 'latin1')
  fields.writeUInt32LE(8, 4)
  fields.writeUInt16LE(2, 8)
  fields.writeUInt16LE(0x0112, 10)
  fields.writeUInt16LE(3, 12)
  fields.writeUInt32LE(1, 14)
  fields.writeUInt16LE(turned, 18)
  fields.writeUInt16LE(0x013b, 22)
  fields.writeUInt16LE(2, 24)
  fields.writeUInt32LE(artist.length, 26)
  fields.writeUInt32LE(fields.length, 30)
  return Buffer.concat([fields, Buffer.from(artist, 'latin1')])
}

export const scanData = Buffer.from([0xff, 0xda, 0, 4, 1, 2, 0x11, 0xff, 0, 0x22, 0xff, 0xd0, 0x33])

export function jpeg(about: { fields?: Buffer; more?: readonly Buffer[]; after?: string } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x02\x00\x00\x48\x00\x48\x01\x01\x07\x08\x09', 'latin1')),
    ...(about.fields ? [segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), about.fields]))] : []),
    ...(about.more ?? []),
    segment(0xe2, 'ICC_PROFILE\0profil'),
    segment(0xdb, 'tabell'),
    scanData,
    Buffer.from([0xff, 0xd9]),
    Buffer.from(about.after ?? ''),
  ])
}
export { segment as jpegSegment }

export function pngChunk(kind: string, data: string | Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind), Buffer.from(data)])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(named.length - 4, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

/** One white point. */
export function png(more: readonly Buffer[] = [], after = ''): Buffer {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...more,
    pngChunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    pngChunk('IEND', ''),
    Buffer.from(after),
  ])
}
