import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { inspectFile } from './inspect.ts'
import { safeName } from './rules.ts'

const pdf = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

function refusal(name: string, bytes: Buffer) {
  return inspectFile(name, bytes).then(
    () => 'accepted',
    (problem: { code: string }) => problem.code,
  )
}

/** A zip with these parts, as an office program writes it. */
function zip(parts: Record<string, string>, claim?: number): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const data = deflateRawSync(Buffer.from(text))
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt32LE(claim ?? text.length, 22)
    head.writeUInt16LE(name.length, 26)
    local.push(head, Buffer.from(name), data)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(claim ?? Buffer.byteLength(text), 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    central.push(entry, Buffer.from(name))
    offset += 30 + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const word = (text: string, more: Record<string, string> = {}) =>
  zip({
    '[Content_Types].xml': types,
    'word/document.xml': `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`,
    ...more,
  })

test('a PDF and a Word file are taken, under their own names', async () => {
  expect((await inspectFile('C:\\mapp\\Rutin för läkemedel.pdf', pdf)).name).toBe('Rutin för läkemedel.pdf')
  expect(await refusal('rutin.docx', word('Vår rutin'))).toBe('accepted')
})

test('a file whose content is not what its ending says is refused', async () => {
  expect(await refusal('rutin.docx', pdf)).toBe('fileTypeRefused')
  expect(await refusal('bild.svg', Buffer.from('<svg onload="alert(1)"/>'))).toBe('fileTypeRefused')
  expect(await refusal('lista.txt', Buffer.from([0, 1, 2, 3]))).toBe('fileTypeRefused')
  expect(await refusal('provfil.txt', Buffer.from('X5O!P%@AP[4'))).toBe('fileTypeRefused')
})

test('macros, scripts in PDF and archives that lie about their size are refused', async () => {
  expect(await refusal('rutin.docx', word('x', { 'word/vbaProject.bin': 'x' }))).toBe('fileTypeRefused')
  expect(await refusal('rutin.pdf', Buffer.concat([pdf, Buffer.from('/JavaScript (app.alert(1))')]))).toBe(
    'fileTypeRefused',
  )
  expect(
    await refusal('rutin.docx', zip({ '[Content_Types].xml': types, 'word/document.xml': 'x' }, 900_000_000)),
  ).toBe('fileTypeRefused')
})

test('a script in a PDF is found under a name in disguise, and not by chance in a picture', async () => {
  const disguised = Buffer.from('%PDF-1.7\n1 0 obj<</S /J#61vaScript /#4AS (app.alert(1))>>endobj\n%%EOF\n')
  expect(await refusal('rutin.pdf', disguised)).toBe('fileTypeRefused')
  const picture = Buffer.from('%PDF-1.7\n1 0 obj<</Length 6>>stream\nx/JS y\nendstream endobj\n%%EOF\n')
  expect(await refusal('skannad.pdf', picture)).toBe('accepted')
})

test('a document that fetches something when it is opened is refused, one with a link to press is not', async () => {
  const related = (type: string) => ({
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="a" Type="http://x/${type}" Target="http://exempel.se" TargetMode="External"/></Relationships>`,
  })
  expect(await refusal('rutin.docx', word('x', related('image')))).toBe('fileTypeRefused')
  expect(await refusal('rutin.docx', word('x', related('attachedTemplate')))).toBe('fileTypeRefused')
  expect(await refusal('rutin.docx', word('x', related('hyperlink')))).toBe('accepted')
})

test('an archive with a name that climbs out is refused, and a printer that Excel remembers is not', async () => {
  expect(await refusal('rutin.docx', word('x', { '../../etc/passwd': 'x' }))).toBe('fileTypeRefused')
  const printer = { 'xl/printerSettings/printerSettings1.bin': 'x' }
  expect(await refusal('rutin.docx', word('x', printer))).toBe('accepted')
})

test('a personal number in what a document says of itself is refused', async () => {
  const about = { 'docProps/core.xml': '<p><dc:title>Plan för 19121212-1212</dc:title></p>' }
  expect(await refusal('rutin.docx', word('x', about))).toBe('personalNumber')
  const counted = { 'docProps/app.xml': '<p><Words>191212</Words><Pages>1212</Pages></p>' }
  expect(await refusal('rutin.docx', word('x', counted))).toBe('accepted')
})

test('a personal number in the name, in text or inside a Word file is refused, even cut in two by formatting', async () => {
  expect(await refusal('19121212-1212.pdf', pdf)).toBe('personalNumber')
  expect(await refusal('lista.csv', Buffer.from('namn;nummer\nX;19121212-1212\n'))).toBe('personalNumber')
  expect(await refusal('rutin.docx', word('191212</w:t></w:r><w:r><w:t>12-1212'))).toBe('personalNumber')
})

test('a name cannot climb out of a folder or turn its direction', () => {
  expect(safeName('../../etc/passwd.txt')).toBe('passwd.txt')
  expect(safeName('rapport\u202Efdp.exe')).toBe('rapportfdp.exe')
})
