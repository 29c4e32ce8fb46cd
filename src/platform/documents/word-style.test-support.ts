import { writeArchive } from '#platform/archive-write.ts'

const names = 'http://schemas.openxmlformats.org/'
const office = `${names}officeDocument/2006/relationships`
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const style = (id: string, name: string, inside: string, more = '') =>
  `<w:style w:type="paragraph"${more} w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`

/** As Word in Swedish writes them: the names are those of every language, the ids are Swedish. */
const swedishStyles = `${head}<w:styles xmlns:w="${names}wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="24"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
${style('Normal', 'Normal', '<w:qFormat/>', ' w:default="1"')}
${style('Rubrik1', 'heading 1', '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:color w:val="7A1F5C"/><w:sz w:val="36"/></w:rPr>')}
${style('Rubrik2', 'heading 2', '<w:basedOn w:val="Rubrik1"/><w:rPr><w:color w:themeColor="accent1" w:val="00695C"/><w:sz w:val="28"/></w:rPr>')}
${style('Rubrik', 'Title', '<w:basedOn w:val="Normal"/><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:b/><w:color w:val="7A1F5C"/><w:sz w:val="56"/></w:rPr>')}
${style('Record', 'Kommunens egen', '<w:basedOn w:val="Normal"/><w:rPr><w:i/></w:rPr>')}
</w:styles>`

const fonts = (major: string, minor: string) =>
  `<a:fontScheme name="Egen"><a:majorFont><a:latin typeface="${major}"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="${minor}"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>`
const colours = [
  'dk1',
  'lt1',
  'dk2',
  'lt2',
  ...[1, 2, 3, 4, 5, 6].map((n) => `accent${n}`),
  'hlink',
  'folHlink',
]
  .map((key, at) => `<a:${key}><a:srgbClr val="${at % 2 ? 'FFFFFF' : '00695C'}"/></a:${key}>`)
  .join('')
const plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
const line = `<a:ln w="6350">${plain}</a:ln>`
const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>'
const swedishTheme = `${head}<a:theme xmlns:a="${names}drawingml/2006/main" xmlns:r="${office}" name="Egen"><a:themeElements><a:clrScheme name="Egen">${colours}</a:clrScheme>${fonts('Georgia', 'Verdana')}<a:fmtScheme name="Egen"><a:fillStyleLst>${plain.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${plain.repeat(2)}<a:blipFill><a:blip r:embed="rId1"/></a:blipFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`

type Wanted = {
  kind?: 'document' | 'template'
  styles?: string
  theme?: string
  /** Parts beside the usual ones. */
  more?: Readonly<Record<string, string>>
}

/** A Word file of a municipality, with heading styles, fonts and a theme of its own. */
export function wordFile({
  kind = 'template',
  styles = swedishStyles,
  theme,
  more = {},
}: Wanted = {}): Buffer {
  const main = kind === 'template' ? 'template.main+xml' : 'document.main+xml'
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="${names}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.${main}"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${names}package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${head}<w:document xmlns:w="${names}wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Text i mallen</w:t></w:r></w:p></w:body></w:document>`,
    'word/_rels/document.xml.rels': `${head}<Relationships xmlns="${names}package/2006/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': styles,
    'word/theme/theme1.xml': theme ?? swedishTheme,
    ...more,
  }
  return writeArchive(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })))
}

/** A template that fetches another when it is opened. */
export const reachingOut = {
  'word/_rels/settings.xml.rels': `${head}<Relationships xmlns="${names}package/2006/relationships"><Relationship Id="rId1" Type="${office}/attachedTemplate" Target="https://example.com/x.dotm" TargetMode="External"/></Relationships>`,
}
