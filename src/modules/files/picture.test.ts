import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { answerTo, cameraFields, jpeg, jpegSegment, png, pngChunk, scanData } from './corpus.test-support.ts'
import { inspectFile, inspectLocked } from './inspect.ts'
import { turnedIn } from './picture-turned.ts'
import { withoutMetadata, wordsAbout } from './picture.ts'

/** Stands for all that a telephone writes into a picture: the place, the hour, the name of whoever has it. */
const secret = 'Vera Lindgren, 59.3293 N'
const number = '19121212-1212'

const camera = jpeg({
  fields: cameraFields(6, secret),
  more: [
    jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`),
    jpegSegment(0xed, secret),
    jpegSegment(0xfe, secret),
  ],
  after: `PK ${secret}`,
})

test('a photo is kept without where, when and by whom, and still the right way up', async () => {
  const { bytes } = await inspectFile('bild.jpg', camera)
  expect(bytes.includes('Vera')).toBe(false)
  expect(bytes.includes(scanData)).toBe(true)
  expect(bytes.includes('ICC_PROFILE')).toBe(true)
  const fields = bytes.subarray(bytes.indexOf('Exif\0\0') + 6)
  expect(turnedIn(fields)).toBe(6)
  expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
})

test('the small copy that shows what was cut away goes too, and what is left says nothing more', () => {
  const bare = withoutMetadata(camera)
  expect(bare?.readUInt16BE(4)).toBe(16)
  expect(withoutMetadata(bare ?? Buffer.alloc(0))).toEqual(bare)
  expect(withoutMetadata(jpeg())?.includes('Exif')).toBe(false)
})

test('a screenshot is kept without its words, and its parts are whole', async () => {
  const told = [
    pngChunk('tEXt', `Author\0${secret}`),
    pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from(secret))])),
    pngChunk('eXIf', cameraFields(8, secret)),
    pngChunk('prVt', secret),
  ]
  const { bytes } = await inspectFile('bild.png', png(told, `<script>${secret}</script>`))
  expect(bytes.includes('Vera')).toBe(false)
  expect(kindsIn(bytes)).toEqual(['IHDR', 'eXIf', 'IDAT', 'IEND'])
  expect((await inspectFile('bild.png', png())).bytes).toEqual(png())
})

/** The kinds of the chunks, each with its checksum tried. */
function kindsIn(bytes: Buffer): string[] {
  const kinds: string[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const end = at + 8 + bytes.readUInt32BE(at)
    expect(bytes.readUInt32BE(end)).toBe(crc32(bytes.subarray(at + 4, end)))
    kinds.push(bytes.toString('latin1', at + 4, at + 8))
  }
  return kinds
}

test('a personal number in what a picture says of itself never comes in', async () => {
  const { bytes } = await inspectFile('bild.jpg', jpeg({ fields: cameraFields(1, number) }))
  expect(bytes.includes('1212')).toBe(false)
  expect(wordsAbout(jpeg({ more: [jpegSegment(0xe1, Buffer.from(number, 'utf16le'))] }))).toContain(number)
})

test('what comes to the registrar is kept as it came', async () => {
  expect((await inspectLocked('bild.jpg', camera, 'file')).bytes).toEqual(camera)
})

test('a picture that is broken, or something else in disguise, is refused', async () => {
  const cut = jpeg().subarray(0, 30)
  expect(await answerTo('bild.jpg', cut)).toBe('fileDamaged')
  expect(await answerTo('bild.jpg', Buffer.concat([jpeg().subarray(0, 24), Buffer.from('<html>')]))).toBe(
    'fileDamaged',
  )
  expect(await answerTo('bild.png', png().subarray(0, 50))).toBe('fileDamaged')
  expect(await answerTo('bild.png', jpeg())).toBe('fileTypeRefused')
  expect(await answerTo('bild.jpg', Buffer.from('GIF89a<script>alert(1)</script>'))).toBe('fileTypeRefused')
  expect(await answerTo('bild.gif', Buffer.from('GIF89a'))).toBe('fileTypeRefused')
  expect(await answerTo('bild.HEIC', Buffer.from('x'))).toBe('fileHeic')
})
