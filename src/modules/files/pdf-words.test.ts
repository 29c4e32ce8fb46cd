import { afterAll, describe, expect, test } from 'vitest'
import { isProblem } from '#kernel/problem.ts'
import { renderPdf } from '#platform/documents/document.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'
import { inspectLocked } from './inspect.ts'
import { inspectPdf } from './pdf.ts'
import { firstOfMore, packedPage, pdfOf, scanned, textAt, words } from './pdf-corpus.test-support.ts'
import { pdfLimits, refuseNumbersInWords } from './pdf-words.ts'

const number = '19121212-1212'
const short = '121212-1212'

afterAll(stopPdfWorker)

const door = { field: 'file', mayHoldNumbers: false, readUntil: Infinity }

/** 'read', 'unread', or the code at the field with the page; with time enough for a machine that does much at once. */
async function answerTo(bytes: Buffer): Promise<string> {
  try {
    inspectPdf(bytes, door)
    return (await refuseNumbersInWords(bytes, door, { ...pdfLimits, timeMs: 60_000 })) ? 'read' : 'unread'
  } catch (problem) {
    const [fault] = isProblem(problem) ? problem.fields : []
    return [fault?.code, fault?.position].join(' ').trim()
  }
}

describe('Somebody who hands in a paper that a program has set', () => {
  const paper = (last: string) => ({
    ...samplePaper(),
    blocks: [
      ...Array.from({ length: 60 }, (_, at) => ({
        kind: 'paragraph' as const,
        text: `Stycke ${at} om verksamheten.`,
      })),
      { kind: 'paragraph' as const, text: last },
    ],
  })

  test('is told on which page a personal number stands, whatever the standard', async () => {
    for (const standard of ['ua-1', 'a-3a'] as const) {
      const bytes = Buffer.from(await renderPdf(paper(`Samtal med ${number} i maj.`), standard))
      expect(await answerTo(bytes)).toMatch(/^personalNumberOnPage [23]$/)
    }
  })

  test('hands it in when there is none, among figures, dates and telephone numbers', async () => {
    const figures =
      'Diarienummer OMS 2026/101, 2026-11-01 kl. 12.10, telefon 070-123 45 67, 12 12 12 personer.'
    expect(await answerTo(Buffer.from(await renderPdf(paper(figures), 'ua-1')))).toBe('read')
    expect(await answerTo(Buffer.from(await renderPdf(samplePaper(), 'ua-1')))).toBe('read')
  })
})

/** Each sign in a place of its own, so far apart, and not in the order they are read. */
function spread(step: number, y = 700, signs = short.replace('-', '')): string {
  return textAt([...signs].map((sign, at) => [50 + at * step, y, sign] as const).toReversed())
}

describe('A personal number on a page is found', () => {
  const boxes = [...short.replace('-', '')].map((digit, at) => [72 + at * 24, 700, digit] as const)
  test.each([
    ['as it is written', textAt([[72, 700, `Om ${number} idag`]])],
    ['in two pieces', `BT /F 12 Tf 72 700 Td (Om 1912) Tj (1212-1212 idag) Tj ET`],
    ['with space between its pieces by hand', 'BT /F 12 Tf 72 700 Td [(191212) -20 (12-12) 15 (12)] TJ ET'],
    [
      'in pieces put on the page in another order',
      textAt([
        [120, 700, '-1212'],
        [72, 700, '19121212'],
      ]),
    ],
    ['in the boxes of a form', textAt(boxes)],
    ['spread over the line, sign by sign', spread(48)],
    ['spread by the space between letters', `BT /F 12 Tf 38 Tc 50 700 Td (${short}) Tj ET`],
    ['spread by hand, under a line of text', `${words('Uppgifter').content} ${spread(46, 680, `${short}`)}`],
    [
      'broken after its dash',
      textAt([
        [72, 700, 'Om 121212-'],
        [72, 685, '1212 idag'],
      ]),
    ],
    ['in digits of another width', `BT /W 12 Tf 72 700 Td (${number}) Tj ET`],
    ['across the page', `BT /F 12 Tf 0 1 -1 0 300 100 Tm (1912121) Tj 0 1 -1 0 300 146.7 Tm (2-1212) Tj ET`],
    [
      'in words that are not seen, behind a scanned page',
      scanned.content + textAt([[72, 700, number]], '3 Tr'),
    ],
    ['among signs in hexadecimal', `BT /F 12 Tf 72 700 Td <${Buffer.from(number).toString('hex')}> Tj ET`],
  ])('%s', async (_, content) => {
    expect(await answerTo(pdfOf([words('Rutin'), { content }]))).toBe('personalNumberOnPage 2')
  })

  test('and columns of figures and lines of a list are none', async () => {
    const columns = textAt([
      [72, 700, '121212'],
      [140, 700, '1212'],
      [72, 685, '19121212'],
      [140, 685, '1212'],
    ])
    const lines = textAt([
      [72, 600, '121212'],
      [72, 585, '1212'],
      [72, 570, '556000-0000'],
    ])
    const answers = [700, 685, 670].map((y) => spread(48, y)).join(' ')
    for (const content of [`${columns} ${lines}`, answers, spread(44, 700, '12121212121')])
      expect(await answerTo(pdfOf([words('Antal'), { content }]))).toBe('read')
  })
})

describe('A personal number behind a page is found', () => {
  const note = (entries: string) =>
    pdfOf([words('Rutin'), { ...words('Rutin'), more: `/Annots[${firstOfMore} 0 R]` }], {
      objects: [`<</Type/Annot/Rect[10 10 90 30]${entries}>>`],
    })
  const outline = [
    '<</Type/Outlines/First 7 0 R/Last 7 0 R>>',
    `<</Title(Om \\061${number.slice(1)})/Parent 6 0 R/Dest[8 0 R/Fit]>>`,
  ]
  test.each([
    ['in a note', note(`/Subtype/Text/Contents(Ring ${number})`), 'personalNumberBehindPage 2'],
    ['in a field of a form', note(`/Subtype/Widget/FT/Tx/T(nr)/V(${number})`), 'personalNumberBehindPage 2'],
    [
      'in a link',
      note(`/Subtype/Link/A<</S/URI/URI(https://exempel.se/?nr=${number})>>`),
      'personalNumberBehindPage 2',
    ],
    [
      'in what is read aloud',
      pdfOf([words('Rutin')], { objects: [`<</S/Figure/Alt(Brev om ${number})>>`] }),
      'personalNumberInDescription',
    ],
    [
      'in the table of contents',
      pdfOf([words('Rutin')], { catalog: '/Outlines 6 0 R', objects: outline }),
      'personalNumberInAbout',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await answerTo(bytes)).toBe(code)
  })
})

/** A page with a stamp or a signature that is drawn, and says nothing of itself in words that can be asked for. */
function stamped(kind: string, drawn: string): Buffer {
  const box = '/BBox[0 0 300 100]/Resources<</Font<</F 3 0 R>>>>'
  return pdfOf([{ ...words('Rutin'), more: `/Annots[${firstOfMore} 0 R]` }], {
    objects: [
      `<</Type/Annot${kind}/Rect[0 0 300 100]/AP<</N ${firstOfMore + 1} 0 R>>>>`,
      `<</Type/XObject/Subtype/Form${box}/Length ${drawn.length}>>stream\n${drawn}\nendstream`,
    ],
  })
}

describe('A PDF that does not give its words is taken, and told as not read', () => {
  test.each([
    ['a scanned page', pdfOf([scanned])],
    ['a scanned page among others', pdfOf([words('Rutin'), scanned])],
    ['a page in signs that mean nothing', pdfOf([{ content: 'BT /F 12 Tf 72 700 Td (---) Tj ET' }])],
    ['one that is broken off', pdfOf([words('Rutin')]).subarray(0, 300)],
    ['lists within each other without end', pdfOf([{ content: '['.repeat(500_000) }])],
    ['a stamp on a page', stamped('/Subtype/Stamp', textAt([[2, 10, `Om ${number}`]]))],
    ['a signature that is shown', stamped('/Subtype/Widget/FT/Sig/T(u)', textAt([[2, 10, number]]))],
    ['one page that refers to itself', pdfOf([], { catalog: '/Pages 1 0 R' })],
  ])('%s', async (_, bytes) => {
    expect(await answerTo(bytes)).toBe('unread')
  })

  const limits = { ...pdfLimits, timeMs: 4_000, memoryMb: 96 }

  test.each([
    ['thousands of pages', pdfOf(Array(12_000).fill({ content: '' }))],
    ['two gigabytes of nothing', pdfOf([packedPage(' ', 200)])],
    ['millions of words', pdfOf([packedPage('BT /F 12 Tf (hej) Tj ET\n'.padEnd(25), 40)])],
    ['a list that fills the memory', pdfOf([packedPage('[1 1 1 1 ', 40)])],
  ])('%s: within its time, and the server goes on', async (_, bytes) => {
    const begun = performance.now()
    expect(await refuseNumbersInWords(bytes, door, limits)).toBe(false)
    expect(performance.now() - begun).toBeLessThan(limits.timeMs + 4_000)
    expect(await answerTo(pdfOf([words(number)]))).toBe('personalNumberOnPage 1')
  })

  test('one whose turn comes too late', async () => {
    const bytes = pdfOf([words(number)])
    expect(await refuseNumbersInWords(bytes, { ...door, readUntil: 0 })).toBe(false)
  })
})

test('A registrar takes a paper with a number in under lock, where its words are not asked for', async () => {
  const taken = await inspectLocked('rutin.pdf', pdfOf([words(number)]), 'file')
  expect(taken).toMatchObject({ isUnread: false })
})
