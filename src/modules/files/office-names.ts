import type { Place } from './door.ts'

/**
 * What a part of an office document may be called. What Excel remembers of a printer is no program, and in most of its
 * files.
 */
export function faultOfName(name: string): string | undefined {
  if (/^xl\/printerSettings\/printerSettings\d*\.bin$/.test(name)) return undefined
  return faults.find(([pattern]) => pattern.test(name))?.[1]
}

const faults: readonly (readonly [RegExp, string])[] = [
  [/[\p{Cc}\p{Cf}]|^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/iu, 'fileDamaged'],
  [/vbaProject|vbaData|macrosheets|activeX|^(?:Basic|Scripts)\//i, 'fileMacros'],
  [/\.(?:xlsm|xltm|xlam|xlsb|docm|dotm|pptm|potm|ppsm|ppam)$/i, 'fileMacros'],
  [/\.(?:exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|jar|class|swf|lnk)$/i, 'fileMacros'],
  [/\.(?:bin|zip|7z|rar|gz|tar|cab|iso|doc|xls|ppt|pdf|html?|xht(?:ml)?|mht(?:ml)?|rtf)$/i, 'fileHolds'],
]

/** A document within a document, as the table behind a chart. */
export function isNested(name: string): boolean {
  return /\.(?:docx|dotx|xlsx|xltx|pptx|potx|odt|ods|odp)$/i.test(name)
}

export function isXml(name: string): boolean {
  return /\.(?:xml|rels|vml|svg|rdf)$/i.test(name)
}

export function isPicture(name: string): boolean {
  return /\.(?:jpe?g|png)$/i.test(name)
}

export function isStrings(name: string): boolean {
  return name === 'xl/sharedStrings.xml'
}

/** Where in the document a part is seen by whoever opens it. */
export function placeOf(name: string): Place {
  for (const [pattern, code] of places) {
    const found = pattern.exec(name)
    if (found) return { code, ...(found[1] === undefined ? {} : { position: Number(found[1]) }) }
  }
  return { code: 'personalNumberInFile' }
}

const places: readonly (readonly [RegExp, string])[] = [
  [/^(?:docProps\/|meta\.xml$)/, 'personalNumberInAbout'],
  [/^word\/(?:header|footer)/, 'personalNumberInHeader'],
  [/^word\/(?:footnotes|endnotes)/, 'personalNumberInFootnote'],
  [/comments/i, 'personalNumberInComment'],
  [/^ppt\/slides\/(?:_rels\/)?slide(\d+)\.xml/, 'personalNumberOnSlide'],
  [/^ppt\/notesSlides\/notesSlide(\d+)\.xml/, 'personalNumberInNotes'],
  [/^(?:word\/charts|xl\/charts|ppt\/charts)\//, 'personalNumberInChart'],
]
