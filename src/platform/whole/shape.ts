import { z } from 'zod'

/**
 * A whole export or a backup: one NDJSON file a table, files as files, and a manifest that tells what all of it is.
 * Open on purpose: whoever takes over the records needs neither this program nor its database to read them.
 */
export const formatName = 'uppsikt-whole'
export const manifestPath = 'manifest.json'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Path = z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\\\0][^\\\0]*$/)
const Part = z.object({ path: Path, bytes: z.number().int().nonnegative(), sha256: Hash })

const Column = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  type: z.string(),
  /** `file`: the value is the path of a file in the export. `sealed`: encrypted with the key of the installation. */
  as: z.enum(['value', 'file', 'sealed']),
})

const Table = Part.extend({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  rows: z.number().int().nonnegative(),
  columns: z.array(Column),
})

const Municipality = z.object({
  id: z.uuid(),
  name: z.string(),
  audit: z.object({ rows: z.number().int().nonnegative(), head: z.string().regex(/^([0-9a-f]{64})?$/) }),
})

export const Manifest = z.object({
  format: z.literal(formatName),
  version: z.literal(1),
  /** A backup holds every municipality and every live key; an export one municipality, and no key that opens a door. */
  kind: z.enum(['export', 'backup']),
  madeAt: z.string(),
  about: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: Hash })),
  municipalities: z.array(Municipality),
  tables: z.array(Table),
  files: z.array(Part),
  /** Tables whose rows stay behind: sessions, links and counters mean nothing in another installation. */
  leftOut: z.array(z.string()),
  /** Ids of the keys (UPPSIKT_LOCK_KEY or lock.key) that open what is sealed. The keys themselves are never here. */
  sealedWith: z.array(z.string()),
})

export type Manifest = z.output<typeof Manifest>
export type Kind = Manifest['kind']
export type Column = z.output<typeof Column>
export type Table = z.output<typeof Table>
export type Part = z.output<typeof Part>
export type Municipality = z.output<typeof Municipality>

/** What is a file to a reader, and what its name ends with; the name of the row's own file is used where it has one. */
export const fileColumns: Readonly<Record<string, string>> = {
  'file.content': '',
  'import.content': '.bin',
  'paper.pdf': '.pdf',
  'paper.pdf_archive': '.arkiv.pdf',
  'paper.docx': '.docx',
  'paper.xlsx': '.xlsx',
  'paper_template.logo': '.svg',
}

/** Hashes of passwords and of addresses that open something: sealed in an export, whole in a backup. */
export const secretColumns: ReadonlySet<string> = new Set([
  'account.password_hash',
  'calendar_feed.token_hash',
  'account_factor.secret_sealed',
  'recovery_code.code_hash',
])

/** Live keys of somebody's sign-in stay behind in an export; the counters against guessing, and other exports, always. */
export const leftOut: Readonly<Record<Kind, readonly string[]>> = {
  export: [
    'session',
    'session_grant',
    'half_sign_in',
    'passkey_challenge',
    'account_link',
    'pending_sign_in',
    'logout_token_seen',
    'api_token',
    'throttle',
    'whole_export',
    'whole_export_piece',
  ],
  backup: ['throttle', 'whole_export', 'whole_export_piece'],
}

export const tablePath = (table: string) => `tables/${table}.ndjson`
