import { fileTypeFromBuffer } from 'file-type'
import { findPersonalNumbers } from '#kernel/personal-number.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { readArchive, type Entry } from '#platform/archive.ts'
import { accepted, endingOf, largestFile, safeName } from './rules.ts'

export type Inspected = { name: string; mediaType: string; bytes: Buffer }

/** Where the fault is told, and whether personal numbers are let in: only to what is kept under lock. */
type Door = { field: string; mayHoldNumbers: boolean }

/**
 * The guard at the door: ending and content must agree with the list, office files must be honest archives without
 * macros or outside links, and neither name nor text may hold a personal number. Text inside PDF and pictures is not
 * read here.
 */
export function inspectFile(fileName: string, bytes: Buffer, field = 'file'): Promise<Inspected> {
  return inspect(fileName, bytes, { field, mayHoldNumbers: false })
}

/** The same guard for the registrar's route: a record must be taken in as it came, numbers and all. */
export function inspectLocked(fileName: string, bytes: Buffer, field: string): Promise<Inspected> {
  return inspect(fileName, bytes, { field, mayHoldNumbers: true })
}

const wordDocument = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const wordTypes: readonly string[] = [`${wordDocument}.document`, `${wordDocument}.template`]

/** The same guard for a document or template of Word that only its styles are taken from. */
export async function inspectWord(bytes: Buffer, field: string): Promise<void> {
  const found = await fileTypeFromBuffer(bytes)
  if (!found || !wordTypes.includes(found.mime)) throw refused(field)
  inspectOffice(bytes, { field, mayHoldNumbers: false })
}

async function inspect(fileName: string, bytes: Buffer, door: Door): Promise<Inspected> {
  const { field } = door
  if (bytes.length === 0) throw fieldProblem(field, 'fileEmpty')
  if (bytes.length > largestFile)
    throw new Problem('tooLarge', { fields: [{ path: field, code: 'fileTooLarge' }] })
  const name = safeName(fileName)
  refuseNumbers(name, door)
  const mediaType = accepted[endingOf(name)]
  if (!mediaType) throw refused(field)
  if (mediaType.startsWith('text/')) inspectText(bytes, door)
  else await inspectBinary(bytes, mediaType, door)
  return { name, mediaType, bytes }
}

async function inspectBinary(bytes: Buffer, mediaType: string, door: Door): Promise<void> {
  const found = await fileTypeFromBuffer(bytes)
  if (found?.mime !== mediaType) throw refused(door.field)
  if (mediaType.startsWith('application/vnd.')) inspectOffice(bytes, door)
  if (mediaType === 'application/pdf' && isActive(bytes)) throw refused(door.field)
}

/**
 * A name in a PDF may be written with any of its letters as #xx: it is read as a reader of PDF reads it. Pictures and
 * packed text are left out: in five megabytes of a scanned page "/JS" stands by chance every fifth time.
 */
function isActive(pdf: Buffer): boolean {
  const names = pdf
    .toString('latin1')
    .replace(/>>\s*stream\r?\n[\s\S]*?endstream/g, '')
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return /\/(JavaScript|JS|Launch|EmbeddedFile)\b/.test(names)
}

/** Text must be text: valid UTF-8 (or Windows-1252 without control characters). */
function inspectText(bytes: Buffer, door: Door): void {
  const text = decoded(bytes)
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw refused(door.field)
  if (/X5O!P%@AP/.test(text)) throw refused(door.field)
  refuseNumbers(text, door)
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function inspectOffice(bytes: Buffer, door: Door): void {
  const entries = readArchive(bytes)
  if (!entries || entries.some((entry) => isUnwanted(entry.name))) throw refused(door.field)
  for (const entry of entries.filter(isText)) inspectPart(entry, door)
}

/**
 * Programs, and names that would leave the folder when somebody unpacks the file. What Excel remembers of a printer is
 * neither, and in most of its files.
 */
function isUnwanted(name: string): boolean {
  if (/^xl\/printerSettings\/printerSettings\d*\.bin$/.test(name)) return false
  return /vbaProject|\.bin$|\.exe$|\.js$|activeX/i.test(name) || /^[/\\]|(^|[/\\])\.\.([/\\]|$)/.test(name)
}

function isText(entry: Entry): boolean {
  return /\.(xml|rels)$/i.test(entry.name) && entry.size < 20 * 1024 * 1024
}

function inspectPart(entry: Entry, door: Door): void {
  const xml = unpacked(entry, door.field)
  if (entry.name.endsWith('.rels')) {
    if (reachesOut(xml)) throw refused(door.field)
  } else if (/^(word|xl|ppt|content)/.test(entry.name)) refuseNumbers(textOf(xml), door)
  else if (/^(docProps|meta)/.test(entry.name)) refuseNumbers(xml.replace(/<[^>]*>/g, '\n'), door)
}

/** What is fetched when the document is opened (a template, a picture, a frame). A link to press is no such thing. */
function reachesOut(relations: string): boolean {
  const external = relations.match(/<Relationship\s[^>]*TargetMode\s*=\s*["']External["'][^>]*>/gi) ?? []
  return external.some((relation) => !/Type\s*=\s*["'][^"']*\/hyperlink["']/i.test(relation))
}

function unpacked(entry: Entry, field: string): string {
  try {
    return entry.read().toString('utf8')
  } catch {
    throw refused(field)
  }
}

/** Words of an office part: tags end words except within a paragraph's runs, where a number may be cut in two. */
function textOf(xml: string): string {
  return xml.replace(/<\/(w:p|a:p|text:p|row|c|si|v)>/g, '\n').replace(/<[^>]*>/g, '')
}

function refuseNumbers(text: string, { field, mayHoldNumbers }: Door): void {
  if (mayHoldNumbers) return
  const [first] = findPersonalNumbers(text)
  if (first) throw new Problem('personalNumber', { fields: [{ path: field, code: 'personalNumberInFile' }] })
}

function refused(field: string): Problem {
  return new Problem('fileTypeRefused', { fields: [{ path: field, code: 'fileTypeRefused' }] })
}
