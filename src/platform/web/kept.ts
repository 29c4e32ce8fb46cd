import { isUuid } from '#kernel/ids.ts'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import { localPath } from './paths.ts'

/** A form that was posted without a session: carried through sign-in in the page itself, never stored on the server. */
export type KeptForm = { action: string; fields: [string, string][] }

export function keptForm(action: string, data: FormData): KeptForm {
  const fields = [...data].filter((field): field is [string, string] => typeof field[1] === 'string')
  return { action, fields: fields.filter(mayBeKept) }
}

/** A password is never sent back: every field of one has the word in its name. */
export function isPasswordField(name: string): boolean {
  return name.toLowerCase().includes('losenord')
}

/** Neither a password nor a personal number is sent back; what else was written is. */
function mayBeKept([name, value]: [string, string]): boolean {
  if (isPasswordField(name)) return false
  return ![name, value].some((text) => !isUuid(text) && hasPersonalNumber(text))
}

export function readKept(text: string): KeptForm | undefined {
  if (text === '') return undefined
  const kept = parsed(text)
  if (typeof kept !== 'object' || kept === null || !('action' in kept) || !('fields' in kept))
    return undefined
  const fields = Array.isArray(kept.fields) ? kept.fields : []
  return { action: localPath(kept.action), fields: fields.filter(isField).filter(mayBeKept) }
}

/** The page itself wrote it; what somebody has altered is not kept, and signing in goes on. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isField(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}
