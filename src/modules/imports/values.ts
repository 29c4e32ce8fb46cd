import { roles, type Role } from '#access/roles.ts'
import { parseTypedDate, type IsoDate } from '#kernel/dates.ts'
import { mailAddress } from '#kernel/mail-address.ts'
import { isSoleTraderNumber, parseOrganisationNumber } from '#kernel/organisation-number.ts'
import { isPersonalNumber } from '#kernel/personal-number.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'
import { roleNames } from '#texts/sv/common.ts'
import { choiceWords } from '#texts/sv/import-fields.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import { fieldText } from '#texts/sv/problems.ts'
import type { Field, FieldType } from './fields.ts'
import { folded, makeNearest } from './nearest.ts'
import type { Value } from './rules.ts'

export type ReadValue = { value: Value } | { fault: string; suggestion?: string }

/** What a cell says as a field of its type, or what is wrong with it. An empty cell is null. */
export function readValue(field: Field, cell: Cell | undefined): ReadValue {
  if (cell?.kind === 'error') return { fault: t.formulaError(cell.text) }
  const text = textOf(cell)
  if (cell === undefined || text === '') return field.isNeeded ? { fault: t.required } : { value: null }
  // Ten digits that may be a telephone number are let through when the file is read; in no field is one asked for.
  if (isPersonalNumber(text) && field.type !== 'organisationNumber')
    return { fault: t.personalNumber, suggestion: t.personalNumberAdvice }
  return readers[field.type](text, cell, field)
}

/** As the form of the field takes it, in the same words where it does not. */
function shaped(text: string, { shape }: Field): ReadValue {
  const parsed = shape?.safeParse(text)
  if (!parsed) return { value: text }
  if (parsed.success) return { value: parsed.data }
  return { fault: fieldText({ path: '', code: parsed.error.issues[0]?.message ?? '' }) }
}

/** A number is written without the signs that only show it: 1001, never 1,001E+3. */
export function textOf(cell: Cell | undefined): string {
  if (cell === undefined || cell.kind === 'empty') return ''
  if (cell.kind === 'date') return cell.date
  if (cell.kind === 'number' && /e/i.test(cell.text)) return String(cell.number)
  return cell.text.trim()
}

type Reader = (text: string, cell: Cell, field: Field) => ReadValue

const choice = (words: Readonly<Record<string, readonly string[]>>): Reader => {
  const byWord = new Map(
    Object.entries(words).flatMap(([code, names]) =>
      [...names, code].map((name) => [folded(name), code] as const),
    ),
  )
  const nearest = makeNearest(Object.values(words).flat())
  const first = Object.values(words).map((names) => names[0] ?? '')
  return (text) => {
    const code = byWord.get(folded(text))
    if (code !== undefined) return { value: code }
    const meant = nearest(text)
    return { fault: t.notAChoice(text), suggestion: meant ? t.didYouMean(meant) : t.chooseAmong(first) }
  }
}

const roleWords = Object.fromEntries(roles.map((role) => [role, [roleNames[role]]]))

const readers: Readonly<Record<FieldType, Reader>> = {
  text: (text, _cell, field) => shaped(text, field),
  date: readDate,
  integer: readInteger,
  email: (text) =>
    mailAddress.test(text) && text.length <= 200
      ? { value: text.toLowerCase() }
      : { fault: t.email, suggestion: t.emailForm },
  list: (text) => ({ value: wordsOf(text) }),
  organisationNumber: readOrganisationNumber,
  laws: readLaws,
  role: choice(roleWords),
  providerKind: choice(choiceWords.providerKind),
  operatingForm: choice(choiceWords.operatingForm),
  unitStatus: choice(choiceWords.unitStatus),
  agreementKind: choice(choiceWords.agreementKind),
  agreementStatus: choice(choiceWords.agreementStatus),
}

function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[,;\n|]+/).map((word) => word.trim()))].filter((word) => word !== '')
}

/** Days since 1899-12-30, as a spreadsheet counts; only days that somebody could mean. */
const serials = { first: 18_264, last: 73_050 }

function readDate(text: string, cell: Cell, field: Field): ReadValue {
  const meant = dateOf(text, cell)
  return meant === undefined ? { fault: t.date(text), suggestion: meantDate(text) } : shaped(meant, field)
}

function dateOf(text: string, cell: Cell): IsoDate | undefined {
  if (cell.kind === 'date') return cell.date
  const isSerial = cell.kind === 'number' && cell.number >= serials.first && cell.number <= serials.last
  return parseTypedDate(text) ?? (isSerial ? fromSerial(cell.number) : undefined)
}

function fromSerial(serial: number): IsoDate {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
}

/** "12/3 2026" may be March or December: what Swedes mean is proposed, never taken. */
function meantDate(text: string): string {
  const match = /^(\d{1,2})[/. -](\d{1,2})[/. -]+(\d{4})$/.exec(text)
  const pad = (part: string | undefined) => (part ?? '').padStart(2, '0')
  const meant = match && parseTypedDate(`${match[3]}-${pad(match[2])}-${pad(match[1])}`)
  return meant ? t.didYouMean(meant) : t.dateForm
}

function readInteger(text: string, cell: Cell): ReadValue {
  const plain = cell.kind === 'number' ? String(cell.number) : text.replace(/[\s\u00a0\u202f]/g, '')
  if (!/^\d{1,6}$/.test(plain)) return { fault: t.integer(text), suggestion: t.integerForm }
  return { value: Number(plain) }
}

function readOrganisationNumber(text: string): ReadValue {
  if (isSoleTraderNumber(text)) return { fault: t.soleTrader, suggestion: t.soleTraderAdvice }
  const parsed = parseOrganisationNumber(text)
  return parsed === undefined
    ? { fault: t.organisationNumber, suggestion: t.organisationNumberForm }
    : { value: parsed }
}

const readLaw = choice(choiceWords.laws)

function readLaws(text: string, cell: Cell, field: Field): ReadValue {
  const codes: string[] = []
  for (const word of text.split(/[,;/\n+]+|\boch\b/i).filter((part) => part.trim() !== '')) {
    const read = readLaw(word.trim(), cell, field)
    if ('fault' in read) return read
    codes.push(String(read.value))
  }
  return { value: lawOrder.filter((law) => codes.includes(law)) }
}

const lawOrder = ['SoL', 'LSS', 'HSL']

export function isRoleCode(value: Value | undefined): value is Role {
  return typeof value === 'string' && value in roleWords
}
