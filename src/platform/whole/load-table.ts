import type pg from 'pg'
import { z } from 'zod'
import { lockKeyId, unseal } from '../seal.ts'
import type { Column, Table } from './shape.ts'
import type { Source } from './source.ts'

const atOnce = 2 * 1024 * 1024

/** @returns how many rows there were */
export async function loadTable(client: pg.ClientBase, source: Source, table: Table): Promise<number> {
  const files = table.columns.filter(({ as }) => as === 'file')
  let rows = 0
  for await (const lines of chunks(source.read(table.path), files.length > 0 ? 0 : atOnce)) {
    rows += lines.length
    const opened = lines.map((line) => withOpened(table, line)).join(',')
    await insert(client, table, {
      rows: `[${opened}]`,
      files: await contentsOf(source, files, lines[0] ?? ''),
    })
  }
  return rows
}

type Given = { readonly rows: string; readonly files: ReadonlyMap<string, Buffer | null> }

async function insert(client: pg.ClientBase, { name, columns }: Table, given: Given): Promise<void> {
  const values: unknown[] = [given.rows]
  const read = columns.map((column) => {
    if (!given.files.has(column.name)) return column.name
    values.push(given.files.get(column.name))
    return `$${values.length}::bytea`
  })
  await client.query(
    `insert into public.${name} (${columns.map((column) => column.name).join(', ')})
      select ${read.join(', ')} from json_populate_recordset(null::public.${name}, $1::json)`,
    values,
  )
}

/** The files of one row: rows with files go in one by one. */
async function contentsOf(
  source: Source,
  files: readonly Column[],
  line: string,
): Promise<Map<string, Buffer | null>> {
  const contents = new Map<string, Buffer | null>()
  if (files.length === 0) return contents
  const row = Row.parse(JSON.parse(line))
  for (const { name } of files) {
    const path = row[name]
    contents.set(name, typeof path === 'string' ? await whole(source, path) : null)
  }
  return contents
}

async function whole(source: Source, path: string): Promise<Buffer> {
  if (!source.names.has(path)) throw new Error(`${path} saknas i exporten. Inget har lästs in.`)
  const pieces: Buffer[] = []
  for await (const piece of source.read(path)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const Row = z.record(z.string(), z.unknown())
const Secret = z.object({ sealed: z.base64(), keyId: z.string() })

function withOpened({ name, columns }: Table, line: string): string {
  const sealed = columns.filter(({ as }) => as === 'sealed')
  if (sealed.length === 0) return line
  const row = Row.parse(JSON.parse(line))
  for (const column of sealed) {
    const value = row[column.name]
    if (value === null) continue
    const { sealed: bytes, keyId } = Secret.parse(value)
    if (keyId !== lockKeyId())
      throw new Error(
        `Exporten är låst med nyckeln ${keyId}. Ange den i UPPSIKT_LOCK_KEY. Inget har lästs in.`,
      )
    row[column.name] = unseal(
      { sealed: Buffer.from(bytes, 'base64'), keyId },
      `${name}.${column.name}`,
    ).toString()
  }
  return JSON.stringify(row)
}

/** Whole lines, as many as fit; at least one. */
async function* chunks(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<string[]> {
  let lines: string[] = []
  let length = 0
  for await (const line of linesOf(pieces)) {
    lines.push(line)
    length += line.length
    if (length < most) continue
    yield lines
    lines = []
    length = 0
  }
  if (lines.length > 0) yield lines
}

async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const waiting: string[] = []
  for await (const piece of pieces) {
    const [first = '', ...others] = decoder.decode(piece, { stream: true }).split('\n')
    waiting.push(first)
    for (const other of others) {
      yield waiting.join('')
      waiting.length = 0
      waiting.push(other)
    }
  }
  const rest = waiting.join('') + decoder.decode()
  if (rest !== '') yield rest
}
