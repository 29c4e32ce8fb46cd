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

/** For the file field's `accept`. */
export const acceptedEndings = Object.keys(accepted)
  .map((ending) => `.${ending}`)
  .join(',')

export const largestFile = 25 * 1024 * 1024

/** The name without folders, control or direction marks, at most 150 characters; its ending kept. */
export function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? ''
  const plain = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim()
  const ending = endingOf(plain)
  const stem = ending ? plain.slice(0, -(ending.length + 1)) : plain
  return `${stem.slice(0, 150) || 'dokument'}${ending ? `.${ending}` : ''}`
}

export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
