import { expect, test } from 'vitest'
import { readArchive } from '#platform/archive.ts'
import { renderDocx } from './docx.ts'
import { mergeStyles } from './docx-own-styles.ts'
import { samplePaper } from './sample-paper.ts'
import { readWordStyle } from './word-style.ts'
import { wordFile } from './word-style.test-support.ts'

async function dressed() {
  const word = await readWordStyle(wordFile())
  if (!word) throw new Error('no styles in the file')
  return renderDocx({ ...samplePaper(), letterhead: { lines: [], word } })
}

const partOf = (docx: Uint8Array, name: string) =>
  readArchive(Buffer.from(docx))
    ?.find((entry) => entry.name === name)
    ?.read()
    .toString('utf8') ?? ''
const styleOf = (xml: string, id: string) =>
  (xml.match(/<w:style [\s\S]*?<\/w:style>/gu) ?? []).filter((one) => one.includes(`w:styleId="${id}"`))

test('a municipality’s Word template gives every heading its own look, whatever language it was made in', async () => {
  const styles = partOf(await dressed(), 'word/styles.xml')
  const [heading, ...others] = styleOf(styles, 'Heading1')
  expect(others).toEqual([])
  expect(heading).toContain('7A1F5C')
  expect(styleOf(styles, 'Heading2')[0]).toContain('<w:basedOn w:val="Heading1"/>')
  expect(styleOf(styles, 'Title')[0]).toContain('w:val="56"')
  expect(styles).not.toContain('Rubrik1')
})

test('what papers need and the template lacks is there, without the product’s font and only once', async () => {
  const docx = await dressed()
  const styles = partOf(docx, 'word/styles.xml')
  const used = new Set(
    [...partOf(docx, 'word/document.xml').matchAll(/<w:pStyle w:val="([^"]+)"/gu)].map(([, id]) => id),
  )
  for (const id of used) expect(styleOf(styles, id ?? ''), id).toHaveLength(1)
  expect(styles).not.toContain('Calibri')
  expect(styles.match(/w:type="paragraph"[^>]*w:default=/gu)).toHaveLength(1)
  // A style of theirs that has the id of one of ours keeps its look under another id.
  expect(styleOf(styles, 'Record-egen')[0]).toContain('Kommunens egen')
})

test('only looks are taken: no text, no numbers of lists, no pictures of the theme, and Swedish as language', async () => {
  const docx = await dressed()
  const styles = partOf(docx, 'word/styles.xml')
  expect(styles).not.toContain('numPr')
  expect(styles).toContain('<w:lang w:val="sv-SE"')
  expect(partOf(docx, 'word/theme/theme1.xml')).toContain('Verdana')
  expect(partOf(docx, 'word/theme/theme1.xml')).not.toContain('r:embed')
  expect(partOf(docx, 'word/document.xml')).not.toContain('Text i mallen')
  expect(Buffer.from(docx).equals(Buffer.from(await dressed()))).toBe(true)
})

test('a paper without an own Word file is as before', async () => {
  const styles = partOf(await renderDocx(samplePaper()), 'word/styles.xml')
  expect(styles).toContain('Calibri')
  expect(mergeStyles(styles, styles)).toBe(styles)
})

test('a file without styles, or with XML that is none or asks for something, gives nothing to use', async () => {
  const open = '<w:styles xmlns:w="x"><w:style w:type="paragraph" w:styleId="A">'
  for (const styles of [
    '',
    '<w:styles/>',
    open,
    `<!DOCTYPE a [<!ENTITY b "c">]>${open}</w:style></w:styles>`,
  ])
    expect(await readWordStyle(wordFile({ styles })), styles).toBeUndefined()
  expect(await readWordStyle(wordFile({ theme: '<a:theme>' }))).toBeUndefined()
  expect(
    await readWordStyle(wordFile({ styles: `${open}${' '.repeat(1024 * 1024)}</w:style></w:styles>` })),
  ).toBeUndefined()
  expect(await readWordStyle(Buffer.from('no archive'))).toBeUndefined()
})
