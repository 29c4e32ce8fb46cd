/** What may be handed in, by ending, with the media type its content must show. Anything else is refused. */
export const accepted: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  csv: 'text/csv',
}

/** What is refused often enough to be told how to mend it: codes of texts/sv/problems.ts, by ending. */
export const advised: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['doc', 'xls', 'ppt'].map((ending) => [ending, 'fileLocked'])),
  ...Object.fromEntries(['docm', 'xlsm', 'pptm', 'xlsb'].map((ending) => [ending, 'fileMacros'])),
  heic: 'fileHeic',
  heif: 'fileHeic',
}

/** For the file field's `accept`. */
export const acceptedEndings = Object.keys(accepted)
  .map((ending) => `.${ending}`)
  .join(',')

export const largestFile = 25 * 1024 * 1024

/** What a folder of files has room for, with something left for a number before or after. */
const longestName = 200

/** The name without folders, control or direction marks, in at most 200 bytes; its ending kept. */
export function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  const plain = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
  const ending = endingOf(plain)
  const stem = ending ? plain.slice(0, -(ending.length + 1)) : plain
  return `${shortened(stem) || 'dokument'}${ending ? `.${ending}` : ''}`
}

/** Whole characters only. */
function shortened(stem: string): string {
  let left = longestName
  let kept = ''
  for (const char of stem.toWellFormed()) {
    left -= new TextEncoder().encode(char).length
    if (left < 0) break
    kept += char
  }
  return kept.trim()
}

export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
