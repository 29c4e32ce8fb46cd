import { open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Fault } from '#methods/planner/json.ts'
import { LARGEST_TEXT, TOO_LARGE, type Read } from '#methods/planner/read.ts'
import { placed } from './whole-files.ts'

/** What somebody at the keyboard can mend; told in one line, never as a trace. */
export type Refusal = { readonly refused: readonly string[] }

/**
 * The value of a file, or every fault in it with its pointer; a file that cannot be read is one fault. Fields that nobody
 * reads are told of on standard error.
 */
export async function valueOf<Value>(
  given: string,
  read: (text: string) => Read<Value>,
): Promise<{ readonly value: Value } | Refusal> {
  const text = await textOf(placed(given, 'en fil'))
  if ('refused' in text) return text
  const answer = read(text.value)
  if ('faults' in answer) return { refused: answer.faults.map(faultLine) }
  for (const one of answer.unread) console.error(faultLine(one))
  return answer
}

/** The whole file is `/`: an empty pointer would be no sign at all on the line. */
function faultLine({ pointer, message }: Fault): string {
  return `${pointer || '/'}: ${message}`
}

async function textOf(file: string): Promise<{ readonly value: string } | Refusal> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST_TEXT) return { refused: [`${file}: ${TOO_LARGE}`] }
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) }
  } catch (fault) {
    return { refused: [`${file} ${readFaults[codeOf(fault)] ?? 'går inte att läsa.'}`] }
  }
}

const readFaults: Readonly<Record<string, string>> = {
  ENOENT: 'finns inte.',
  ENOTDIR: 'finns inte.',
  EISDIR: 'är en mapp. Ange en fil.',
  EACCES: 'får du inte läsa. Ändra rättigheterna eller välj en annan fil.',
  EPERM: 'får du inte läsa. Ändra rättigheterna eller välj en annan fil.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'är inte text i UTF-8. Spara den så och försök igen.',
}

const writeFaults: Readonly<Record<string, string>> = {
  ENOENT: 'kan inte skrivas: mappen finns inte.',
  ENOTDIR: 'kan inte skrivas: mappen finns inte.',
  EISDIR: 'är en mapp. Ange en fil.',
  EACCES: 'får du inte skriva. Välj en annan plats.',
  EPERM: 'får du inte skriva. Välj en annan plats.',
  EROFS: 'kan inte skrivas: platsen är skrivskyddad.',
  ENOSPC: 'kan inte skrivas: disken är full.',
}

/** What went wrong with a file, in the words of whoever named it. */
export function writeRefusal(file: string, fault: unknown): Refusal {
  return { refused: [`${file} ${writeFaults[codeOf(fault)] ?? 'kan inte skrivas.'}`] }
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : ''
}

export type Out = {
  /** Nothing but what is to be mended, or done. */
  readonly write: (text: string) => Promise<Refusal | undefined>
  /** When there is nothing to write, no empty file is left behind. */
  readonly leave: () => Promise<void>
}

/** Opens the place for the answer before the work begins: an hour of it must not end in a folder that is not there. */
export async function openOut(given: string): Promise<Out | Refusal> {
  const file = placed(given, '--out')
  const isNew = await stat(file).then(
    () => false,
    () => true,
  )
  try {
    await (await open(file, 'a')).close()
  } catch (fault) {
    return writeRefusal(file, fault)
  }
  return {
    write: (text) => writeFile(file, text).then(undefined, (fault: unknown) => writeRefusal(file, fault)),
    leave: () => (isNew ? rm(path.resolve(file), { force: true }) : Promise.resolve()),
  }
}

/** Names from a file may hold signs that move the cursor or turn the text; on the screen they are told as question marks. */
export function tell(line: string): void {
  process.stderr.write(`${line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')}\n`)
}
