import { findPersonalNumbers } from '#kernel/personal-number.ts'
import { Problem, type FieldFault } from '#kernel/problem.ts'

/**
 * Where the fault is told, and whether personal numbers are let in: only to what is kept under lock. `readUntil`: by the
 * program's own clock, when a PDF is let in unread rather than waited for.
 */
export type Door = { field: string; mayHoldNumbers: boolean; readUntil: number }

/** Where in a file something stands, as the sentence about it tells. */
export type Place = Pick<FieldFault, 'code' | 'position' | 'cell'>

/** The file is not taken, and why. */
export function refused(door: Door, code = 'fileTypeRefused'): Problem {
  return new Problem('fileTypeRefused', { fields: [{ path: door.field, code }] })
}

/** Throws where the text holds a personal number. The fault tells the place and never the number. */
export function refuseNumbers(
  text: string,
  door: Door,
  place: Place = { code: 'personalNumberInFile' },
): void {
  if (!door.mayHoldNumbers && findPersonalNumbers(text).length > 0) throw personalNumber(door, place)
}

export function personalNumber(door: Door, place: Place): Problem {
  return new Problem('personalNumber', { fields: [{ path: door.field, ...place }] })
}
