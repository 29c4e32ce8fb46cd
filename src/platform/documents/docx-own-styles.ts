import { Document, Packer, Paragraph } from 'docx'
import { readArchive } from '#platform/archive.ts'
import { docxStyles } from './docx-styles.ts'
import type { WordStyle } from './paper.ts'

type Style = { id: string; name: string; xml: string }

/**
 * The parts of the Word form that are dressed in a municipality's own styles. A style is known by its name, which is the
 * same in every language of Word, while its id is not ("Rubrik1" for "heading 1"): theirs get the ids that papers use.
 * What papers need and theirs have no style for keeps the product's, without its font.
 */
export async function ownParts(own: WordStyle, accent: string): Promise<{ path: string; data: string }[]> {
  const styles = mergeStyles(own.styles, await productStyles(accent))
  const theme = own.theme === '' ? [] : [{ path: 'word/theme/theme1.xml', data: own.theme }]
  return [{ path: 'word/styles.xml', data: styles }, ...theme]
}

export function mergeStyles(theirs: string, ours: string): string {
  const product = stylesIn(ours)
  const ids = new Map(product.map(({ name, id }) => [name, id]))
  const renamed = renameIds(theirs, idsFor(stylesIn(theirs), ids))
  const known = new Set(stylesIn(renamed).map(({ name }) => name))
  const added = product.filter(({ name }) => !known.has(name)).map(({ xml }) => withoutFont(xml))
  return renamed.replace(/<\/w:styles>\s*$/u, `${added.join('')}</w:styles>`)
}

/** What the library writes for a paper without own styles. */
async function productStyles(accent: string): Promise<string> {
  const document = new Document({
    styles: docxStyles(accent),
    sections: [{ children: [new Paragraph({})] }],
  })
  const entries = readArchive(await Packer.toBuffer(document))
  return (
    entries
      ?.find(({ name }) => name === 'word/styles.xml')
      ?.read()
      .toString('utf8') ?? ''
  )
}

function stylesIn(xml: string): Style[] {
  return (xml.match(/<w:style [\s\S]*?<\/w:style>/gu) ?? []).map((style) => ({
    id: /w:styleId="([^"]*)"/u.exec(style)?.[1] ?? '',
    name: (/<w:name w:val="([^"]*)"/u.exec(style)?.[1] ?? '').toLowerCase(),
    xml: style,
  }))
}

/** Their id → the one papers use for a style of that name. Another style that has it already makes room. */
function idsFor(theirs: readonly Style[], ours: ReadonlyMap<string, string>): Map<string, string> {
  const wanted = new Set(ours.values())
  return new Map(
    theirs.flatMap(({ id, name }): [string, string][] => {
      const own = ours.get(name)
      if (own) return [[id, own]]
      return wanted.has(id) ? [[id, `${id}-egen`]] : []
    }),
  )
}

const naming = /(w:styleId=|<w:(?:basedOn|next|link) w:val=)"([^"]*)"/gu

function renameIds(xml: string, ids: ReadonlyMap<string, string>): string {
  return xml.replace(naming, (_, before: string, id: string) => `${before}"${ids.get(id) ?? id}"`)
}

/** One default of each sort is theirs; the font of what is added follows theirs. */
function withoutFont(xml: string): string {
  return xml.replace(/<w:rFonts [^>]*\/>/gu, '').replace(/ w:default="[^"]*"/gu, '')
}
