import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx'
import { cleanPaper, type CleanPaper } from './clean-paper.ts'
import type { Paper } from './paper.ts'
import { blocksDocx } from './docx-blocks.ts'
import { contentsDocx, headDocx } from './docx-head.ts'
import { ownParts } from './docx-own-styles.ts'
import { docxNumbering, docxStyles } from './docx-styles.ts'
import { color, page, quiet } from './docx-page.ts'
import { fixZipDates } from './zip-dates.ts'

/** Word, for boards whose meeting system wants a file that can be edited. Real styles, so that it can be restyled. */
export async function renderDocx(paper: Paper): Promise<Uint8Array> {
  const clean = cleanPaper(paper)
  const own = paper.letterhead?.word
  const packed = await Packer.toBuffer(documentOf(clean), undefined, [
    { path: 'docProps/core.xml', data: coreProperties(clean) },
    ...(own ? await ownParts(own, clean.accent) : []),
  ])
  return fixZipDates(new Uint8Array(packed), clean.dateParts)
}

function documentOf(paper: CleanPaper): Document {
  return new Document({
    title: paper.title,
    styles: docxStyles(paper.accent),
    numbering: docxNumbering,
    hyphenation: { autoHyphenation: true, doNotHyphenateCaps: true },
    compatibility: { version: 15 },
    sections: [
      {
        properties: { page: { size: page.size, margin: page.margin }, titlePage: true },
        headers: { default: runningHead(paper), first: new Header({ children: [new Paragraph({})] }) },
        footers: { default: foot(paper), first: foot(paper) },
        children: [...headDocx(paper), ...contentsDocx(paper), ...blocksDocx(paper)],
      },
    ],
  })
}

const rightEdge = [{ type: TabStopType.RIGHT, position: page.textWidth }]
const hairline = { style: BorderStyle.SINGLE, size: 4, color: 'C3C9CF', space: 4 }

function runningHead({ title, caseNumber }: CleanPaper): Header {
  const number = caseNumber ? [new TextRun({ text: `\tDnr ${caseNumber}` })] : []
  const children = [new TextRun({ text: title.length > 70 ? `${title.slice(0, 68)}…` : title }), ...number]
  return new Header({
    children: [
      new Paragraph({ style: 'Margin', tabStops: rightEdge, border: { bottom: hairline }, children }),
    ],
  })
}

function foot({ municipality, board }: CleanPaper): Footer {
  const sender = [municipality, board].filter(Boolean).join(' · ')
  const number = new TextRun({
    color: color(quiet),
    children: ['\tSida ', PageNumber.CURRENT, ' av ', PageNumber.TOTAL_PAGES],
  })
  return new Footer({
    children: [
      new Paragraph({
        style: 'Margin',
        alignment: AlignmentType.LEFT,
        tabStops: rightEdge,
        border: { top: hairline },
        children: [new TextRun(sender), number],
      }),
    ],
  })
}

/** The library would write the moment of rendering and its own name; the record's date and sender are the truth. */
function coreProperties({ title, kind, municipality, board, date, author }: CleanPaper): string {
  const sender = escape([municipality, board].filter(Boolean).join(' · ') || author)
  const time = (name: string): string =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}T12:00:00Z</dcterms:${name}>`
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties ' +
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escape(title)}</dc:title><dc:subject>${escape(kind)}</dc:subject><dc:creator>${sender}</dc:creator>` +
    `<cp:lastModifiedBy>${sender}</cp:lastModifiedBy><cp:revision>1</cp:revision>` +
    `${time('created')}${time('modified')}<dc:language>sv-SE</dc:language></cp:coreProperties>`
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
