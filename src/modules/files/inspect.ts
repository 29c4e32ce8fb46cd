import { fileTypeFromBuffer } from 'file-type'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refused, refuseNumbers, type Door } from './door.ts'
import { inspectOffice } from './office.ts'
import { inspectPdf } from './pdf.ts'
import { withoutMetadata } from './picture.ts'
import { accepted, advised, endingOf, largestFile, safeName } from './rules.ts'
import { inspectText } from './text.ts'
import { refuseInfected } from './virus.ts'

export type Inspected = { name: string; mediaType: string; bytes: Buffer }

/**
 * The guard at the door: ending and content must agree with the list, office files must be honest archives without
 * macros or outside links, and neither name nor text may hold a personal number. What a picture says of itself (where,
 * when, who) is taken away. Words that are seen in a PDF or a picture are not read here: the page that takes a file
 * says so.
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
  const door = { field, mayHoldNumbers: false }
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
  return { name, mediaType, bytes: kept }
}

const boxOfOldOffice = 'application/x-cfb'

/** Text has no mark of its own: what has the mark of something else is not text. */
async function assertIs(mediaType: string, bytes: Buffer, door: Door): Promise<void> {
  const found = (await fileTypeFromBuffer(bytes))?.mime
  if (found === boxOfOldOffice) throw refused(door, 'fileLocked')
  if (found !== (mediaType.startsWith('text/') ? undefined : mediaType)) throw refused(door)
}

type Inspection = (bytes: Buffer, door: Door) => Promise<Buffer>

/** The bytes as they are kept: a picture without what it says of itself, anything else as it came. */
function inspectContent(mediaType: string, bytes: Buffer, door: Door): Promise<Buffer> {
  const inspection = inspections.find(([begins]) => mediaType.startsWith(begins))
  return inspection ? inspection[1](bytes, door) : Promise.reject(refused(door))
}

const inspections: readonly (readonly [begins: string, inspection: Inspection])[] = [
  ['text/', asItCame(inspectText)],
  ['application/pdf', asItCame(inspectPdf)],
  ['application/vnd.', asItCame(inspectOffice)],
  ['image/', keptPicture],
]

function asItCame(look: (bytes: Buffer, door: Door) => void | Promise<void>): Inspection {
  return async (bytes, door) => {
    await look(bytes, door)
    return bytes
  }
}

function keptPicture(bytes: Buffer, door: Door): Promise<Buffer> {
  const bare = withoutMetadata(bytes)
  if (!bare) return Promise.reject(refused(door, 'fileDamaged'))
  return Promise.resolve(door.mayHoldNumbers ? bytes : bare)
}
