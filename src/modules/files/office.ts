import { isProblem } from '#kernel/problem.ts'
import { readArchive, type Entry } from '#platform/archive.ts'
import { readWholeXml } from '#platform/tabular/read-xml.ts'
import { personalNumber, refused, refuseNumbers, type Door } from './door.ts'
import { faultOfName, isNested, isPicture, isStrings, isXml } from './office-names.ts'
import { createPartReader } from './office-part.ts'
import { wordsAbout } from './picture.ts'

/** `budget`: how much may still be read, of the file and the documents within it. */
type Reading = { door: Door; budget: { left: number }; within: number }

const mostRead = 120 * 1024 * 1024
const mostWithin = 1
/** Wide of what programs write: a drawing in a table in a drawing has some hundred elements within each other. */
const xmlLimits = { gap: 4 * 1024 * 1024, depth: 1_000 }

/**
 * An office document is an honest archive without programs, in which every part of words is read whole: for numbers of
 * persons, and for what reaches out of the document by itself.
 */
export function inspectOffice(bytes: Buffer, door: Door): Promise<void> {
  return inspectDocument(bytes, { door, budget: { left: mostRead }, within: 0 })
}

async function inspectDocument(bytes: Buffer, reading: Reading): Promise<void> {
  const { door, within } = reading
  const entries = readArchive(bytes)
  if (!entries || within > mostWithin) throw refused(door, entries ? 'fileHolds' : 'fileDamaged')
  const fault = entries.map(({ name }) => faultOfName(name)).find((code) => code !== undefined)
  if (fault) throw refused(door, fault)
  const strings = new Set<number>()
  for (const entry of entries.toSorted(stringsFirst)) await inspectPart(entry, reading, strings)
  // A text that no cell shows is in the file all the same.
  if (strings.size > 0) throw personalNumber(door, { code: 'personalNumberInFile' })
}

/** A cell refers to its text by number: the texts are read before the cells, so that the cell can be told. */
function stringsFirst(one: Entry, other: Entry): number {
  return Number(isStrings(other.name)) - Number(isStrings(one.name))
}

async function inspectPart(entry: Entry, reading: Reading, strings: Set<number>): Promise<void> {
  const { door, within } = reading
  if (isNested(entry.name)) await inspectDocument(unpacked(entry, door), { ...reading, within: within + 1 })
  else if (isPicture(entry.name))
    refuseNumbers(wordsAbout(unpacked(entry, door)), door, { code: 'personalNumberInPicture' })
  // LibreOffice leaves a part of its settings empty.
  else if (isXml(entry.name) && entry.size > 0) await readPart(entry, reading, strings)
}

async function readPart(entry: Entry, reading: Reading, strings: Set<number>): Promise<void> {
  const { door } = reading
  try {
    await readWholeXml(counted(entry, reading), createPartReader(entry.name, door, strings), xmlLimits)
  } catch (cause) {
    // What the reader of XML does not understand is a table to it; here it is a damaged file.
    throw isProblem(cause) && cause.code !== 'tableUnreadable' ? cause : refused(door, 'fileDamaged')
  }
}

async function* counted(entry: Entry, { door, budget }: Reading): AsyncGenerator<Buffer> {
  for await (const chunk of entry.stream()) {
    budget.left -= chunk.length
    if (budget.left < 0) throw refused(door, 'fileTooMuch')
    yield chunk
  }
}

function unpacked(entry: Entry, door: Door): Buffer {
  try {
    return entry.read()
  } catch {
    throw refused(door, 'fileDamaged')
  }
}
