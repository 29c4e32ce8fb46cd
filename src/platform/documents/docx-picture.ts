import { ImageRun, Paragraph, TextRun } from 'docx'
import type { CleanBlock } from './clean-paper.ts'
import type { CleanLogo } from './logo.ts'
import { pictureOf } from './raster/picture.ts'

/** A clear pixel where there is no other copy for programs that cannot draw SVG. */
const clearPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=',
  'base64',
)

/** LibreOffice and Word before 2016 show the copy: twice the width of the text, so that it is sharp in print. */
const copyWidth = 1280

/** Text width, and most of the text height, in pixels at 96 to the inch. */
const fullWidth = 616
const fullHeight = 780

type Picture = Extract<CleanBlock, { kind: 'svg' }>

export function pictureDocx(block: Picture, number: number): Paragraph[] {
  const { svg, title, description } = block
  const caption = title ? [new Paragraph({ style: 'Caption', children: [new TextRun(title)] })] : []
  const picture = svg ? [new Paragraph({ keepNext: true, children: [image(svg, block, number)] })] : []
  return [...caption, ...picture, new Paragraph({ style: 'Remark', children: [new TextRun(description)] })]
}

function image(svg: string, { ratio, title, description }: Picture, number: number): ImageRun {
  const width = Math.round(Math.min(fullWidth, fullHeight / ratio))
  const copy = pictureOf(svg, copyWidth)
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    fallback: { type: 'png', data: copy ? Buffer.from(copy) : clearPixel },
    transformation: { width, height: Math.round(width * ratio) },
    altText: { id: String(number), name: title, title, description },
  })
}

/** At most 16 mm high and 55 mm wide, as in the PDF. */
export function logoDocx(logo: CleanLogo): Paragraph {
  const width = Math.round(Math.min(208, 60 / logo.ratio))
  const shape = {
    transformation: { width, height: Math.round(width * logo.ratio) },
    altText: { id: '9000', name: 'Logotyp', title: 'Logotyp', description: logo.alt },
  }
  const run =
    logo.type === 'svg'
      ? new ImageRun({
          ...shape,
          type: 'svg',
          data: Buffer.from(logo.svg),
          fallback: { type: 'png', data: clearPixel },
        })
      : new ImageRun({ ...shape, type: 'png', data: Buffer.from(logo.bytes) })
  return new Paragraph({ spacing: { after: 80 }, children: [run] })
}
