import { inflateSync } from 'node:zlib'
import { refused, refuseNumbers, type Door } from './door.ts'

/**
 * What a PDF does and what it says of itself; pdf-words.ts reads the words on its pages. A name may have any of its letters
 * as #xx, and an object may lie packed among others (an object stream): both are read as a reader of PDF reads them.
 * The whole file is looked through, pictures too, since its own table decides what in it is an object.
 */
export function inspectPdf(bytes: Buffer, door: Door): void {
  const plain = bytes.toString('latin1')
  if (endsAsAnother(bytes)) throw refused(door)
  if (patterns.locked.test(plain)) throw refused(door, 'fileLocked')
  for (const text of [plain, ...packedObjects(bytes, plain, door)]) {
    if (patterns.active.test(text)) throw refused(door, 'fileActive')
    refuseNumbers(wordsAbout(text), door, { code: 'personalNumberInAbout' })
    refuseNumbers(stringsAt(instead, text).join('\n'), door, { code: 'personalNumberInDescription' })
  }
}

/** The end mark of a zip, which is read from its end. */
const endOfZip = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const longestEndOfZip = 66_000

function endsAsAnother(bytes: Buffer): boolean {
  return bytes.subarray(-longestEndOfZip).includes(endOfZip)
}

/** A name of PDF however its letters are written. */
function named(name: string): string {
  const letter = (char: string) => `(?:${char}|#${char.charCodeAt(0).toString(16)})`
  return `\\/${[...name].map(letter).join('')}`
}

/** "/JS" alone is too short: in a picture of some megabytes it stands by chance, and nothing runs without the others. */
const activeNames = ['JavaScript', 'Launch', 'EmbeddedFile', 'RichMedia', 'Rendition'].map(named).join('|')
const otherFilters = ['ASCIIHex', 'ASCII85', 'LZW', 'RunLength', 'Crypt'].map(named).join('|')
const patterns = {
  active: new RegExp(`${activeNames}|${named('XFA')}\\s*[[\\d]|${named('EF')}\\s*<<`, 'i'),
  locked: new RegExp(`${named('Encrypt')}\\s*(?:<<|\\d)`, 'i'),
  objectStream: new RegExp(named('ObjStm'), 'i'),
  firstOf: new RegExp(named('First'), 'i'),
  numberOf: new RegExp(`${named('N')}\\s+\\d`, 'i'),
  flate: new RegExp(named('Fl'), 'i'),
  otherPacking: new RegExp(`${otherFilters}|${named('Predictor')}\\s*(?:[2-9]|1\\d)`, 'i'),
}

const mostPacked = 48 * 1024 * 1024
const streamBegins = /stream[ \t]*(?:\r\n|\n|\r)/g

/** What lies packed together, unpacked. Packed in another way than the usual, broken or without measure: refused. */
function packedObjects(bytes: Buffer, plain: string, door: Door): string[] {
  const found: string[] = []
  let before = 0
  let left = mostPacked
  for (const { index, 0: word } of plain.matchAll(streamBegins)) {
    const about = plain.slice(before, index)
    before = index
    if (!holdsObjects(about)) continue
    const objects = unpacked(about, bytes.subarray(index + word.length), left)
    if (objects === undefined) throw refused(door, 'fileUnread')
    left -= objects.length
    if (objects !== '') found.push(objects)
  }
  return found
}

/** Not every reader asks for the type: how many there are and where the first begins is what all of them need. */
function holdsObjects(about: string): boolean {
  if (patterns.objectStream.test(about)) return true
  return patterns.firstOf.test(about) && patterns.numberOf.test(about)
}

function unpacked(about: string, data: Buffer, most: number): string | undefined {
  if (patterns.otherPacking.test(about)) return undefined
  // Not packed at all: it was read with the rest.
  if (!patterns.flate.test(about)) return ''
  try {
    return inflateSync(data, { maxOutputLength: Math.max(most, 1) }).toString('latin1')
  } catch {
    return undefined
  }
}

/** Without the closing sign, so that a text which never ends is passed over once and not from each of its places. */
const textAt = String.raw`\s*(?:\(((?:\\[^]|[^\\)]){0,2000})|<([\da-f\s]{0,8000}))`
const described = new RegExp(String.raw`\/(?:Title|Author|Subject|Keywords)${textAt}`, 'gi')
/** What is read aloud instead of what is seen: of a picture, or of signs that are drawn. */
const instead = new RegExp(String.raw`\/(?:Alt|ActualText)${textAt}`, 'gi')

/** Wide of what a table of contents holds. */
const mostDescribed = 20_000

/** Its title, author, subject and keywords, and the packets that say the same in XML. */
function wordsAbout(text: string): string {
  return [...stringsAt(described, text), ...packetsIn(text)].join('\n')
}

function stringsAt(names: RegExp, text: string): string[] {
  const told = text
    .matchAll(names)
    .take(mostDescribed)
    .map(([, plain, hex]) => (plain === undefined ? unhexed(hex ?? '') : unescaped(plain)))
  return [...told].map((one) => one.replaceAll('\0', ''))
}

function unhexed(hex: string): string {
  return Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1')
}

function packetsIn(text: string): string[] {
  const begun = text.split('<?xpacket begin').slice(1)
  return begun.map((packet) =>
    packet
      .slice(0, packet.indexOf('<?xpacket end'))
      .replace(/<[^<>]*>/g, '\n')
      .replaceAll('\0', ''),
  )
}

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
