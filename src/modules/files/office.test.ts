import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import {
  answerTo,
  excel,
  jpeg,
  jpegSegment,
  openText,
  related,
  slides,
  word,
  wordParts,
  zip,
} from './corpus.test-support.ts'

/** Made up: the day is long ago and the check digit fits. */
const number = '19121212-1212'

const entities = [...number].map((char) => `&#${char.charCodeAt(0)};`).join('')
/** So many bytes of words that pack as words do, and no digits. */
function words(size: number): string {
  const line = 'ord i en lång text '.repeat(10)
  const marked = (at: number) =>
    (at * 40_503).toString(3).replace(/[0-2]/g, (digit) => 'abc'[Number(digit)] ?? '')
  return Array.from({ length: size / 220 }, (_, at) => `<b>${line}${marked(at)}</b>`).join('')
}

const big = `<w:document xmlns:w="w">${words(21_000_000)}`

describe('a personal number in a document is refused, and the place is told', () => {
  test.each([
    ['as a reference by number', word(entities), 'personalNumberInFile'],
    ['cut in two by formatting', word('191212</w:t></w:r><w:r><w:t>12-1212'), 'personalNumberInFile'],
    [
      'with the dash of Word that does not break',
      word('19121212</w:t><w:noBreakHyphen/><w:t>1212'),
      'personalNumberInFile',
    ],
    ['with a tab in the middle', word('19121212</w:t><w:tab/><w:t>1212'), 'personalNumberInFile'],
    ['in full-width digits', word('１９１２１２１２－１２１２'), 'personalNumberInFile'],
    ['with invisible signs in it', word('1912\u200b1212-\u00ad1212'), 'personalNumberInFile'],
    [
      'in UTF-16',
      zip({ ...wordParts(''), 'word/document.xml': Buffer.from(`\ufeff<p>${number}</p>`, 'utf16le') }),
      'personalNumberInFile',
    ],
    [
      'after twenty megabytes',
      zip({ ...wordParts(''), 'word/document.xml': `${big}<w:p>${number}</w:p></w:document>` }),
      'personalNumberInFile',
    ],
    ['in a header', word('x', { 'word/header1.xml': `<h><p>${number}</p></h>` }), 'personalNumberInHeader'],
    [
      'in a comment',
      word('x', { 'word/comments.xml': `<w><p>${number}</p></w>` }),
      'personalNumberInComment',
    ],
    [
      'in a footnote',
      word('x', { 'word/footnotes.xml': `<w><p>${number}</p></w>` }),
      'personalNumberInFootnote',
    ],
    [
      'as the description of a picture',
      word(`</w:t><pic descr="Bild av ${number}"/><w:t>`),
      'personalNumberInFile',
    ],
    [
      'in where a link leads',
      word('x', related('word/_rels/document.xml.rels', 'hyperlink', `file:///H:/${number}.docx`)),
      'personalNumberInFile',
    ],
    [
      'in data behind the fields',
      word('x', { 'customXml/item1.xml': `<a>${number}</a>` }),
      'personalNumberInFile',
    ],
    [
      'in its title',
      word('x', { 'docProps/core.xml': `<p><title>${number}</title></p>` }),
      'personalNumberInAbout',
    ],
    [
      'in a picture of it',
      word('x', { 'word/media/image1.jpeg': jpeg({ more: [jpegSegment(0xfe, number)] }) }),
      'personalNumberInPicture',
    ],
    [
      'in a workbook within it',
      word('x', { 'word/embeddings/Blad.xlsx': excel(`<c r="A1"><v>191212121212</v></c>`) }),
      'personalNumberInCell',
    ],
    ['on a slide', slides(number), 'personalNumberOnSlide'],
    [
      'in a text of LibreOffice',
      openText(`<text:p>1912<text:span>1212</text:span><text:s/>1212</text:p>`),
      'personalNumberInFile',
    ],
    [
      'in the header of LibreOffice',
      openText('', { 'styles.xml': `<o><p>${number}</p></o>` }),
      'personalNumberInFile',
    ],
  ])('%s', async (_, bytes, code) => {
    const ending =
      code === 'personalNumberOnSlide' ? 'pptx' : bytes.includes('opendocument.text') ? 'odt' : 'docx'
    expect(await answerTo(`rutin.${ending}`, bytes)).toBe(code)
  })

  test.each([
    ['as a number', '<c r="B7"><v>191212121212</v></c>', ''],
    ['as a text of its own', `<c r="B7" t="inlineStr"><is><t>${number}</t></is></c>`, ''],
    ['as the answer of a formula', `<c r="B7" t="str"><f>A1&amp;A2</f><v>${number}</v></c>`, ''],
    ['as a text that is kept elsewhere', '<c r="A1" t="s"><v>0</v></c><c r="B7" t="s"><v>1</v></c>', number],
  ])('in the cell of a sheet: %s', async (_, sheet, shared) => {
    const strings =
      shared === ''
        ? {}
        : {
            'xl/sharedStrings.xml': `<sst><si><t>Namn</t></si><si><r><t>1912</t></r><r><t>${shared.slice(4)}</t></r></si></sst>`,
          }
    const problem: unknown = await answerWhole(excel(sheet, strings))
    expect(problem).toMatchObject({
      code: 'personalNumber',
      fields: [{ path: 'file', code: 'personalNumberInCell', cell: 'B7' }],
    })
    expect(hasPersonalNumber(JSON.stringify(problem))).toBe(false)
  })

  test('a text of a workbook that no cell shows is in the file all the same', async () => {
    const strings = { 'xl/sharedStrings.xml': `<sst><si><t>${number}</t></si></sst>` }
    expect(await answerTo('lista.xlsx', excel('', strings))).toBe('personalNumberInFile')
  })

  test('measures, amounts and ids of the program are let through', async () => {
    const sheet = '<c r="A1"><v>0.191212121212</v></c><c r="A2"><v>45678</v></c><c r="A3"><v>1250000</v></c>'
    expect(await answerTo('lista.xlsx', excel(sheet))).toBe('accepted')
    const marked = slides('x</a:t></a:r><a:creationId val="1912121212"/><a:r><a:t>y')
    expect(await answerTo('bilder.pptx', marked)).toBe('accepted')
  })
})

function answerWhole(bytes: Buffer): Promise<unknown> {
  return import('./inspect.ts').then(({ inspectFile }) =>
    inspectFile('lista.xlsx', bytes).then(
      () => 'accepted',
      (problem: object) => ({ ...problem }),
    ),
  )
}

describe('an archive made to hurt is refused', () => {
  const parts = wordParts('x')
  const rels = 'word/_rels/document.xml.rels'
  test.each([
    ['says that it unpacks to more than it can', zip(parts, { claim: 900_000_000 }), 'fileTypeRefused'],
    [
      'says that it unpacks to less than it does',
      zip(wordParts('x'.repeat(100_000)), { claim: 10 }),
      'fileDamaged',
    ],
    [
      'unpacks to a hundred times itself, many times over',
      zip({ ...parts, ...copies(12, '<a>' + ' '.repeat(20_000_000) + '</a>') }),
      'fileDamaged',
    ],
    ['has 70 000 parts and says 4 464', zip({ ...parts, ...copies(70_000, 'a') }), 'fileDamaged'],
    [
      'has more words than can be read',
      zip({ ...parts, ...copies(3, `<a>${words(44_000_000)}</a>`) }),
      'fileTooMuch',
    ],
    ['has something before it', zip(parts, { before: 'GIF89a' }), 'fileTypeRefused'],
    ['has something after it', zip(parts, { after: '<script>' }), 'fileDamaged'],
    ['calls a part two things', zip(parts, { inside: 'word/annat.xml' }), 'fileTypeRefused'],
    ['has two parts of one name', zip({ ...parts, 'WORD/document.xml': '<a/>' }), 'fileDamaged'],
    ['climbs out of its folder', word('x', { '../../etc/passwd': 'x' }), 'fileDamaged'],
    ['turns the direction of a name', word('x', { 'word/\u202eexe.xml': '<a/>' }), 'fileDamaged'],
    ['is broken XML', zip({ ...parts, 'word/document.xml': '<w:p><' }), 'fileDamaged'],
    [
      'multiplies words (DOCTYPE)',
      zip({ ...parts, 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>' }),
      'fileDamaged',
    ],
    ['has macros', word('x', { 'word/vbaProject.bin': 'x' }), 'fileMacros'],
    ['has a macro of LibreOffice', openText('', { 'Basic/Standard/Module1.xml': '<a/>' }), 'fileMacros'],
    ['runs a script of LibreOffice', openText('<text:a xlink:href="vnd.sun.star.script:a"/>'), 'fileMacros'],
    ['has a program in it', word('x', { 'word/media/a.exe': 'x' }), 'fileMacros'],
    [
      'has an object in it that is not read',
      word('x', { 'word/embeddings/oleObject1.bin': 'x' }),
      'fileHolds',
    ],
    ['has an archive in it', word('x', { 'word/a.zip': zip({ a: 'a' }) }), 'fileHolds'],
    [
      'has a document in a document in a document',
      word('x', { 'a.docx': word('x', { 'b.docx': word('x', { 'c.docx': word('x') }) }) }),
      'fileHolds',
    ],
    [
      'fetches its template from the web',
      word('x', related(rels, 'attachedTemplate', 'http://exempel.se/a.dotx')),
      'fileReachesOut',
    ],
    [
      'fetches its template from a file server',
      word('x', related(rels, 'attachedTemplate', 'file:///\\\\server\\a.dotx')),
      'fileReachesOut',
    ],
    ['fetches a picture', word('x', related(rels, 'image', 'https://exempel.se/a.png')), 'fileReachesOut'],
    [
      'fetches a picture in LibreOffice',
      openText('<draw:image xlink:href="https://exempel.se/a.png"/>'),
      'fileReachesOut',
    ],
    [
      'starts a program by a field',
      word(
        '</w:t></w:r><w:r><w:instrText> DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r><w:r><w:t>',
      ),
      'fileReachesOut',
    ],
  ])(
    '%s',
    async (_, bytes, code) => {
      const ending = bytes.includes('opendocument.text') ? 'odt' : 'docx'
      expect(await answerTo(`rutin.${ending}`, bytes)).toBe(code)
    },
    120_000,
  )

  test.each([
    [
      'a template on the disk of whoever wrote it',
      related(rels, 'attachedTemplate', 'file:///C:\\Mallar\\Brev.dotx'),
    ],
    [
      'the form that old programs name',
      { 'META-INF/manifest.xml': '<!DOCTYPE a PUBLIC "-//X" "a.dtd"><a/>' },
    ],
    ['a part that is empty', { 'Configurations2/accelerator/current.xml': '' }],
    ['a link to press', related(rels, 'hyperlink', 'https://exempel.se/')],
    ['the printer that Excel remembers', { 'xl/printerSettings/printerSettings1.bin': 'x' }],
    ['a table behind a chart', { 'word/embeddings/Blad.xlsx': excel('<c r="A1"><v>12</v></c>') }],
  ])('but not for %s', async (_, more) => {
    expect(await answerTo('rutin.docx', word('x', more))).toBe('accepted')
  })
})

function copies(count: number, text: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`word/del${at}.xml`, text]))
}

test('files as Excel and LibreOffice write them are taken', async () => {
  const folder = path.join(import.meta.dirname, '../../platform/tabular/fixtures')
  const files = readdirSync(folder).filter((name) => /\.(?:xlsx|ods)$/.test(name))
  expect(files.length).toBeGreaterThan(3)
  for (const name of files)
    expect(await answerTo(name, readFileSync(path.join(folder, name))), name).toBe('accepted')
})
