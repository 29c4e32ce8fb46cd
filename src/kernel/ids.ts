/** Ids are made by the caller, on a tablet as on the server, so that a repeated request is harmless. */

/**
 * A new id that sorts by time (UUID version 7, RFC 9562): 48 bits of milliseconds, the rest random. Those that one process
 * makes for the same millisecond sort as they were made, so that what was done in one go is listed in its order.
 */
export function uuidv7(now: number = Date.now()): string {
  if (!Number.isInteger(now) || now < 0 || now >= 2 ** 48) throw new RangeError('not a time an id can hold')
  const time = now.toString(16).padStart(12, '0')
  const rest = nextIn(now)
  // Around the four bits of the version and the two of the variant, which `layout` sets.
  const parts = [rest >> 62n, (rest >> 60n) & 3n, rest & (2n ** 60n - 1n)] as const
  return layout(`${time}0${digits(parts[0], 3)}${digits(parts[1], 1)}${digits(parts[2], 15)}`, 7)
}

/** What was given last in each of the latest milliseconds that were asked for. */
const given = new Map<number, bigint>()
const remembered = 64

/** 74 bits: drawn in the lower half, then always some steps of 32 random bits above the one before (RFC 9562, 6.2). */
function nextIn(now: number): bigint {
  const [high = 0n, low = 0n] = globalThis.crypto.getRandomValues(new BigUint64Array(2))
  const before = given.get(now)
  const next = before === undefined ? ((high & 511n) << 64n) | low : before + 1n + (low >> 32n)
  given.delete(now)
  given.set(now, next)
  for (const oldest of given.keys()) {
    if (given.size <= remembered) break
    given.delete(oldest)
  }
  return next
}

function digits(value: bigint, length: number): string {
  return value.toString(16).padStart(length, '0')
}

/** Any UUID in the usual writing, whatever its version. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}

/**
 * The same id every time for the same name (UUID version 8), so that demo content can be loaded twice.
 *
 * For demo content only: the hash is quick and spreads well, but anybody can find two keys that collide. Never
 * use it for something a stranger must not guess or forge.
 */
export function deterministicId(namespace: string, key: string): string {
  const lanes = new Uint32Array(startValues)
  for (const text of [namespace, key]) {
    absorb(lanes, text.length)
    for (let index = 0; index < text.length; index += 1) absorb(lanes, text.charCodeAt(index))
  }
  for (let round = 0; round < 4; round += 1) absorb(lanes, round)
  return layout(hexOf(new Uint8Array(bigEndian(lanes))), 8)
}

const startValues = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a]
/** Odd, so that multiplying loses nothing. */
const multipliers = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f]

/** One unit into four lanes of 32 bits; each lane also takes the one before it, so that all depend on all. */
function absorb(lanes: Uint32Array, unit: number): void {
  let carried = unit ^ (lanes[3] ?? 0)
  for (let lane = 0; lane < 4; lane += 1) {
    const mixed = Math.imul((lanes[lane] ?? 0) ^ carried, multipliers[lane] ?? 1)
    carried = mixed ^ (mixed >>> 15)
    lanes[lane] = carried
  }
}

function bigEndian(words: Uint32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(words.length * 4))
  words.forEach((word, index) => view.setUint32(index * 4, word))
  return view.buffer
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Sets version and variant in 32 hexadecimal digits and puts the hyphens in. */
function layout(hex: string, version: 7 | 8): string {
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), version + hex.slice(13, 16)]
  return [...parts, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-')
}
