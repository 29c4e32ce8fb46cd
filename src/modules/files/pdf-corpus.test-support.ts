import { deflateRawSync, constants } from 'node:zlib'

/** PDF files with pages, made by code: as programs write them, as scanners do, and as somebody who means harm. */

/** `content`: what draws the page. `more`: further entries of the page, with objects of their own from `objects`. */
type Page = { content: string | Buffer; packing?: string; more?: string }
type About = { catalog?: string; info?: string; objects?: readonly (string | Buffer)[] }

const ownObjects = 5

/** The objects of `about` are numbered from this on. */
export const firstOfMore = ownObjects + 1

/** Fonts: /F as it stands, /W whose digits are the wide ones of Unicode, /P that keeps its signs to itself. */
export function pdfOf(pages: readonly Page[], about: About = {}): Buffer {
  const more = about.objects ?? []
  const from = firstOfMore + more.length
  const kids = pages.map((_, at) => `${from + at * 2} 0 R`)
  return written([
    `<</Type/Catalog/Pages 2 0 R${about.catalog ?? ''}>>`,
    `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${pages.length}/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R/W 4 0 R>>>>>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 5 0 R>>',
    stream(wideDigits),
    ...more,
    ...pages.flatMap(({ content, packing, more: entries }, at) => [
      `<</Type/Page/Parent 2 0 R/Contents ${from + at * 2 + 1} 0 R${entries ?? ''}>>`,
      stream(content, packing),
    ]),
  ])
}

const wideDigits = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <30> <39> <FF10> endbfrange
endcmap end end`

function stream(content: string | Buffer, packing = ''): Buffer {
  const data = Buffer.from(content)
  return Buffer.concat([
    Buffer.from(`<<${packing}/Length ${data.length}>>stream\n`),
    data,
    Buffer.from('\nendstream'),
  ])
}

function written(objects: readonly (string | Buffer)[]): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  const places: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ])
    places.push(at)
    parts.push(part)
    at += part.length
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Root 1 0 R/Size ${size}>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end)])
}

/** Text in Helvetica of 12 points at each place, in this order; `how` comes before it. */
export function textAt(runs: readonly (readonly [x: number, y: number, text: string])[], how = ''): string {
  const drawn = runs.map(([x, y, text]) => `1 0 0 1 ${x} ${y} Tm (${text}) Tj`)
  return `BT /F 12 Tf ${how} ${drawn.join('\n')} ET`
}

export const words = (text: string): Page => ({ content: textAt([[72, 700, text]]) })

/** A page that is one picture, as a scanner makes it. */
export const scanned: Page = {
  content: 'q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q',
}

/** A page's content that is small and unpacks to `pieces` times ten megabytes of `unit`. */
export function packedPage(unit: string, pieces: number): Page {
  const piece = deflateRawSync(unit.repeat(10_000_000 / unit.length), {
    finishFlush: constants.Z_FULL_FLUSH,
  })
  const content = Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(pieces).fill(piece)])
  return { content, packing: '/Filter/FlateDecode' }
}
