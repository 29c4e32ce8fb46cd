import { isRole } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import type { FormReader } from '#platform/web/form.ts'

/** How many rows a table of the form has: those that are there, and a few empty ones. */
export const spareRows = 3
const mostRows = 210

/** The posted form as the command takes it. A row in which nothing is filled in is none. */
export function readSettings(form: FormReader) {
  return {
    identityProviderId: form.text('identityProviderId'),
    revision: form.revision(),
    name: form.text('namn'),
    issuer: form.text('adress'),
    clientId: form.text('klient'),
    clientSecret: form.optional('hemligheten-losenord'),
    secretVariable: form.text('hemlighetsfil'),
    maxAgeMinutes: form.text('aldst') === '' ? null : (form.number('aldst') ?? Number.NaN),
    scopes: form.text('omfattning'),
    subjectClaims: form
      .text('person')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    requiredClaims: rowsOf(form, 'krav', ['uppgift', 'varde']).map(([claim, value]) => ({ claim, value })),
    roleClaim: form.text('rolluppgift'),
    roleMapping: rowsOf(form, 'roll', ['varde', 'roll', 'namnd', 'utforare']).map(
      ([value, role, boardId, providerId]) => ({
        value,
        role: roleIn(role),
        ...(boardId && { boardId }),
        ...(providerId && { providerId }),
      }),
    ),
    organisationClaim: form.text('orguppgift'),
    organisationMapping: rowsOf(form, 'org', ['varde', 'utforare']).map(([value, providerId]) => ({
      value,
      providerId,
    })),
    isActive: form.checked('i-bruk'),
  }
}

/** Whatever is no role is refused by the command's shape, as "choose one". */
function roleIn(text: string): Role {
  return isRole(text) ? text : ('' as Role)
}

type Cells = [string, string, string, string]

function rowsOf(form: FormReader, table: string, columns: readonly string[]): Cells[] {
  return Array.from({ length: mostRows }, (_, at): Cells => {
    const [one = '', two = '', three = '', four = ''] = columns.map((name) =>
      form.text(`${table}-${name}-${at}`),
    )
    return [one, two, three, four]
  }).filter((cells) => cells.some((cell) => cell !== ''))
}

const tables = {
  requiredClaims: ['krav', { claim: 'uppgift', value: 'varde' }],
  roleMapping: ['roll', { value: 'varde', role: 'roll', boardId: 'namnd', providerId: 'utforare' }],
  organisationMapping: ['org', { value: 'varde', providerId: 'utforare' }],
} as const

/** The path of a fault → the name of its field. Empty rows stand last, so that a row keeps its number. */
export const settingsNames: Record<string, string> = {
  name: 'namn',
  issuer: 'adress',
  clientId: 'klient',
  clientSecret: 'hemligheten-losenord',
  secretVariable: 'hemlighetsfil',
  maxAgeMinutes: 'aldst',
  scopes: 'omfattning',
  subjectClaims: 'person',
  roleClaim: 'rolluppgift',
  organisationClaim: 'orguppgift',
  ...Object.fromEntries(
    Object.entries(tables).flatMap(([path, [table, columns]]) =>
      Object.entries(columns).flatMap(([field, name]) =>
        Array.from({ length: mostRows }, (_, at) => [`${path}.${at}.${field}`, `${table}-${name}-${at}`]),
      ),
    ),
  ),
}
