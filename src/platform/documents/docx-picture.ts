import { ImageRun, Paragraph, TextRun } from 'docx'
import type { CleanBlock } from './clean-paper.ts'

/** A clear pixel for programs that cannot draw SVG (before Word 2016); the description below says what it shows. */
const clearPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=',
  'base64',
)

/** The text width in pixels at 96 to the inch. */
const fullWidth = 616

export function pictureDocx(block: Extract<CleanBlock, { kind: 'svg' }>, number: number): Paragraph[] {
  const { svg, title, description } = block
  const caption = title ? [new Paragraph({ style: 'Caption', children: [new TextRun(title)] })] : []
  const picture = svg
    ? [new Paragraph({ keepNext: true, children: [image(svg, title, description, number)] })]
    : []
  return [...caption, ...picture, new Paragraph({ style: 'Remark', children: [new TextRun(description)] })]
}

function image(svg: string, title: string, description: string, number: number): ImageRun {
  const height = Math.round(fullWidth * proportion(svg))
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    fallback: { type: 'png', data: clearPixel },
    transformation: { width: fullWidth, height },
    altText: { id: String(number), name: title, title, description },
  })
}

/** Height by width, from the view box, else from the size attributes; a wide picture if neither says. */
function proportion(svg: string): number {
  const box = /viewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/u.exec(svg)
  const width = box?.[1] ?? /<svg[^>]*\swidth="([\d.]+)/u.exec(svg)?.[1]
  const height = box?.[2] ?? /<svg[^>]*\sheight="([\d.]+)/u.exec(svg)?.[1]
  const ratio = Number(height) / Number(width)
  return ratio > 0 && Number.isFinite(ratio) ? Math.min(ratio, 1.4) : 0.5
}
