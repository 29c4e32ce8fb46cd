import { fileTypeFromBuffer } from 'file-type'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refused, refuseNumbers, type Door } from './door.ts'
import { inspectOffice } from './office.ts'
import { inspectPdf } from './pdf.ts'
import { pdfLimits, refuseNumbersInWords } from './pdf-words.ts'
import { withoutMetadata } from './picture.ts'
import { accepted, advised, endingOf, largestFile, safeName } from './rules.ts'
import { inspectText } from './text.ts'
import { refuseInfected } from './virus.ts'

/** `isUnread`: a PDF some of whose pages gave no words, or none in time. Whoever hands it in is told. */
export type Inspected = { name: string; mediaType: string; bytes: Buffer; isUnread: boolean }

/**
 * The guard at the door: ending and content must agree with the list, office files must be honest archives without
 * macros or outside links, and neither name nor text may hold a personal number. What a picture says of itself (where,
 * when, who) is taken away. Words that are seen in a picture are not read here, and a scanned page is a picture: the page
 * that takes a file says so.
 */
export function inspectFile(
  fileName: string,
  bytes: Buffer,
  field = 'file',
  readUntil = endOfReading(),
): Promise<Inspected> {
  return inspect(fileName, bytes, { field, mayHoldNumbers: false, readUntil })
}

/** For the files of one command together, from its first. */
export function endOfReading(): number {
  return performance.now() + pdfLimits.togetherMs
}

/** The same guard for the registrar's route: a record must be taken in as it came, numbers and all. */
export function inspectLocked(fileName: string, bytes: Buffer, field: string): Promise<Inspected> {
  return inspect(fileName, bytes, { field, mayHoldNumbers: true, readUntil: 0 })
}

const wordDocument = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const wordTypes: readonly string[] = [`${wordDocument}.document`, `${wordDocument}.template`]

/** The same guard for a document or template of Word that only its styles are taken from. */
export async function inspectWord(bytes: Buffer, field: string): Promise<void> {
  const door = { field, mayHoldNumbers: false, readUntil: 0 }
  const found = await fileTypeFromBuffer(bytes)
  if (!found || !wordTypes.includes(found.mime)) throw refused(door)
  await inspectOffice(bytes, door)
  await refuseInfected(bytes, door.field)
}

async function inspect(fileName: string, bytes: Buffer, door: Door): Promise<Inspected> {
  if (bytes.length === 0) throw fieldProblem(door.field, 'fileEmpty')
  if (bytes.length > largestFile)
    throw new Problem('tooLarge', { fields: [{ path: door.field, code: 'fileTooLarge' }] })
  const name = safeName(fileName)
  refuseNumbers(name, door, { code: 'personalNumberInName' })
  const ending = endingOf(name)
  const mediaType = accepted[ending]
  if (!mediaType) throw refused(door, advised[ending])
  await assertIs(mediaType, bytes, door)
  const kept = await inspectContent(mediaType, bytes, door)
  await refuseInfected(bytes, door.field)
  return { name, mediaType, ...kept }
}

const boxOfOldOffice = 'application/x-cfb'

/** Text has no mark of its own: what has the mark of something else is not text. */
async function assertIs(mediaType: string, bytes: Buffer, door: Door): Promise<void> {
  const found = (await fileTypeFromBuffer(bytes))?.mime
  if (found === boxOfOldOffice) throw refused(door, 'fileLocked')
  if (found !== (mediaType.startsWith('text/') ? undefined : mediaType)) throw refused(door)
}

type Kept = Pick<Inspected, 'bytes' | 'isUnread'>
type Inspection = (bytes: Buffer, door: Door) => Promise<Kept>

/** The bytes as they are kept: a picture without what it says of itself, anything else as it came. */
function inspectContent(mediaType: string, bytes: Buffer, door: Door): Promise<Kept> {
  const inspection = inspections.find(([begins]) => mediaType.startsWith(begins))
  return inspection ? inspection[1](bytes, door) : Promise.reject(refused(door))
}

const inspections: readonly (readonly [begins: string, inspection: Inspection])[] = [
  ['text/', asItCame(inspectText)],
  ['application/pdf', keptPdf],
  ['application/vnd.', asItCame(inspectOffice)],
  ['image/', keptPicture],
]

function asItCame(look: (bytes: Buffer, door: Door) => void | Promise<void>): Inspection {
  return async (bytes, door) => {
    await look(bytes, door)
    return { bytes, isUnread: false }
  }
}

/** The registrar's route takes in what must hold a number, and asks nothing of its words. */
async function keptPdf(bytes: Buffer, door: Door): Promise<Kept> {
  inspectPdf(bytes, door)
  return { bytes, isUnread: !door.mayHoldNumbers && !(await refuseNumbersInWords(bytes, door)) }
}

function keptPicture(bytes: Buffer, door: Door): Promise<Kept> {
  const bare = withoutMetadata(bytes)
  if (!bare) return Promise.reject(refused(door, 'fileDamaged'))
  return Promise.resolve({ bytes: door.mayHoldNumbers ? bytes : bare, isUnread: false })
}
