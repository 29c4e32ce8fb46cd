import { createHash, type Hash } from 'node:crypto'

/** The checksum of a command's input, whatever order its fields came in; files count by their bytes. */
export function inputChecksum(input: unknown): Buffer {
  const hash = createHash('sha256')
  add(hash, input)
  return hash.digest()
}

function add(hash: Hash, value: unknown): void {
  const bytes = bytesOf(value)
  if (bytes) hash.update(`bytes ${bytes.length}:`).update(bytes)
  else if (Array.isArray(value)) addList(hash, value)
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) addFields(hash, value)
  else hash.update(`${JSON.stringify(value) ?? 'nothing'},`)
}

/** A file is not made into text first: 25 MB of it would take seconds. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  return value instanceof Uint8Array ? value : undefined
}

function addList(hash: Hash, list: readonly unknown[]): void {
  hash.update('[')
  for (const item of list) add(hash, item)
  hash.update(']')
}

function addFields(hash: Hash, row: object): void {
  hash.update('{')
  for (const [name, value] of Object.entries(row).sort(byName)) {
    if (value === undefined) continue
    hash.update(`${JSON.stringify(name)}:`)
    add(hash, value)
  }
  hash.update('}')
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1
}
