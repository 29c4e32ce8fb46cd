import { findPersonalNumbers } from '#kernel/personal-number.ts'
import { personalNumber, refused, type Door } from './door.ts'

/** Text must be text: valid UTF-8 (or Windows-1252) without control characters. */
export function inspectText(bytes: Buffer, door: Door): void {
  const text = decoded(bytes)
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw refused(door)
  // The file that every virus scanner is tried with: refused also where there is no scanner.
  if (/X5O!P%@AP/.test(text)) throw refused(door, 'fileInfected')
  const [first] = door.mayHoldNumbers ? [] : findPersonalNumbers(text)
  if (first) throw personalNumber(door, { code: 'personalNumberOnLine', position: lineAt(text, first.start) })
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
