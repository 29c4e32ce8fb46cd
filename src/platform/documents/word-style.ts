import { readArchive, type Entry } from '#platform/archive.ts'
import { readWholeXml } from '#platform/tabular/read-xml.ts'
import type { WordStyle } from './paper.ts'

const mostStyles = 1024 * 1024
const mostTheme = 512 * 1024

/**
 * The styles and the theme of a document or template of Word, and nothing else of it: no text, no pictures, no links.
 * Undefined where there are none to use, or they are no honest XML.
 */
export async function readWordStyle(bytes: Buffer): Promise<WordStyle | undefined> {
  const entries = new Map((readArchive(bytes) ?? []).map((entry) => [entry.name, entry]))
  const styles = await partOf(entries.get('word/styles.xml'), mostStyles)
  if (!styles || !/<w:styles[\s>]/.test(styles) || !styles.includes('<w:style ')) return undefined
  const theme = entries.get('word/theme/theme1.xml')
  const own = theme && (await partOf(theme, mostTheme))
  if (theme && own === undefined) return undefined
  return { styles: cleanStyles(styles), theme: cleanTheme(own ?? '') }
}

async function partOf(entry: Entry | undefined, most: number): Promise<string | undefined> {
  if (!entry || entry.size > most) return undefined
  try {
    await readWholeXml(entry.stream(), { open: () => undefined })
    return entry
      .read()
      .toString('utf8')
      .replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

/** Numbers of lists are told in a part that is not taken; papers are in Swedish whatever the template was. */
function cleanStyles(xml: string): string {
  return xml
    .replace(/<w:numPr>[\s\S]*?<\/w:numPr>|<w:numPr\/>/gu, '')
    .replace(/<w:lang [^>]*\/>/gu, '<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>')
}

/** A fill by a picture would ask for a part that is not there. */
function cleanTheme(xml: string): string {
  return xml.replace(
    /<a:blipFill[\s\S]*?<\/a:blipFill>/gu,
    '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
  )
}
