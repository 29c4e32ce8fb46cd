import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { renderPdf, type Paper } from '#platform/documents/document.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { bar, maskPaper, placesOf } from './masking.ts'

afterAll(() => stopPdfWorker())

const paper: Paper = {
  id: '01900000-0000-7000-8000-000000000000',
  kind: 'Rapport',
  title: 'Besök hos Hemlighetsson',
  municipality: 'Exempelkommun',
  board: 'Omsorgsnämnden',
  caseNumber: 'OMS 26/1',
  date: '2026-11-19',
  author: 'Ulla Uppföljare',
  language: 'sv',
  accent: '#0a5a78',
  blocks: [
    { kind: 'heading', level: 1, text: 'Samtal med HEMLIGHETSSON', id: 'hemlighetsson' },
    { kind: 'paragraph', text: 'Här talade Anna\nHemlighets\u00adson om Kryptonitrutinen.' },
    { kind: 'list', items: ['En öppen uppgift', 'Affärsmodellen Zebra'] },
    { kind: 'facts', rows: [{ label: 'Pris', value: '98765 kronor' }] },
    { kind: 'figures', items: [{ value: '4321', label: 'timmar', change: 'från 1111' }] },
    {
      kind: 'table',
      caption: 'Priser',
      columns: [{ title: 'Tjänst' }, { title: 'Pris' }],
      rows: [
        ['Natt', { text: '55443 kr', value: 55443 }],
        ['Dag', '200 kr'],
      ],
      key: 'priser',
      rowKeys: ['zebra', 'dag'],
    },
    { kind: 'note', tone: 'information', title: 'Obs', text: 'Kryptonitrutinen gäller' },
    { kind: 'quote', title: 'Yttrande', text: 'Vi skriver så här', by: 'Anna Hemlighetsson' },
    {
      kind: 'svg',
      svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="1" y="9">Zebra</text></svg>',
      title: 'Figur',
      description: 'En figur',
    },
  ],
}
const phrases = ['Hemlighetsson', 'anna  hemlighetsson', 'kryptonitrutinen', 'Zebra']
const gone = /hemlighetsson|kryptonit|zebra|98765|55443/iu

const addressOf = (words: string) =>
  placesOf(paper).find((place) => place.text.includes(words))?.address ?? 'missing'

test('a registrar masks words and rows, and none of them is left in the paper’s data', () => {
  const places = [addressOf('98765'), addressOf('55443')]
  const masked = maskPaper(paper, { places, phrases })
  expect(JSON.stringify(masked).replaceAll('\u00ad', '')).not.toMatch(gone)
  expect(JSON.stringify(masked)).toContain('En öppen uppgift')
  expect(JSON.stringify(masked)).toContain('200 kr')
  expect(masked.blocks.at(-1)).toEqual({ kind: 'paragraph', text: bar })
})

test('the masked PDF is set anew: no part of its bytes holds the words, packed or not', async () => {
  const places = [addressOf('98765'), addressOf('55443')]
  const pdf = Buffer.from(await renderPdf(maskPaper(paper, { places, phrases }), 'ua-1'))
  const open = Buffer.from(await renderPdf(paper, 'ua-1'))
  expect(unpacked(open)).toMatch(gone)
  for (const part of [pdf.toString('latin1'), pdf.toString('utf16le'), unpacked(pdf)])
    expect(part).not.toMatch(gone)
})

const canExtract = spawnSync('pdftotext', ['-v']).status === 0

test.skipIf(!canExtract)(
  'whoever copies the text out of the masked PDF gets bars and the open words',
  async () => {
    const places = [addressOf('98765'), addressOf('55443')]
    const pdf = Buffer.from(await renderPdf(maskPaper(paper, { places, phrases }), 'ua-1'))
    const open = Buffer.from(await renderPdf(paper, 'ua-1'))
    expect(textOf(open)).toMatch(/Hemlighets/u)
    expect(textOf(pdf)).not.toMatch(gone)
    expect(textOf(pdf)).toContain('En öppen uppgift')
    expect(textOf(pdf)).toContain('■■■■')
  },
)

test('a bar has the same length whatever it hides', () => {
  const one = maskPaper(paper, { places: ['title'], phrases: [] }).title
  const other = maskPaper({ ...paper, title: 'Kort' }, { places: ['title'], phrases: [] }).title
  expect(one).toBe(other)
})

test('whatever word is masked, no part of the paper holds it afterwards', () => {
  const words = placesOf(paper)
    .flatMap((place) => place.text.split(/[\s|:.()]+/u))
    .filter((word) => word.length > 1)
  fc.assert(
    fc.property(fc.subarray(words), fc.subarray(placesOf(paper)), (some, places) => {
      const masks = { phrases: some, places: places.map((place) => place.address) }
      const left = placesOf(maskPaper(paper, masks)).map((place) => place.text.toLowerCase())
      const own = some.map((word) => word.normalize('NFC').replaceAll('\u00ad', '').toLowerCase())
      return own.every((word) => left.every((text) => !text.includes(word)))
    }),
    { numRuns: 100 },
  )
})

function textOf(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'masked-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return execFileSync('pdftotext', [join(folder, 'a.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every packed part of the file, unpacked. */
function unpacked(pdf: Buffer): string {
  const parts: string[] = []
  let at = pdf.indexOf('stream')
  while (at >= 0) {
    const start = pdf.indexOf('\n', at) + 1
    const end = pdf.indexOf('endstream', start)
    if (end < 0) break
    try {
      parts.push(inflateSync(pdf.subarray(start, end)).toString('latin1'))
    } catch {
      parts.push(pdf.toString('latin1', start, end))
    }
    at = pdf.indexOf('stream', end + 'endstream'.length)
  }
  return parts.join('\n')
}

test('a phrase of signs that mean something in a pattern hides itself and nothing else', () => {
  const phrases = ['a.c', '(1+1)', '[x]$', '^|.*', '\\d']
  const text = 'abc a.c 11 (1+1) x [x]$ allt ^|.* 7 \\d'
  const masked = maskPaper({ ...paper, blocks: [{ kind: 'paragraph', text }] }, { places: [], phrases })
  expect(masked.blocks).toEqual([
    { kind: 'paragraph', text: `abc ${bar} 11 ${bar} x ${bar} allt ${bar} 7 ${bar}` },
  ])
})
