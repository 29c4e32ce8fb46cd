import { inflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import {
  renderDocx,
  renderHtml,
  renderPdf,
  renderStandaloneHtml,
  type Block,
  type Paper,
} from './document.ts'
import { stopPdfWorker } from './pdf.ts'
import { samplePaper } from './sample-paper.ts'

const hostile =
  '#include "/etc/passwd" $ x^2 $ <script>alert(1)</script> ] [ *a* _b_ `c` \\ @ref <label> // /* & " \' 😀'
const longWord = 'https://exempel.test/' + 'omsorgsverksamhetsuppfoljning'.repeat(12)

afterAll(stopPdfWorker)

describe('An official who puts text from outside into a paper', () => {
  test('reads it as text on the page, never as markup', () => {
    const html = renderHtml(hostilePaper())
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toMatch(/<script|style=|onload|javascript:/u)
    expect(html).toContain('#include &quot;/etc/passwd&quot; $ x^2 $')
  })

  test('gets it as text in the PDF, in both standards', async () => {
    const paper = hostilePaper()
    for (const standard of ['ua-1', 'a-3a'] as const) {
      const bytes = Buffer.from(await renderPdf(paper, standard))
      expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
      expect(bytes.toString('utf8')).toContain('Titel &lt;script&gt; #include')
    }
  })

  test('gets it as text in Word, in a file that is still well formed', async () => {
    const xml = wordXml(await renderDocx(hostilePaper()))
    expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(xml).toContain('#include')
    expect(xml).not.toContain('<script')
    expect(xml).not.toContain('\u0000')
    expect(xml).toContain('😀')
  })
})

describe('An official whose draft is half written', () => {
  test('loses no sentence when a block is empty or headings skip a level', async () => {
    const paper = paperOf([
      { kind: 'heading', level: 3, text: 'Börjar på tredje nivån' },
      { kind: 'heading', level: 1, text: '' },
      { kind: 'heading', level: 1, text: 'Nivå ett' },
      { kind: 'heading', level: 3, text: 'Nivå tre' },
      { kind: 'paragraph', text: '' },
      { kind: 'list', items: ['', ' '] },
      { kind: 'facts', rows: [] },
      { kind: 'figures', items: [] },
      { kind: 'table', caption: '', columns: [], rows: [] },
      { kind: 'table', caption: 'Tom', columns: [{ title: 'A' }, { title: 'B' }], rows: [] },
      {
        kind: 'table',
        caption: 'Ojämn',
        columns: [{ title: 'A' }, { title: 'B' }],
        rows: [['ensam'], ['1', '2', '3']],
      },
      { kind: 'note', tone: 'warning', title: '', text: '' },
      { kind: 'quote', title: '', text: '', by: '' },
      { kind: 'svg', svg: '<svg><script>x</script></svg>', title: '', description: '' },
    ])
    const html = renderHtml(paper)
    expect(html).toContain('<h2 id="borjar-pa-tredje-nivan">')
    expect(html).toContain('<h3 id="niva-tre">')
    expect(html).toContain('Inga uppgifter')
    expect(html).toContain('ensam')
    expect(html).not.toContain('<script')
    expect((await renderPdf(paper, 'ua-1')).length).toBeGreaterThan(5000)
    expect(wordXml(await renderDocx(paper))).toContain('Inga uppgifter')
  })
})

describe('A registrar who freezes a paper', () => {
  test('gets the same bytes twice in every form, also after other papers', async () => {
    const first = await allForms(samplePaper())
    await allForms(hostilePaper())
    // Zip files count time in steps of two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(await allForms(samplePaper())).toEqual(first)
  })

  test('finds the day of the record inside the files, not the day of rendering', async () => {
    const word = await renderDocx(samplePaper())
    expect(zipEntry(word, 'docProps/core.xml')).toContain('2027-03-12T12:00:00Z</dcterms:created>')
    const pdf = Buffer.from(await renderPdf(samplePaper(), 'ua-1')).toString('latin1')
    expect(pdf).toContain('(D:20270312120000')
  })

  test('is told when the date is not a day', async () => {
    const paper = { ...samplePaper(), date: '2027-02-30' }
    expect(() => renderHtml(paper)).toThrow('not a day')
    await expect(renderPdf(paper, 'ua-1')).rejects.toThrow('not a day')
  })

  test('gets forty pages while the server goes on answering', async () => {
    let turns = 0
    const ticking = setInterval(() => (turns += 1), 5)
    const pdf = await renderPdf(samplePaper(60, 9), 'ua-1')
    clearInterval(ticking)
    expect(pageCount(pdf)).toBeGreaterThanOrEqual(40)
    expect(turns).toBeGreaterThan(5)
  })

  test('gets every one of several papers asked for at once', async () => {
    const titles = ['Ett', 'Två', 'Tre']
    const papers = await Promise.all(titles.map((title) => renderPdf({ ...samplePaper(3), title }, 'ua-1')))
    papers.forEach((pdf, i) => expect(Buffer.from(pdf).toString('utf8')).toContain(`>${titles[i]}<`))
  })
})

describe('A reader with a screen reader', () => {
  test('gets a PDF that says it is PDF/UA, is tagged and is in Swedish', async () => {
    const pdf = Buffer.from(await renderPdf(samplePaper(), 'ua-1')).toString('latin1')
    expect(pdf).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/u)
    expect(pdf).toMatch(/\/MarkInfo/u)
    expect(pdf).toContain('/StructTreeRoot')
    expect(pdf).toMatch(/\/Lang \(sv/u)
  })

  test('gets an archive file that says it is PDF/A-3a', async () => {
    const pdf = Buffer.from(await renderPdf(samplePaper(), 'a-3a')).toString('latin1')
    expect(pdf).toMatch(/<pdfaid:part>3<\/pdfaid:part>/u)
    expect(pdf).toMatch(/<pdfaid:conformance>A<\/pdfaid:conformance>/u)
  })

  test('hears each status as a word and each picture as its description', () => {
    const html = renderHtml(samplePaper())
    expect(html).toMatch(
      /<span class="status status-not-met"><svg class="shape"[^>]*aria-hidden="true"[^]*?<\/svg>Inte uppfyllt<\/span>/u,
    )
    expect(html).toContain('role="img" tabindex="0" aria-label="Stapeldiagram.')
    expect(html).toContain('<nav class="paper-contents"')
  })

  test('finds headings, repeated header rows, alt text and Swedish in Word', async () => {
    const word = await renderDocx(samplePaper())
    const xml = wordXml(word)
    expect(xml).toContain('<w:pStyle w:val="Heading1"/>')
    expect(xml).toContain('<w:tblHeader/>')
    expect(xml).toContain('descr="Stapeldiagram.')
    expect(xml).toContain('Tabell 3. Bedömning per krav')
    expect(zipEntry(word, 'word/styles.xml')).toContain('w:val="sv-SE"')
    expect(zipEntry(word, 'docProps/core.xml')).toContain(
      '<dc:title>Uppföljning av Tallbackens gruppbostad 2027',
    )
  })
})

test('Somebody who saves the page gets one file that needs nothing from the net', () => {
  const html = renderStandaloneHtml(samplePaper())
  expect(html).toContain('<html lang="sv">')
  expect(html).toContain('@media print')
  expect(html.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|@import|<link|<script/u,
  )
})

test('A municipality with a pale colour still gets letters that can be read', () => {
  expect(renderStandaloneHtml({ ...samplePaper(), accent: '#ffee00' })).toContain('--accent: #0a5a78')
  expect(renderStandaloneHtml({ ...samplePaper(), accent: '#7A1F5C' })).toContain('--accent: #7a1f5c')
  expect(renderStandaloneHtml({ ...samplePaper(), accent: 'red}</style>' })).toContain('--accent: #0a5a78')
})

test('A picture keeps its drawing and loses all that could run or fetch', () => {
  const svg = (inner: string): string =>
    renderHtml(
      paperOf([{ kind: 'svg', svg: `<svg viewBox="0 0 9 9">${inner}</svg>`, title: 'T', description: 'D' }]),
    )
  expect(svg('<rect onload="x()" fill="#000" width="3"/>')).toContain('<rect fill="#000" width="3"/>')
  expect(svg('<rect fill="url(http://a.test/b)" y="1"/>')).toContain('<rect y="1"/>')
  expect(svg('<text>R & D "x"</text>')).toContain('R &amp; D')
  expect(svg('<image href="http://a.test/b.png"/>')).not.toContain('viewBox="0 0 9 9"')
  expect(svg('<rect x="1" x="2"/>')).toContain('<rect x="2"/>')
  expect(svg('<g>')).not.toContain('viewBox="0 0 9 9"')
})

function paperOf(blocks: readonly Block[]): Paper {
  return { ...samplePaper(), blocks }
}

function hostilePaper(): Paper {
  return {
    ...paperOf([
      { kind: 'heading', level: 2, text: hostile, id: '"><b' },
      { kind: 'paragraph', text: `${hostile}\u0000\u0008 \ud800 \u202e vänd\nrad två\n\n${longWord}` },
      { kind: 'list', items: [hostile, longWord] },
      { kind: 'facts', rows: [{ label: hostile, value: longWord }] },
      { kind: 'figures', items: [{ value: hostile, label: hostile, change: hostile }] },
      {
        kind: 'table',
        caption: hostile,
        columns: [{ title: hostile }, { title: 'B', align: 'right', width: 1 }],
        rows: [
          [hostile, longWord],
          [
            { text: hostile, status: 'acute' },
            { text: 'مرحبا 你好 👩‍👩‍👧', strong: true },
          ],
        ],
        note: hostile,
      },
      { kind: 'note', tone: 'acute', title: hostile, text: hostile.repeat(30) },
      { kind: 'quote', title: hostile, text: hostile, by: hostile },
      {
        kind: 'svg',
        svg: '<svg viewBox="0 0 9 9"><text>&lt;b&gt; 😀</text></svg>',
        title: hostile,
        description: hostile,
      },
    ]),
    title: 'Titel <script> #include "x" 😀',
    subtitle: hostile,
    municipality: hostile,
    invented: hostile,
  }
}

async function allForms(paper: Paper): Promise<string[]> {
  const files = [await renderPdf(paper, 'ua-1'), await renderPdf(paper, 'a-3a'), await renderDocx(paper)]
  return [...files.map((bytes) => Buffer.from(bytes).toString('base64')), renderStandaloneHtml(paper)]
}

function pageCount(pdf: Uint8Array): number {
  const counts = [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type \/Pages[^>]*?\/Count (\d+)/gu),
  ]
  return Math.max(0, ...counts.map((found) => Number(found[1])))
}

function wordXml(docx: Uint8Array): string {
  return zipEntry(docx, 'word/document.xml')
}

/** Reads one file by the central directory, as Word does, so that a broken directory fails the test. */
function zipEntry(zip: Uint8Array, name: string): string {
  const bytes = Buffer.from(zip)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = bytes.readUInt32LE(end + 16)
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    const size = bytes.readUInt32LE(at + 20)
    const local = bytes.readUInt32LE(at + 42)
    if (bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)) === name) {
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      return inflateRawSync(bytes.subarray(start, start + size)).toString('utf8')
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  throw new Error(`${name} is not in the file`)
}
