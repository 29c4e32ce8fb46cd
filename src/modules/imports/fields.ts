import type { z } from 'zod'
import { day, dayInHistory, sentence, text as several } from '#platform/shapes.ts'
import { choiceWords } from '#texts/sv/import-fields.ts'
import type { ImportKind } from './rules.ts'

export type FieldType =
  | 'text'
  | 'date'
  | 'integer'
  | 'email'
  | 'list'
  | 'role'
  | 'organisationNumber'
  | 'laws'
  | Exclude<keyof typeof choiceWords, 'laws'>

/** A column of a kind: what is in it, the shape its form has, and whether a row (or the file) must have it. */
export type Field = {
  readonly type: FieldType
  readonly shape?: z.ZodType<string>
  readonly isNeeded?: true
}

const text = (most: number) => ({ type: 'text', shape: sentence(most) }) as const
const needed = (most: number) => ({ type: 'text', shape: sentence(most), isNeeded: true }) as const
const date = { type: 'date', shape: dayInHistory } as const
const lately = { type: 'date', shape: day } as const

/** Every field has its words in texts/sv/import-fields.ts, in the same order. */
export const fields = {
  areas: {
    name: needed(200),
    key: text(80),
    laws: { type: 'laws', isNeeded: true },
    description: { type: 'text', shape: several(2000) },
    from: date,
  },
  providers: {
    name: needed(200),
    organisationNumber: { type: 'organisationNumber' },
    kind: { type: 'providerKind', isNeeded: true },
    email: { type: 'email' },
    seen: date,
    from: date,
  },
  units: {
    code: needed(60),
    name: needed(200),
    provider: needed(200),
    area: needed(200),
    form: { type: 'operatingForm', isNeeded: true },
    laws: { type: 'laws' },
    district: text(200),
    address: text(300),
    places: { type: 'integer' },
    manager: text(200),
    status: { type: 'unitStatus' },
    licence: text(300),
    board: text(200),
    from: date,
  },
  agreements: {
    title: needed(300),
    provider: needed(200),
    kind: { type: 'agreementKind', isNeeded: true },
    caseNumber: text(60),
    status: { type: 'agreementStatus' },
    from: date,
    to: date,
    decidedOn: date,
    extensionUntil: date,
    extensionDecisionBy: date,
    catalogue: { type: 'integer' },
    units: { type: 'list' },
    board: text(200),
  },
  people: {
    name: needed(200),
    email: { type: 'email', isNeeded: true },
    role: { type: 'role', isNeeded: true },
    board: text(200),
    provider: text(200),
    unit: text(60),
    profession: text(100),
    from: lately,
    to: lately,
  },
} as const satisfies Record<ImportKind, Record<string, Field>>

export function fieldsOf(kind: ImportKind): Readonly<Record<string, Field>> {
  return fields[kind]
}

export function neededFields(kind: ImportKind): string[] {
  return Object.entries(fieldsOf(kind)).flatMap(([key, field]) => (field.isNeeded ? [key] : []))
}
