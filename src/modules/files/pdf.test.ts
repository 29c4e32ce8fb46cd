import { describe, expect, test } from 'vitest'
import { answerTo, packedPdf, pdf, zip } from './corpus.test-support.ts'
import { inspectPdf } from './pdf.ts'

const number = '19121212-1212'
const script = '<</S /JavaScript /JS (app.alert(1))>>'

describe('a PDF that does something is refused', () => {
  test.each([
    ['a script', pdf(script), 'fileActive'],
    ['a script under a name in disguise', pdf('<</S /J#61vaScri#70t>>'), 'fileActive'],
    [
      'a script in what looks like a picture',
      pdf(`2 0 obj<</Length 9>>stream\n5 0 obj${script}\nendstream`),
      'fileActive',
    ],
    ['a script packed among other objects', packedPdf(`5 0 ${script}`), 'fileActive'],
    [
      'the same without saying what it is',
      packedPdf(`5 0 ${script}`, '/N 1 /First 4 /Filter [/FlateDecode]'),
      'fileActive',
    ],
    [
      'the same under names in disguise',
      packedPdf(`5 0 ${script}`, '/Type /Obj#53tm /N 1 /First 4 /Filter /Fl'),
      'fileActive',
    ],
    [
      'objects packed in another way',
      packedPdf('x', '/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]'),
      'fileUnread',
    ],
    [
      'packed objects that are broken',
      pdf('1 0 obj<</Type /ObjStm /Filter /FlateDecode>>stream\nx\nendstream'),
      'fileUnread',
    ],
    ['packed objects without measure', packedPdf(' '.repeat(60_000_000)), 'fileUnread'],
    ['a program to start', pdf('<</S /Launch /F (cmd.exe)>>'), 'fileActive'],
    ['a file in it', pdf('<</Type /EmbeddedFile>>'), 'fileActive'],
    ['a form with programs', pdf('<</AcroForm <</XFA [1 0 R]>>>>'), 'fileActive'],
    ['a password', pdf('trailer<</Encrypt 7 0 R>>'), 'fileLocked'],
    ['an archive at its end', Buffer.concat([pdf(''), zip({ a: 'a' })]), 'fileTypeRefused'],
  ])('%s', async (_, bytes, code) => {
    expect(await answerTo('rutin.pdf', bytes)).toBe(code)
  })

  test('and one that does nothing is taken, packed or not, with a table of contents and a picture', async () => {
    const contents =
      '2 0 obj<</Type /Outlines /First 3 0 R>>endobj 4 0 obj<</Length 6>>stream\nx/JS y\nendstream'
    expect(await answerTo('rutin.pdf', pdf(contents))).toBe('accepted')
    expect(await answerTo('rutin.pdf', packedPdf('5 0 <</Type /Page>>'))).toBe('accepted')
  })
})

describe('a personal number in what a PDF says of itself is refused', () => {
  const packet = (text: string) => `<?xpacket begin="a"?><x><title>${text}</title></x><?xpacket end="w"?>`
  test.each([
    ['as its title', pdf(`<</Title (Plan ${number})>>`)],
    ['in signs by number', pdf('<</Author (19121212-\\061212)>>')],
    ['in UTF-16', pdf(`<</Subject <FEFF${Buffer.from(number, 'utf16le').swap16().toString('hex')}>>>`)],
    ['packed among other objects', packedPdf(`<</Keywords (${number})>>`)],
    ['in XML', pdf(packet(number))],
  ])('%s', async (_, bytes) => {
    expect(await answerTo('rutin.pdf', bytes)).toBe('personalNumberInAbout')
  })

  test('and the table of where its objects lie is none', async () => {
    expect(await answerTo('rutin.pdf', pdf('xref\n0 1\n1912121212 00000 n\n'))).toBe('accepted')
  })
})

/** Where the time grew with the square of the size, one of these would take hours. */
test.each(['/Title (', '>>stream\n', '<?xpacket begin', '/Title <', '<<<<', '/First/N 1 stream\n', '\\('])(
  'a PDF of twenty megabytes of %j, made to keep the guard busy, is judged',
  (text) => {
    const door = { field: 'file', mayHoldNumbers: false, readUntil: 0 }
    expect(() => inspectPdf(pdf(text.repeat(20_000_000 / text.length)), door)).not.toThrow()
  },
)
